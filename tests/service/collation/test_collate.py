"""The centre's side: returns of many wards become one programme, whatever order they come in."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.collate_files import (
    BUCKS,
    WARDS,
    a_return,
    action,
    again,
    count,
    event,
    of_schema,
    of_wards,
    written,
)
from tests.exchange.return_samples import row
from ward_desk.core.errors import KnownError
from ward_desk.exchange.collation.programme_workbook import rows_of
from ward_desk.service.collation.collate import Collated, collate, look


def codes(done: Collated) -> list[str]:
    return [one.code for one in done.warnings]


# --- what is taken


def test_a_return_of_every_schema_version_is_read(put_together) -> None:
    whole = a_return("Chesham", activity_counts=[count("Bins", months=(1, 2, 3))])
    done = put_together(
        whole, of_schema("1.0", again(whole, ward="Abbey")), of_schema("1.1", again(whole, ward="West Wycombe"))
    )
    assert not done.refused
    assert [one["schema_version"] for one in done.read] == ["1.0", "1.2", "1.1"]
    assert of_wards(done, "activity_counts", "All wards")[0]["quarter"] == 18


def test_a_draft_is_refused_unless_drafts_are_asked_for(put_together) -> None:
    draft = a_return("Chesham", status="draft", signed_role="", signed_on="")
    assert "nobody has signed it" in put_together(draft).refused[0].sentence
    done = put_together(draft, drafts=True)
    assert not done.refused
    assert done.programme is not None
    assert done.programme.wards == ("Chesham",)


def test_a_draft_taken_once_counts_no_more_when_drafts_are_not_asked_for(put_together) -> None:
    draft = a_return("Chesham", status="draft", signed_role="", signed_on="")
    put_together(draft, drafts=True)
    done = put_together(a_return("Abbey"))
    assert done.programme is not None
    assert done.programme.wards == ("Abbey",)
    for path in sorted(done.files[2].iterdir()):
        assert "Chesham" not in path.read_text("utf-8-sig"), path.name


def test_a_return_that_says_nothing_of_who_signed_it_is_refused(put_together) -> None:
    done = put_together(a_return("Chesham", signed_role=""))
    assert (done.refused[0].sheet, done.refused[0].column) == ("Cover", "Signed by (role)")


def test_the_version_for_the_public_is_refused(put_together) -> None:
    done = put_together(a_return("Chesham", audience="public"))
    assert "not public" in done.refused[0].sentence
    assert done.programme is None
    assert done.files == ()


def test_a_changed_workbook_is_refused_at_its_cell_and_the_others_go_on(tmp_path) -> None:
    paths = written(tmp_path, a_return("Abbey", action_plan=[action("A-1", "Bins")]), a_return("Chesham"))
    book = load_workbook(paths[0])
    book["Action plan"]["E6"] = "Other bins"
    book.save(paths[0])
    done = collate(paths, tmp_path / "programme.xlsx")
    assert [(one.file, one.sheet, one.row, one.column) for one in done.refused] == [
        (paths[0].name, "Action plan", 6, "Action")
    ]
    assert [one["ward"] for one in done.read] == ["Chesham"]


def test_a_folder_is_all_its_workbooks_but_not_the_one_that_is_written(tmp_path) -> None:
    written(tmp_path, a_return("Abbey"), a_return("Chesham"))
    (tmp_path / "~$open.xlsx").write_bytes(b"lock")
    (tmp_path / "notes.txt").write_text("no return")
    for _ in range(2):
        done = collate([tmp_path], tmp_path / "programme.xlsx")
        assert not done.refused
        assert [one["ward"] for one in done.read] == ["Abbey", "Chesham"]


def test_an_empty_folder_and_a_file_that_is_not_there_are_told(tmp_path) -> None:
    inside = tmp_path / "empty"
    inside.mkdir()
    looked = look([inside, tmp_path / "gone.xlsx"])
    assert {one.file for one in looked.refused} == {"empty", "gone.xlsx"}


def test_a_file_given_twice_is_read_once(tmp_path) -> None:
    paths = written(tmp_path, a_return("Abbey"))
    said: list[tuple[int, int, str]] = []
    look([*paths, *paths, tmp_path], progress=lambda *one: said.append(one))
    assert said == [(0, 1, "Reading Abbey 2023-24-Q3 v1.xlsx"), (1, 1, "")]


def test_one_of_the_returns_is_never_written_over(tmp_path) -> None:
    paths = written(tmp_path, a_return("Abbey"))
    before = paths[0].read_bytes()
    with pytest.raises(KnownError, match="one of the files to be read"):
        collate(paths, paths[0])
    assert paths[0].read_bytes() == before


def test_stopping_writes_nothing(tmp_path) -> None:
    paths = written(tmp_path, a_return("Abbey"), a_return("Chesham"))
    answers = iter((False, True))
    with pytest.raises(KnownError) as stopped:
        collate(paths, tmp_path / "programme.xlsx", stop=lambda: next(answers))
    assert stopped.value.code == "collate.stopped"
    assert sorted(tmp_path.iterdir()) == sorted(paths)


# --- what to ask about


def test_a_ward_without_a_return_is_named(put_together) -> None:
    done = put_together(*(a_return(ward, **BUCKS) for ward in WARDS[1:]))
    assert [one.about for one in done.warnings if one.code == "ward.missing"] == ["Abbey"]
    assert done.programme is not None
    assert done.programme.missing == ("Abbey",)


def test_the_wards_of_the_expected_programme_are_looked_for(put_together) -> None:
    assert codes(put_together(a_return("Chesham"), expect="opportunity_bucks")).count("ward.missing") == 9


def test_two_returns_of_one_version_are_both_named_and_one_counts(tmp_path) -> None:
    early = a_return("Chesham", signed_on="2024-01-05", activity_counts=[count("Bins", quarter=1)])
    late = a_return("Chesham", signed_on="2024-01-09", activity_counts=[count("Bins", quarter=2)])
    paths = [*written(tmp_path, early, name="early"), *written(tmp_path, late, name="late")]
    done = collate(paths, tmp_path / "programme.xlsx")
    (said,) = [one for one in done.warnings if one.code == "ward.twice"]
    assert "early.xlsx" in said.sentence
    assert "late.xlsx" in said.sentence
    assert "Ask the ward which is right" in said.sentence
    assert of_wards(done, "activity_counts", "All wards")[0]["quarter"] == 2


def test_a_version_that_was_never_read_is_named(put_together) -> None:
    done = put_together(a_return("Chesham", version=1), a_return("Chesham", version=4))
    (said,) = [one for one in done.warnings if one.code == "version.gap"]
    assert "versions 2, 3 were never read" in said.sentence


def test_another_programme_is_kept_and_left_out_of_the_workbook(put_together) -> None:
    done = put_together(
        a_return("Abbey"), a_return("Chesham"), a_return("Kingswood", programme="Levelling Up North Northamptonshire")
    )
    assert codes(done) == ["programme.other"]
    assert done.programme is not None
    assert done.programme.wards == ("Abbey", "Chesham")
    assert len(done.new) == 3


def test_another_council_is_asked_about(put_together) -> None:
    done = put_together(a_return("Abbey"), a_return("Chesham"), a_return("West Wycombe", council="Another Council"))
    assert codes(done) == ["council.other"]


def test_a_ward_the_programme_does_not_know_is_asked_about(put_together) -> None:
    done = put_together(*(a_return(ward, **BUCKS) for ward in (*WARDS, "Cheesham")))
    assert [(one.code, one.about) for one in done.warnings] == [("ward.unknown", "Cheesham")]


def test_an_initiative_two_wards_report_is_told_and_a_mark_on_either_side_is_heard(put_together) -> None:
    one = a_return(
        "Abbey", events=[event("A-1", "Jobs fair", "2023-10-10")], action_plan=[action("A-2", "Fair of jobs")]
    )
    other = a_return(
        "Chesham",
        events=[event("C-1", "Jobs fair", "2023-10-10", shared_with="Abbey")],
        action_plan=[action("C-2", "Fair of jobs")],
    )
    done = put_together(one, other)
    assert done.programme is not None
    found = {line["kind"]: line for line in done.programme.tables["double_counts"]}
    assert {kind: line["marked"] for kind, line in found.items()} == {"Event": "Yes", "Action": "No"}
    assert next(said.sentence for said in done.warnings if said.code == "double_counts").startswith("1 thing may")


def test_returns_of_none_of_the_expected_programme_are_told_and_not_kept(put_together, tmp_path) -> None:
    with pytest.raises(KnownError, match="None of these returns is of Opportunity Bucks"):
        put_together(a_return("Kingswood", programme="Another"), expect="opportunity_bucks")
    assert not (tmp_path / "programme.sqlite").exists()


def test_a_ward_with_a_comma_in_its_name_is_heard_in_a_mark(put_together) -> None:
    ward = "Booker, Cressex and Castlefield"
    fair = event("C-1", "Jobs fair", "2023-10-10", shared_with=ward)
    done = put_together(
        a_return(ward, events=[event("B-1", "Jobs fair", "2023-10-10")]), a_return("Chesham", events=[fair])
    )
    assert done.programme is not None
    assert [line["marked"] for line in done.programme.tables["double_counts"]] == ["Yes"]


# --- again, later, and in any order


def test_the_same_returns_again_change_no_byte(tmp_path) -> None:
    paths = written(tmp_path, a_return("Abbey"), a_return("Chesham"))
    first = collate(paths, tmp_path / "programme.xlsx")
    before = {path: path.read_bytes() for path in tmp_path.rglob("programme*") if path.is_file()}
    second = collate(paths, tmp_path / "programme.xlsx")
    assert (len(first.new), len(second.new)) == (2, 0)
    assert {path: path.read_bytes() for path in before} == before
    assert second.programme == first.programme


def test_a_second_version_takes_the_place_of_the_first_which_is_kept(put_together) -> None:
    put_together(a_return("Chesham", activity_counts=[count("Bins", quarter=1)]))
    done = put_together(a_return("Chesham", version=2, activity_counts=[count("Bins", quarter=5)]))
    assert of_wards(done, "activity_counts", "All wards")[0]["quarter"] == 5
    assert [one["version"] for one in done.superseded] == [1]
    assert [one["used"] for one in of_wards(done, "returns", "Chesham")] == [
        "Counted", "Version 2 counts in its place",
    ]  # fmt: skip


def test_a_first_version_that_comes_late_changes_no_figure(tmp_path) -> None:
    one, two = a_return("Chesham"), a_return("Chesham", version=2)
    results = []
    for name, order in (("a", (one, two)), ("b", (two, one))):
        folder = tmp_path / name
        folder.mkdir()
        for data in order:
            done = collate(written(folder, data), folder / "programme.xlsx")
        results.append(done.programme)
    assert results[0] == results[1]


def test_the_newest_quarter_is_the_workbooks_and_any_other_can_be_asked_for(put_together) -> None:
    returns = (a_return("Abbey", "2023-24-Q2"), a_return("Chesham", "2023-24-Q3"))
    newest = put_together(*returns).programme
    asked = put_together(*returns, period="Q2 2023-24").programme
    assert newest is not None
    assert asked is not None
    assert (newest.wards, asked.wards) == (("Chesham",), ("Abbey",))


def test_a_quarter_nobody_reported_is_told(put_together) -> None:
    with pytest.raises(KnownError, match="no return for Q1 2023-24"):
        put_together(a_return("Chesham"), period="Q1 2023-24")


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("many")
    theme = "Jobs and career opportunities; Health and Wellbeing"
    returns = [
        a_return(
            ward,
            version=version,
            signed_on=f"2024-01-{10 + version}",
            summary={"residents_engaged": 10 * n + version},
            activity_counts=[count("Bins", months=(n, None, version)), count("Heard", "people", quarter=n)],
            action_plan=[action(f"X-{n}", "Jobs fair", rating="Red", why="Late", theme=theme)],
            events=[event("E-1", "Fair", "2023-11-02", residents=50)],
            **BUCKS,
        )
        for n, (ward, version) in enumerate((("Abbey", 1), ("Abbey", 2), ("Chesham", 1), ("West Wycombe", 3)))
    ]
    twin = again(returns[2], contact="somebody.else@example.gov.uk")
    return [*written(folder, *returns), *written(folder, twin, name="twin")]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_returns_in_any_order_and_in_any_parts_give_the_same(many, tmp_path_factory, data) -> None:
    order = data.draw(st.permutations(many))
    cut = data.draw(st.integers(1, len(order)))
    at_once, in_parts = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("parts")
    whole = collate(many, at_once / "programme.xlsx").programme
    for part in (order[:cut], order[cut:]):
        if part:
            last = collate(part, in_parts / "programme.xlsx").programme
    assert whole is not None
    assert last is not None
    assert rows_of(last) == rows_of(whole)
    for name in ("programme.xlsx", "programme-csv/values.csv", "programme-csv/returns.csv"):
        assert (at_once / name).read_bytes() == (in_parts / name).read_bytes()
    shutil.rmtree(at_once)
    shutil.rmtree(in_parts)


def test_a_fault_in_writing_the_workbook_leaves_the_old_one_and_the_next_run_mends_it(tmp_path, monkeypatch) -> None:
    from ward_desk.exchange.collation import programme_workbook

    output = tmp_path / "programme.xlsx"
    collate(written(tmp_path, a_return("Abbey")), output)
    before = output.read_bytes()

    def fail(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    paths = written(tmp_path, a_return("Chesham"))
    with monkeypatch.context() as broken:
        broken.setattr(programme_workbook, "_fill", fail)
        with pytest.raises(KnownError, match="no room left"):
            collate(paths, output)
    assert output.read_bytes() == before
    done = collate(paths, output)
    assert done.programme is not None
    assert done.programme.wards == ("Abbey", "Chesham")


# --- what must not happen


def test_the_workbook_never_takes_the_place_of_a_return_in_the_folder_that_is_read(tmp_path) -> None:
    ours, other = written(tmp_path, a_return("Abbey"), a_return("Chesham"))
    before = ours.read_bytes()
    with pytest.raises(KnownError, match="no programme workbook"):
        collate([tmp_path], ours)
    assert sorted(tmp_path.iterdir()) == [ours, other]
    assert ours.read_bytes() == before
    # What was put together there before may be written again.
    assert collate([tmp_path], tmp_path / "programme.xlsx").programme is not None
    done = collate([tmp_path], tmp_path / "programme.xlsx")
    assert (len(done.read), done.refused) == (2, ())


def test_a_link_to_a_return_in_the_folder_is_not_written_through(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    [ours] = written(tmp_path / "in", a_return("Abbey"))
    link = tmp_path / "programme.xlsx"
    link.symlink_to(ours)
    before = ours.read_bytes()
    with pytest.raises(KnownError, match="no programme workbook"):
        collate([tmp_path / "in"], link)
    assert ours.read_bytes() == before


def test_a_workbook_in_capitals_is_read_from_a_folder_too(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    [path] = written(tmp_path / "in", a_return("Abbey"))
    path.rename(path.with_suffix(".XLSX"))
    assert [one.row["ward"] for one in look([tmp_path / "in"]).read] == ["Abbey"]


@pytest.mark.skipif(os.name != "posix", reason="such names and links are not to be had elsewhere")
def test_odd_names_and_links_in_a_folder_stop_nothing(tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    [path] = written(folder, a_return("Abbey"))
    try:
        path.rename(os.fsdecode(os.fsencode(folder) + b"/caf\xe9 \n.xlsx"))
    except OSError:
        pytest.skip("this disk takes no such name")
    (folder / "loop.xlsx").symlink_to(folder / "loop.xlsx")
    done = collate([folder], tmp_path / "programme.xlsx")
    assert [one["file"] for one in done.read] == ["caf\N{REPLACEMENT CHARACTER} .xlsx"]
    assert [one.file for one in done.refused] == ["loop.xlsx"]


def test_returns_of_another_quarter_are_not_left_out_unsaid(put_together) -> None:
    done = put_together(
        a_return("Abbey", "2023-24-Q2"), a_return("Chesham", "2023-24-Q2"), a_return("West Wycombe", "2023-24-Q3")
    )
    [said] = [one for one in done.warnings if one.code == "period.other"]
    assert "leaves out Q2 2023-24" in said.sentence
    assert "Abbey, Chesham" in said.sentence
    assert said.about == "2 wards"
    assert any(row["what"] == said.sentence for row in done.programme.tables["problems"])


def test_a_quarter_that_is_none_is_refused_and_does_not_become_the_newest(put_together) -> None:
    faulty = again(a_return("Abbey"), period="2023-99-Q1")
    later = again(a_return("West Wycombe"), months=("2023-10", "2023-11", "2024-12"))
    done = put_together(faulty, later, a_return("Chesham"))
    assert [one.column for one in done.refused] == ["Period code", "Period code"]
    assert "2023-99-Q1 is no quarter of these months" in done.refused[0].sentence
    assert done.programme.wards == ("Chesham",)


def test_nothing_is_taken_from_behind_a_mark_that_hides(put_together) -> None:
    hidden = count(
        "Bins", months=(1, 2, 3), month_1_mark="[c]", quarter_mark="[c]", quarter_numerator=3.0, quarter_base=7.0
    )
    came = event("ABB-E01", "Fair", "2023-11-04", residents=4, residents_mark="[c]")
    people = row("who_answered", source="Fair", characteristic="Age", band="16 to 24", number=2, mark="[c]")
    answer = row("surveys", survey="Fair", question="Why?", answer="Yes", number=2, base=3, share=66.7, mark="[c]")
    done = put_together(
        a_return("Abbey", activity_counts=[hidden], events=[came], who_answered=[people], surveys=[answer]),
        a_return("Chesham", activity_counts=[count("Bins", months=(4, 5, 6))]),
    )
    whole, ours, _ = done.programme.tables["activity_counts"]
    assert (ours["month_1"], ours["quarter"], ours["month_2"]) == (None, None, 2)
    assert (whole["month_1"], whole["quarter"], whole["month_2"]) == (None, None, 7)
    assert of_wards(done, "events", "Abbey")[0]["residents"] is None
    with closing(sqlite3.connect(done.files[1])) as kept:
        for table, columns in (
            ("count_values", "value, numerator, base"), ("who_answered", "number"), ("surveys", "number, base, share"),
        ):  # fmt: skip
            rows = kept.execute(f"SELECT {columns} FROM {table} WHERE mark LIKE '%[c]%'").fetchall()
            assert rows
            assert all(value is None for values in rows for value in values)


@pytest.mark.parametrize("full", ["programme.xlsx", "values.csv", "actions.csv"])
def test_a_disk_that_fills_up_leaves_each_file_whole(put_together, tmp_path, monkeypatch, full) -> None:
    put_together(a_return("Abbey"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    put = os.replace

    def replace(old: Any, new: Any) -> None:
        if Path(new).name == full:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KnownError) as told:
        put_together(a_return("Abbey"), a_return("Chesham"))
    assert told.value.code == "file.disk_full"
    assert "programme.sqlite" in told.value.safe
    assert not list(tmp_path.rglob("*.part"))
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert full not in changed
    assert ("programme.xlsx" in changed) == (full != "programme.xlsx")
    monkeypatch.undo()
    assert put_together(a_return("Chesham")).programme.wards == ("Abbey", "Chesham")


# --- versions, and what comes in place of a return


def test_what_version_2_changed_is_a_sheet_and_a_csv_file(put_together, tmp_path) -> None:
    first = a_return("Chesham", action_plan=[action("C-1", "Bins"), action("C-2", "Trees")])
    put_together(first, a_return("Abbey"))
    done = put_together(again(first, version=2, action_plan=[action("C-1", "Bins", status="Complete")]))
    assert done.programme is not None
    rows = of_wards(done, "version_changes", "Chesham")
    found = [(one["ref"], one["column"], one["before"], one["after"]) for one in rows]
    assert found == [("C-1", "Status", "In progress", "Complete"), ("C-2", "Gone", "Trees", None)]
    assert len(done.programme.tables["version_changes"]) == 2
    page = load_workbook(tmp_path / "programme.xlsx")["Version changes"]
    assert any("Complete" in row for row in page.iter_rows(values_only=True))
    assert "C-2" in (tmp_path / "programme-csv" / "version_changes.csv").read_text("utf-8")


def test_a_later_version_settles_which_of_two_was_right(tmp_path) -> None:
    paths = [
        *written(tmp_path, a_return("Chesham", signed_on="2024-01-05"), name="early"),
        *written(tmp_path, a_return("Chesham", signed_on="2024-01-09"), name="late"),
    ]
    output = tmp_path / "out" / "programme.xlsx"
    output.parent.mkdir()
    assert "ward.twice" in codes(collate(paths, output))
    paths = written(tmp_path, a_return("Chesham", version=2), name="second")
    assert "ward.twice" not in codes(collate(paths, output))


def test_the_day_a_return_was_read_is_kept_and_the_same_again_does_not_move_it(put_together, tmp_path) -> None:
    put_together(a_return("Chesham"))
    with closing(sqlite3.connect(tmp_path / "programme.sqlite")) as connection:
        assert connection.execute("SELECT read_on = date('now', 'localtime') FROM returns").fetchall() == [(1,)]
        connection.execute("UPDATE returns SET read_on = '2023-12-18'")
        connection.commit()
    put_together(a_return("Chesham"))
    with closing(sqlite3.connect(tmp_path / "programme.sqlite")) as connection:
        assert connection.execute("SELECT read_on FROM returns").fetchall() == [("2023-12-18",)]


def test_a_folder_of_folders_names_those_with_returns(tmp_path) -> None:
    quarter = tmp_path / "2023-24-q3"
    quarter.mkdir()
    (tmp_path / "empty").mkdir()
    written(quarter, a_return("Abbey"))
    (said,) = look([tmp_path]).refused
    assert "in folders inside it: 2023-24-q3." in said.sentence


def test_a_programme_workbook_of_before_in_the_folder_is_passed_over_and_one_that_is_named_is_told(tmp_path) -> None:
    paths = written(tmp_path, a_return("Abbey"))
    collate(paths, tmp_path / "last-quarter.xlsx")
    assert not collate([tmp_path], tmp_path / "programme.xlsx").refused
    (said,) = look([tmp_path / "last-quarter.xlsx"]).refused
    assert "programme workbook" in said.sentence


@pytest.mark.parametrize(("name", "said"), [
    ("returns.zip", "Take them out of it"),
    ("return.ods", "a spreadsheet of LibreOffice"),
    ("return.xls", "without a password"),
])  # fmt: skip
def test_what_comes_in_place_of_a_return_is_told_from_a_folder_too(tmp_path, name, said) -> None:
    (path,) = written(tmp_path, a_return("Abbey"))
    other = tmp_path / name
    if name.endswith(".xls"):
        other.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    else:
        with zipfile.ZipFile(other, "w") as packed:
            packed.writestr("META-INF/manifest.xml" if name.endswith(".ods") else "in/abbey.xlsx", path.read_bytes())
    looked = look([tmp_path])
    assert [one.row["ward"] for one in looked.read] == ["Abbey"]
    assert [(one.file, said in one.sentence) for one in looked.refused] == [(name, True)]


def test_a_programme_that_is_none_is_told_with_those_there_are(tmp_path) -> None:
    with pytest.raises(KnownError, match=r"“bucks”.*opportunity_bucks"):
        collate(written(tmp_path, a_return("Abbey")), tmp_path / "p.xlsx", expect="bucks")
