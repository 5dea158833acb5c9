"""The life of a return: prepared, checked, signed, taken back, sent, and kept whatever happens to the document."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import ChangeSet, Op
from ward_desk.core.checks import explainable
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row, Value
from ward_desk.service import edits, frameworks, wards
from ward_desk.service.document import Document
from ward_desk.service.returns import return_copy, return_life, returns
from ward_desk.store import history, lock
from ward_desk.store.rows import Store

Q3 = Quarter(2023, 3)
DAY = date(2024, 1, 3)
TODAY = date(2024, 1, 5)
KEPT = ("workbook", "snapshot", "sha256", "workbook_sha256", "signed_role", "signed_on", "statement", "version")


def a_ward(folder: Path) -> Document:
    """A ward whose return has nothing in its way."""
    new = wards.NewWard(frameworks.load("opportunity_bucks"), "Chesham", work_email="desk@council.example")
    doc = Document.create(folder / "chesham.ward", wards.start(new), clock=lambda: datetime(2024, 1, 5, 9, 0))
    for count in doc.store.rows("activity_count"):
        edits.remove(doc, "activity_count", str(count["id"]))
    return doc


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    document = a_ward(tmp_path)
    yield document
    document.close()


def begin(doc: Document) -> str:
    row_id = returns.ensure_return(doc, Q3)
    returns.edit(doc, row_id, {"progress": "The plan was agreed."})
    wanting = [one for one in returns.checks(doc, Q3) if explainable(one)]
    returns.explain(doc, row_id, wanting, "The ward is new")
    return row_id


def signed(doc: Document) -> str:
    row_id = begin(doc)
    returns.sign(doc, row_id, "Ward member, chair", DAY)
    return row_id


def sent(doc: Document) -> str:
    row_id = signed(doc)
    returns.mark_sent(doc, row_id, TODAY)
    return row_id


def the_return(doc: Document, row_id: str) -> Row:
    row = doc.store.get("quarterly_return", row_id)
    assert row is not None
    return row


def test_a_return_says_who_prepared_checked_and_signed_it(doc: Document) -> None:
    row_id = begin(doc)
    returns.prepared(doc, row_id, "Community officer", date(2024, 1, 2))
    returns.checked(doc, row_id, "Team manager", DAY)
    returns.sign(doc, row_id, "Ward member, chair", TODAY)
    header = returns.quarter_data(doc, Q3).header
    assert (header.prepared_role, header.prepared_on) == ("Community officer", "2024-01-02")
    assert (header.checked_role, header.checked_on) == ("Team manager", "2024-01-03")
    assert (header.signed_role, header.signed_on) == ("Ward member, chair", "2024-01-05")
    assert header.statement == return_life.STATEMENT


def test_the_statement_signed_is_the_one_written(doc: Document) -> None:
    row_id = begin(doc)
    with pytest.raises(KnownError, match="what it stands for"):
        returns.sign(doc, row_id, "Chair", DAY, statement=" ")
    with pytest.raises(KnownError, match="e-mail address"):
        returns.sign(doc, row_id, "Chair", DAY, statement="Ask jo@example.org")
    returns.sign(doc, row_id, "Chair", DAY, statement="It is  right.")
    assert returns.quarter_data(doc, Q3).header.statement == "It is right."


@pytest.mark.parametrize("role", ["Cllr Jane Smith", "chair@council.example"])
def test_nobody_is_named(doc: Document, role: str) -> None:
    row_id = begin(doc)
    for step in (returns.prepared, returns.checked, returns.sign):
        with pytest.raises(KnownError, match="looks like") as refused:
            step(doc, row_id, role, DAY)
        assert refused.value.next_step.startswith("Give a role, not a name")
    assert the_return(doc, row_id)["status"] == "draft"


def test_a_return_is_prepared_before_it_is_checked_and_checked_before_it_is_signed(doc: Document) -> None:
    row_id = begin(doc)
    returns.prepared(doc, row_id, "Officer", DAY)
    with pytest.raises(KnownError, match="can't be checked on 2 Jan 2024: it was prepared on 3 Jan 2024"):
        returns.checked(doc, row_id, "Manager", date(2024, 1, 2))
    returns.checked(doc, row_id, "Manager", date(2024, 1, 4))
    with pytest.raises(KnownError, match="can't be checked on 4 Jan 2024: it was prepared on 5 Jan 2024"):
        returns.prepared(doc, row_id, "Officer", TODAY)
    with pytest.raises(KnownError, match="can't be signed on 3 Jan 2024: it was checked on 4 Jan 2024"):
        returns.sign(doc, row_id, "Chair", DAY)
    for step in (returns.prepared, returns.checked):
        with pytest.raises(KnownError, match="still to come"):
            step(doc, row_id, "Officer", date(2024, 1, 6))


def test_somebody_who_checked_did_so_on_a_day(doc: Document) -> None:
    row_id = begin(doc)
    returns.edit(doc, row_id, {"checked_role": "Manager"})
    with pytest.raises(KnownError, match="but not when"):
        returns.sign(doc, row_id, "Chair", DAY)


def test_a_signature_is_taken_back_with_a_reason_that_stays(doc: Document) -> None:
    row_id = signed(doc)
    with pytest.raises(KnownError, match="for a reason"):
        returns.unsign(doc, row_id, "  ")
    with pytest.raises(KnownError, match="looks like"):
        returns.unsign(doc, row_id, "Mrs Jane Smith asked")
    returns.unsign(doc, row_id, "A figure was late")
    row = the_return(doc, row_id)
    line = "5 Jan 2024: signature of Ward member, chair (3 Jan 2024) taken back. A figure was late."
    assert (row["status"], row["taken_back"], row["workbook"], row["sha256"]) == ("draft", line, None, "")
    assert history.lately(doc.store, 1)[0]["label"] == (
        "Take back the signature of the Q3 2023-24 return: A figure was late."
    )
    returns.sign(doc, row_id, "Chair", TODAY)
    returns.unsign(doc, row_id, "Again?")
    assert returns.quarter_data(doc, Q3).header.taken_back.split("\n") == [
        line, "5 Jan 2024: signature of Chair (5 Jan 2024) taken back. Again?"
    ]  # fmt: skip
    with pytest.raises(KnownError, match="not signed yet"):
        returns.unsign(doc, row_id, "Once more")


def test_undo_reaches_neither_a_signature_nor_what_led_to_it(doc: Document) -> None:
    before = edits.add(doc, "priority", {"title": "Cleaner streets"})
    row_id = signed(doc)
    returns.mark_sent(doc, row_id, TODAY)
    with pytest.raises(KnownError):
        doc.undo()
    doc.undo()
    assert doc.store.get("priority", before) is None
    assert the_return(doc, row_id)["status"] == "sent"


INSTEAD = {
    "Sign the Q3 2023-24 return": "Take the signature back under Sign off, with a reason.",
    "Mark the Q3 2023-24 return as sent": "What was sent is kept; begin a corrected version under Sign off.",
    "Take back the signature of the Q3 2023-24 return: Too early.": "Sign the return again under Sign off.",
}


@pytest.mark.parametrize(("label", "instead"), INSTEAD.items())
def test_undo_after_a_signature_says_that_it_stays_before_it_takes_anything_else_back(
    doc: Document, label: str, instead: str
) -> None:
    priority = edits.add(doc, "priority", {"title": "Cleaner streets"})
    row_id = signed(doc)
    if label.startswith("Mark"):
        returns.mark_sent(doc, row_id, TODAY)
    elif label.startswith("Take"):
        returns.unsign(doc, row_id, "Too early")
    assert (doc.undo_label, doc.undo_stop, doc.redo_label) == (None, label, None)
    with pytest.raises(KnownError) as refused:
        doc.undo()
    earlier = "Add priority “Cleaner streets”"
    assert refused.value.sentence == (
        f"“{label}” can't be undone. Nothing was changed. {instead}"
        f" Undo once more to take back “{earlier}”, done before it."
    )
    assert doc.store.get("priority", priority) is not None
    assert (doc.undo_label, doc.undo_stop) == (earlier, None)
    doc.undo()
    assert doc.store.get("priority", priority) is None
    doc.redo()
    assert doc.store.get("priority", priority) is not None
    doc.run(Op("test", "Nothing"), lambda store: store.update("priority", priority, {"title": "Cleaner streets"}))
    assert doc.undo_stop is None  # what changes nothing is nothing done


def test_undo_stops_at_a_signature_again_after_something_else_was_done(doc: Document) -> None:
    edits.add(doc, "priority", {"title": "Cleaner streets"})
    signed(doc)
    with pytest.raises(KnownError, match="can't be undone"):
        doc.undo()
    edits.add(doc, "priority", {"title": "Safer streets"})
    doc.undo()
    with pytest.raises(KnownError, match="can't be undone"):
        doc.undo()
    assert [one["title"] for one in doc.store.rows("priority")] == ["Cleaner streets"]


def test_undo_stops_at_a_signature_again_after_another_window_did_something(
    doc: Document, open_document: Callable[..., Document]
) -> None:
    edits.add(doc, "priority", {"title": "Cleaner streets"})
    signed(doc)
    with pytest.raises(KnownError, match="can't be undone"):
        doc.undo()
    lock.lock_path(doc.path).unlink()
    other = open_document(doc.path)
    edits.add(other, "priority", {"title": "Safer streets"})
    other.undo()
    doc.poll()
    with pytest.raises(KnownError, match="can't be undone"):
        doc.undo()
    assert [one["title"] for one in doc.store.rows("priority")] == ["Cleaner streets"]


def test_with_nothing_before_a_signature_undo_only_says_that_it_stays(doc: Document) -> None:
    signed(doc)
    doc.store.connection.execute("UPDATE operation SET state = 'kept' WHERE state = 'done'")
    for _ in range(2):
        with pytest.raises(KnownError, match="can't be undone") as refused:
            doc.undo()
        assert "once more" not in refused.value.sentence


def test_what_was_undone_before_signing_is_not_done_again(doc: Document) -> None:
    row_id = begin(doc)
    returns.edit(doc, row_id, {"horizon": "More"})
    doc.undo()
    returns.sign(doc, row_id, "Chair", DAY)
    assert doc.redo_label is None


@pytest.mark.parametrize("name", ["snapshot", "workbook"])
def test_a_return_changed_outside_is_never_written(doc: Document, tmp_path: Path, name: str) -> None:
    row_id = sent(doc)
    content = bytes(the_return(doc, row_id)[name])  # type: ignore[arg-type]
    doc.run(Op("test", "From outside"), lambda store: store.update("quarterly_return", row_id, {name: content + b" "}))
    target = tmp_path / "return.xlsx"
    with pytest.raises(KnownError, match="changed outside"):
        return_copy.save_as_sent(doc, row_id, target)
    with pytest.raises(KnownError, match="changed outside"):
        returns.export(doc, Q3, target)
    assert not target.exists()


def test_a_return_put_together_before_a_change_is_not_signed(doc: Document) -> None:
    row_id = begin(doc)
    made = returns.to_sign(doc, row_id, "Ward member, chair", DAY)
    edits.add(doc, "organisation", {"name": "Waterside Trust"})
    with pytest.raises(KnownError, match="changed while the return was put together"):
        returns.keep_signature(doc, row_id, made)
    row = returns.newest(doc, Q3)
    assert row is not None
    assert row["status"] == "draft"
    returns.keep_signature(doc, row_id, returns.to_sign(doc, row_id, "Ward member, chair", DAY))


def test_a_signed_return_changed_outside_is_not_sent(doc: Document) -> None:
    row_id = signed(doc)
    doc.run(Op("test", "From outside"), lambda store: store.update("quarterly_return", row_id, {"snapshot": b"{}"}))
    with pytest.raises(KnownError, match="changed outside") as refused:
        returns.mark_sent(doc, row_id, TODAY)
    assert refused.value.next_step == "Take the signature back and sign again."
    with pytest.raises(KnownError, match="changed outside"):
        returns.quarter_data(doc, Q3)


@pytest.mark.parametrize(
    "values",
    [{"snapshot": None}, {"snapshot": b"{}"}, {"snapshot": b"no JSON"}, {"workbook": None},
     {"sha256": "0" * 64}, {"workbook_sha256": "0" * 64}],
    ids=repr,
)  # fmt: skip
def test_a_file_or_hash_altered_by_hand_is_said_and_nothing_else_stops(
    doc: Document, tmp_path: Path, values: Row
) -> None:
    row_id = sent(doc)
    doc.run(Op("test", "From outside"), lambda store: store.update("quarterly_return", row_id, values))
    with pytest.raises(KnownError, match="changed outside"):
        return_copy.save_as_sent(doc, row_id, tmp_path / "return.xlsx")
    assert not (tmp_path / "return.xlsx").exists()
    assert returns.checks(doc, Q3.next)  # next quarter's looks back at it
    second = returns.new_version(doc, Q3)
    returns.sign(doc, second, "Chair", TODAY)
    assert returns.quarter_data(doc, Q3).header.version == 2


def in_another_window(doc: Document, monkeypatch: pytest.MonkeyPatch, **values: Value) -> None:
    """Another window changes the return once this one has looked at it, right before it writes."""
    run = doc.run

    def late(op: Op, write: Callable[[Store], object], initiator: object = None) -> ChangeSet:
        monkeypatch.undo()
        (row,) = doc.store.rows("quarterly_return")
        run(Op("test", "Elsewhere"), lambda store: store.update("quarterly_return", str(row["id"]), values))
        return run(op, write, initiator)

    monkeypatch.setattr(doc, "run", late)


def test_a_return_signed_in_another_window_meanwhile_is_not_signed_again(
    doc: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    row_id = begin(doc)
    made = returns.to_sign(doc, row_id, "Chair", DAY)
    in_another_window(doc, monkeypatch, status="signed", signed_role="Other chair", signed_on="2024-01-04")
    with pytest.raises(KnownError, match="changed while the return was put together"):
        returns.keep_signature(doc, row_id, made)
    assert the_return(doc, row_id)["signed_role"] == "Other chair"


def test_words_do_not_go_into_a_return_that_another_window_signs_meanwhile(
    doc: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    row_id = begin(doc)
    in_another_window(doc, monkeypatch, status="signed")
    with pytest.raises(KnownError, match="is signed by now, in another window"):
        returns.edit(doc, row_id, {"progress": "Late"})
    assert the_return(doc, row_id)["progress"] == "The plan was agreed."


def test_a_return_is_not_marked_as_sent_when_its_signature_is_taken_back_meanwhile(
    doc: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    row_id = signed(doc)
    in_another_window(doc, monkeypatch, status="draft")
    with pytest.raises(KnownError, match="was changed meanwhile, in another window"):
        returns.mark_sent(doc, row_id, TODAY)


def test_a_quarter_begun_in_another_window_meanwhile_is_not_begun_twice(
    doc: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returns, "newest", lambda _doc, _quarter: None)  # as it was looked at
    returns.ensure_return(doc, Q3)
    with pytest.raises(KnownError, match="Q3 2023-24 return was begun in another window"):
        returns.ensure_return(doc, Q3)
    assert len(doc.store.rows("quarterly_return")) == 1


@pytest.mark.parametrize("full", ["the folder", "the file"])
def test_a_full_disk_is_said_and_the_return_is_not_signed(
    doc: Document, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    row_id = begin(doc)

    def no_room(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if full == "the folder":
        monkeypatch.setattr(tempfile, "TemporaryDirectory", no_room)
    else:
        monkeypatch.setattr(os, "replace", no_room)
    with pytest.raises(KnownError, match="could not be put together") as refused:
        returns.sign(doc, row_id, "Chair", DAY)
    assert refused.value.next_step.startswith("Make room")
    monkeypatch.undo()
    assert the_return(doc, row_id)["status"] == "draft"
    returns.sign(doc, row_id, "Chair", DAY)


def test_a_clock_set_back_neither_sends_nor_takes_back_a_signature(tmp_path: Path) -> None:
    doc = a_ward(tmp_path)
    row_id = signed(doc)
    doc.close()
    back = Document.open(doc.path, clock=lambda: datetime(2023, 1, 5, 9, 0))
    for step in (
        lambda: returns.mark_sent(back, row_id, date(2023, 1, 5)),
        lambda: returns.unsign(back, row_id, "A figure was late"),
    ):
        with pytest.raises(KnownError, match=r"Today is 5 Jan 2023 by this computer.*signed on 3 Jan 2024") as refused:
            step()
        assert refused.value.next_step.startswith("Put the computer's date right")
    assert the_return(back, row_id)["status"] == "signed"
    back.close()


def test_last_year_in_a_date_is_noticed(doc: Document) -> None:
    row_id = begin(doc)
    wrong = date(2023, 1, 3)
    for step, done in ((returns.prepared, "prepared"), (returns.checked, "checked"), (returns.sign, "signed")):
        with pytest.raises(KnownError, match=f"can't be {done} on 3 Jan 2023: the quarter began on 1 Oct 2023"):
            step(doc, row_id, "Chair", wrong)


def test_a_correction_is_not_signed_before_what_it_corrects_was_sent(doc: Document) -> None:
    sent(doc)
    second = returns.new_version(doc, Q3)
    with pytest.raises(KnownError, match="can't be signed on 3 Jan 2024: the version it corrects was sent on 5 Jan"):
        returns.sign(doc, second, "Chair", DAY)
    returns.sign(doc, second, "Chair", TODAY)


def test_a_corrected_version_begins_with_the_words_and_roles_and_leaves_the_first_as_it_was(doc: Document) -> None:
    row_id = begin(doc)
    returns.prepared(doc, row_id, "Officer", DAY)
    returns.checked(doc, row_id, "Manager", DAY)
    returns.sign(doc, row_id, "Chair", DAY)
    returns.mark_sent(doc, row_id, TODAY)
    first = the_return(doc, row_id)
    second = returns.new_version(doc, Q3)
    row = the_return(doc, second)
    assert [row[name] for name in ("progress", "prepared_role", "checked_role", "checked_on", "signed_role")] == [
        "The plan was agreed.", "Officer", "Manager", None, "",
    ]  # fmt: skip
    returns.checked(doc, second, "Manager", TODAY)
    returns.sign(doc, second, "Chair", TODAY)
    returns.mark_sent(doc, second, TODAY)
    assert the_return(doc, row_id) == first
    assert returns.quarter_data(doc, Q3, 1).header.version == 1
    assert returns.quarter_data(doc, Q3).header.version == 2


STEPS = st.lists(
    st.sampled_from(["add", "edit", "remove", "undo", "redo", "words", "explain", "unsign", "sign", "send", "version"]),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=12)
@given(STEPS)
def test_whatever_is_done_afterwards_a_sent_return_stays_as_it_left(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        doc = a_ward(Path(folder))
        row_id = sent(doc)
        kept = {name: the_return(doc, row_id)[name] for name in (*KEPT, "status", "sent_on")}
        data = returns.quarter_data(doc, Q3, 1)
        for at, step in enumerate(steps):
            with suppress(KnownError):
                _take(doc, row_id, step, at)
            row = the_return(doc, row_id)
            assert {name: row[name] for name in kept} == kept
            assert returns.quarter_data(doc, Q3, 1) == data
        target = return_copy.save_as_sent(doc, row_id, Path(folder, "sent.xlsx"))
        assert target.read_bytes() == kept["workbook"]
        doc.close()


def _take(doc: Document, row_id: str, step: str, at: int) -> None:
    priorities = [str(row["id"]) for row in doc.store.rows("priority")]
    match step:
        case "add":
            edits.add(doc, "priority", {"title": f"Cleaner streets {at}"})
        case "edit" if priorities:
            edits.edit(doc, "priority", priorities[0], {"title": f"Safer streets {at}"})
        case "remove" if priorities:
            edits.remove(doc, "priority", priorities[0])
        case "undo":
            doc.undo()
        case "redo":
            doc.redo()
        case "words":
            returns.edit(doc, row_id, {"progress": f"Other {at}"})
        case "explain":
            returns.explain(doc, row_id, returns.checks(doc, Q3)[:1], "Other")
        case "unsign":
            returns.unsign(doc, row_id, "Other")
        case "sign":
            returns.sign(doc, row_id, "Other", TODAY)
        case "send":
            returns.mark_sent(doc, row_id, TODAY)
        case "version":
            returns.new_version(doc, Q3)
