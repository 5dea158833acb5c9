"""The life of a return: prepared, checked, signed, taken back, sent, and kept whatever happens to the document."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import Op
from ward_desk.core.checks import explainable
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.service import edits, frameworks, wards
from ward_desk.service.document import Document
from ward_desk.service.returns import return_copy, return_life, returns
from ward_desk.store import history

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
    before = doc.undo_label
    row_id = signed(doc)
    assert doc.undo_label == before
    returns.mark_sent(doc, row_id, TODAY)
    assert doc.undo_label == before
    doc.undo()
    assert the_return(doc, row_id)["status"] == "sent"


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
    with pytest.raises(KnownError, match="changed outside"):
        returns.mark_sent(doc, row_id, TODAY)
    with pytest.raises(KnownError, match="changed outside"):
        returns.quarter_data(doc, Q3)


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
