"""Bringing a tracker in: every row as it will be, one operation, and the same tracker again later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import trackers
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.records import RECORDS, Row
from ward_desk.core.tracker.tracker import Cell, Sheet, TrackerFile
from ward_desk.exchange import table_out
from ward_desk.exchange.tracker import tracker_reader
from ward_desk.service import edits, lists
from ward_desk.service.document import Document
from ward_desk.service.plan import plan_out
from ward_desk.service.returns import returns
from ward_desk.service.tracker import tracker_import
from ward_desk.service.tracker.tracker_columns import SETTING
from ward_desk.service.tracker.tracker_import import Line, Preview, begin, preview
from ward_desk.store import progress

HEADINGS = ("No.", "Theme", "Action", "Lead", "Partners", "Due", "RAG", "Status", "Update", "Budget code")


def tracker(*rows: Sequence[object], headings: Sequence[str] = HEADINGS, name: str = "tracker.xlsx") -> TrackerFile:
    """A tracker with these rows under one row of headings."""
    wide = len(headings)

    def cell(value: object) -> Cell:
        text = f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)
        return Cell(text, value if isinstance(value, str | int | float | date) else None)

    laid = tuple(tuple(cell(one) for one in (*row, *[""] * (wide - len(row)))) for row in (headings, *rows))
    return TrackerFile(name, (Sheet("Actions", laid),))


BENCHES = (5, "Quality of Public Realm", "New benches on the Moor", "Chesham Town Council", "Paradigm Housing",
           "31/05/2024", "A", "In progress", "Oak is agreed", "CB-121")  # fmt: skip
CHOIR = (6, "Standard", "A choir for everybody", "Healthy Hubs", "", "TBC", "G", "Not yet", "", "")


def bring_in(doc: Document, file: TrackerFile) -> tracker_import.Done:
    return tracker_import.apply(doc, file, begin(doc, file))


def seen(doc: Document, file: TrackerFile) -> Preview:
    return preview(doc, file, begin(doc, file))


def words(line: Line) -> dict[str, str]:
    return {cell.target: cell.words for cell in line.cells}


def problems(line: Line) -> dict[str, str]:
    return {cell.target: cell.problem for cell in line.cells if cell.problem}


def everything(doc: Document) -> dict[str, list[Row]]:
    return {table: sorted(doc.store.rows(table), key=lambda row: str(row["id"])) for table in RECORDS}


def titled(doc: Document, title: str) -> Row:
    [row] = doc.store.rows("action", title=title)
    return row


def notes_of(doc: Document, title: str) -> list[str]:
    return [str(row["words"]) for row in doc.store.rows("progress_note", action=titled(doc, title)["id"])]


def names(doc: Document, table: str = "organisation", field: str = "name") -> list[str]:
    return [str(row[field]) for row in doc.store.rows(table)]


# ---- seeing it


def test_every_row_is_seen_as_it_will_be(empty_ward: Document) -> None:
    found = seen(empty_ward, tracker(BENCHES, CHOIR))
    assert (found.add, found.update, found.same, found.out) == (2, 0, 0, 0)
    first, second = found.lines
    assert (first.number, first.what, first.title) == (2, "add", "New benches on the Moor")
    assert words(first)["due"] == "31 May 2024"
    assert words(first)["rating"] == "Amber"
    assert words(first)["keep"] == "Budget code: CB-121"
    assert problems(second) == {
        "theme": "“Standard” is taken as “Standard of Living”.",
        "due": "“TBC” is no date yet. It is kept as a note.",
    }
    assert (found.kept, found.organisations, found.problems) == (2, 3, 2)
    assert found.words == "2 to add, 2 problems. 2 notes keep what has no home. 3 new organisations."


def test_seeing_it_changes_nothing(ward: Document) -> None:
    before = everything(ward)
    seen(ward, tracker(BENCHES, CHOIR))
    assert everything(ward) == before


def test_what_is_hidden_or_passed_over_is_said(empty_ward: Document, tmp_path: Path) -> None:
    said = seen(empty_ward, tracker_reader.read(trackers.chesham(tmp_path / "tracker.xlsx"))).said
    assert said[:2] == ("1 hidden column is read too: J “Officer notes (internal)”", "1 hidden row is read too: 8")
    assert "Row 11 is no action and not brought in: Total actions: 5" in said
    assert "1 blank row is passed over." in said
    assert any("Opportunity Bucks - Chesham Ward Partnership" in one for one in said)


def test_other_sheets_and_headings_between_rows_are_said(empty_ward: Document, tmp_path: Path) -> None:
    said = seen(empty_ward, tracker_reader.read(trackers.two_sheets(tmp_path / "tracker.xlsx"))).said
    assert "2 other sheets are not read now: Lookups, Closed actions. Bring the file in again for each of them." in said
    assert "Row 2 is a heading: Theme: Standard of Living" in said
    assert any(one.startswith("Row 4 goes with the action above it: Also private tenants") for one in said)


def test_a_column_left_out_is_said(empty_ward: Document) -> None:
    file = tracker(BENCHES)
    choices = begin(empty_ward, file)
    choices.choose(9, "out")
    assert "Column J “Budget code” is left out, with what it holds." in preview(empty_ward, file, choices).said


def test_personal_data_in_a_cell_is_a_warning(empty_ward: Document) -> None:
    row = (*BENCHES[:8], "Ring Mrs Jane Hollis on 07700 900123", "")
    [line] = seen(empty_ward, tracker(row)).lines
    cell = next(one for one in line.cells if one.target == "note")
    assert cell.level == "warning"
    assert "name “Mrs Jane Hollis”, phone number “07700 900123”" in cell.problem


def test_a_row_without_an_action_takes_its_title_from_its_other_words(empty_ward: Document) -> None:
    file = tracker(BENCHES, (7, "", "", "", "", "31/05/2024", "", "", "Ask the town council about lights", ""))
    line = seen(empty_ward, file).lines[1]
    assert line.title == "Ask the town council about lights"
    assert line.cells[0].level == "error"
    bring_in(empty_ward, file)
    assert seen(empty_ward, file).same == 2


# ---- bringing it in


def test_an_import_brings_in_actions_with_all_that_belongs_to_them(empty_ward: Document) -> None:
    done = bring_in(empty_ward, tracker(BENCHES, CHOIR))
    assert done.words == "Brought in 2 actions from tracker.xlsx"
    assert (done.added, done.notes, done.organisations) == (2, 3, 3)
    row = titled(empty_ward, "New benches on the Moor")
    store = empty_ward.store
    assert (row["due"], row["rating"], row["status"]) == ("2024-05-31", "amber", "in_progress")
    assert (row["source_ref"], row["delivery"], row["ref"]) == ("5", "bau", "CHE-01")
    theme, lead = store.get("theme", str(row["theme"])), store.get("organisation", str(row["lead"]))
    assert theme is not None
    assert lead is not None
    assert (theme["label"], lead["name"]) == ("Quality of Public Realm", "Chesham Town Council")
    [partner] = store.linked("action_partner", str(row["id"]))
    assert store.rows("organisation", id=partner)[0]["name"] == "Paradigm Housing"
    assert notes_of(empty_ward, "New benches on the Moor") == [
        "Oak is agreed",
        "Kept from the tracker:\nBudget code: CB-121",
    ]
    [note, _] = store.rows("progress_note", action=row["id"])
    assert (note["noted_on"], note["status"], note["rating"]) == ("2023-12-18", "in_progress", "amber")


def test_a_note_of_an_earlier_day_does_not_claim_the_standing_of_today(empty_ward: Document) -> None:
    row = (*BENCHES[:8], "02/10/23: Started.\n18/12/23: Half done.", "")
    bring_in(empty_ward, tracker(row))
    notes = empty_ward.store.rows("progress_note", order="noted_on")
    assert [(one["noted_on"], one["status"]) for one in notes] == [("2023-10-02", ""), ("2023-12-18", "in_progress")]


def test_it_is_one_operation_and_undo_restores_the_document_exactly(ward: Document, tmp_path: Path) -> None:
    before = everything(ward)
    bring_in(ward, tracker_reader.read(trackers.chesham(tmp_path / "tracker.xlsx")))
    assert ward.undo_label == "Bring in 7 actions from tracker.xlsx"
    ward.undo()
    assert everything(ward) == before


@pytest.mark.parametrize("make", [trackers.chesham, trackers.north_northants, trackers.two_sheets, trackers.hand_made])
def test_the_same_tracker_again_changes_nothing(make, ward: Document, tmp_path: Path) -> None:
    file = tracker_reader.read(make(tmp_path / ("t.csv" if make is trackers.hand_made else "t.xlsx")))
    first = bring_in(ward, file)
    before, label = everything(ward), ward.undo_label
    again = bring_in(ward, file)
    assert (again.added, again.updated, again.same) == (0, 0, first.added + first.updated)
    assert again.words.endswith("is in the plan already")
    assert everything(ward) == before
    assert ward.undo_label == label


def test_one_name_in_many_cells_makes_one_organisation(empty_ward: Document) -> None:
    other = (7, "", "Another", "CHESHAM  town council", "Paradigm housing", "", "", "", "", "")
    done = bring_in(empty_ward, tracker(BENCHES, other))
    assert done.organisations == 2
    assert names(empty_ward) == ["Chesham Town Council", "Paradigm Housing"]


def test_words_for_an_organisation_that_is_there_find_it(empty_ward: Document) -> None:
    lead = edits.add(empty_ward, "organisation", {"name": "Chesham Town Council"})
    bring_in(empty_ward, tracker((*BENCHES[:3], "chesham town council.", *BENCHES[4:])))
    assert titled(empty_ward, "New benches on the Moor")["lead"] == lead


def test_an_unknown_priority_is_made_once(empty_ward: Document) -> None:
    file = tracker((1, "Feel safe", "Lights"), (2, "feel safe", "Cameras"), headings=("No.", "Priority", "Action"))
    assert bring_in(empty_ward, file).priorities == 1
    assert names(empty_ward, "priority", "title") == ["Feel safe"]


@pytest.mark.parametrize(
    "written", ["education and skills", "Theme 1: Education & youth", "Education and Youth Engagement"]
)
def test_a_theme_goes_by_all_its_names(written: str, empty_ward: Document) -> None:
    [line] = seen(empty_ward, tracker((1, written, *BENCHES[2:]))).lines
    assert words(line)["theme"] == "Education and Youth Engagement"
    assert problems(line) == {}


def test_an_unknown_theme_is_kept_in_words_and_never_made(empty_ward: Document) -> None:
    before = names(empty_ward, "theme", "label")
    file = tracker((5, "Place shaping", *BENCHES[2:]))
    [line] = seen(empty_ward, file).lines
    assert problems(line)["theme"] == "“Place shaping” is no theme of this programme. The words are kept as a note."
    bring_in(empty_ward, file)
    assert names(empty_ward, "theme", "label") == before
    assert "Theme: Place shaping" in notes_of(empty_ward, "New benches on the Moor")[1]


def test_a_plan_by_recommendations_finds_them(north_northants_ward: Document, tmp_path: Path) -> None:
    file = tracker_reader.read(trackers.north_northants(tmp_path / "tracker.xlsx"))
    found = seen(north_northants_ward, file)
    assert [words(line).get("recommendation") for line in found.lines][2] == "Install more bleed boxes"
    assert not any("recommendation" in problems(line) for line in found.lines)


def test_complete_brings_progress_to_100(empty_ward: Document) -> None:
    bring_in(empty_ward, tracker((*BENCHES[:7], "Done", "", "")))
    row = titled(empty_ward, "New benches on the Moor")
    assert (row["status"], row["progress"]) == ("complete", 100)


def test_a_document_open_to_read_refuses_plainly(ward_path: Path, open_document) -> None:
    doc = open_document(ward_path, read_only=True)
    file = tracker(BENCHES)
    assert seen(doc, file).add == 1
    with pytest.raises(KnownError, match="open to read only") as refused:
        bring_in(doc, file)
    assert refused.value.code == "read_only"


# ---- a later version of it


def test_a_later_version_changes_what_it_says_otherwise(empty_ward: Document) -> None:
    bring_in(empty_ward, tracker(BENCHES, CHOIR))
    later = (*BENCHES[:4], "Paradigm Housing, The Moor Trust", "30/06/2024", "R", "", "Delivered in spring", "CB-121")
    file = tracker(later, CHOIR, (7, "", "A third one"))
    found = seen(empty_ward, file)
    assert (found.add, found.update, found.same) == (1, 1, 1)
    assert found.lines[0].ref == "CHE-01"
    assert set(found.lines[0].changes) == {
        "Due 31 May 2024 to 30 Jun 2024", "Rating Amber to Red", "Partner The Moor Trust is added",
        "Note added: Delivered in spring",
    }  # fmt: skip
    assert {cell.target for cell in found.lines[0].cells if cell.changed} == {"due", "rating", "partners", "note"}
    assert bring_in(empty_ward, file).words == "Brought in 1 action and changed 1 from tracker.xlsx"
    row = titled(empty_ward, "New benches on the Moor")
    assert (row["due"], row["rating"], row["status"]) == (
        "2024-06-30",
        "red",
        "in_progress",
    )  # empty takes nothing away


def test_an_edited_title_with_the_same_number_is_the_same_action(empty_ward: Document) -> None:
    bring_in(empty_ward, tracker(BENCHES, CHOIR))
    edited = (*BENCHES[:2], "Repair the bridge", *BENCHES[3:])
    found = seen(empty_ward, tracker(edited, CHOIR))
    assert (found.add, found.update) == (0, 1)
    assert found.lines[0].changes == ("Action New benches on the Moor to Repair the bridge",)


def test_another_trackers_numbers_do_not_write_over_the_first_ones(empty_ward: Document) -> None:
    bring_in(empty_ward, tracker(BENCHES, CHOIR))
    file = tracker((5, "", "Repair the bridge"), (6, "", "Visit every school"))
    found = seen(empty_ward, file)
    assert (found.add, found.update) == (2, 0)
    assert found.said[0] == "Its numbers are those of other actions in the plan, so rows are known by their titles."
    assert problems(found.lines[0])["source_ref"] == (
        "CHE-01 “New benches on the Moor” has this number too, and is another action."
    )
    bring_in(empty_ward, file)
    assert seen(empty_ward, file).same == 2
    assert seen(empty_ward, tracker(BENCHES, CHOIR)).same == 2


def test_without_numbers_an_action_is_known_by_its_title_within_its_theme(empty_ward: Document) -> None:
    headings = ("Theme", "Action", "Due")
    bring_in(empty_ward, tracker(("Health and Wellbeing", "A choir", ""), headings=headings))
    found = seen(empty_ward, tracker(
        ("Health & wellbeing", "a choir!", "1/6/2024"), ("Standard of Living", "A choir", ""), headings=headings,
    ))  # fmt: skip
    assert [line.what for line in found.lines] == ["update", "add"]


def test_two_rows_of_one_title_are_two_actions_also_the_next_time(empty_ward: Document) -> None:
    file = tracker(("A choir", "1/6/2024"), ("A choir", "1/7/2024"), headings=("Action", "Due"))
    assert bring_in(empty_ward, file).added == 2
    assert seen(empty_ward, file).same == 2


def test_our_own_reference_finds_its_action(ward: Document) -> None:
    row = ward.store.rows("action", order="ref")[0]
    found = seen(ward, tracker(("Something else", "1/6/2024", row["ref"]), headings=("Action", "Due", "Ref")))
    assert (found.lines[0].what, found.lines[0].ref) == ("update", row["ref"])


def test_a_reference_of_another_plan_is_kept_as_the_one_elsewhere(empty_ward: Document) -> None:
    file = tracker(("CHE-41", "A choir", "1/6/2024"), headings=("Ref", "Action", "Due"))
    choices = begin(empty_ward, file)
    choices.choose(0, "ref")
    tracker_import.apply(empty_ward, file, choices)
    assert titled(empty_ward, "A choir")["source_ref"] == "CHE-41"
    assert preview(empty_ward, file, choices).same == 1


def test_a_milestone_is_known_by_its_title(empty_ward: Document) -> None:
    headings = ("Action", "Due", "Milestones")
    bring_in(empty_ward, tracker(("A choir", "1/6/2024", "Room booked - 31/01/24"), headings=headings))
    later = tracker(("A choir", "1/6/2024", "Room booked - 15/02/24"), headings=headings)
    assert seen(empty_ward, later).lines[0].changes == ("Milestone Room booked due 15 Feb 2024",)
    bring_in(empty_ward, later)
    [milestone] = empty_ward.store.rows("milestone")
    assert milestone["due"] == "2024-02-15"


def test_progress_that_follows_the_milestones_is_not_set_by_its_own_number(empty_ward: Document) -> None:
    action = edits.add(empty_ward, "action", {"title": "A choir"})
    for done in ("2023-12-01", None):
        edits.add(empty_ward, "milestone", {"action": action, "title": f"M {done}", "done_on": done})
    assert seen(empty_ward, tracker(("A choir", "50%"), headings=("Action", "Progress"))).same == 1


def test_a_status_that_only_a_colour_says_changes_no_action_that_is_there(empty_ward: Document) -> None:
    headings = ("Action", "Due", "RAG")
    file = tracker(("A choir", "1/6/2024", "G"), headings=headings)
    bring_in(empty_ward, file)
    edits.edit(empty_ward, "action", str(titled(empty_ward, "A choir")["id"]), {"status": "on_hold"})
    assert seen(empty_ward, file).same == 1


# ---- what a person chooses and corrects


def test_a_correction_takes_the_place_of_the_cell(empty_ward: Document) -> None:
    file = tracker(BENCHES, CHOIR)
    choices = begin(empty_ward, file)
    choices.corrections[3, 0, "due"] = "14 Feb 2024"
    line = preview(empty_ward, file, choices).lines[1]
    assert (words(line)["due"], problems(line).keys()) == ("14 Feb 2024", {"theme"})
    assert next(one.source for one in line.cells if one.target == "due") == "TBC"
    tracker_import.apply(empty_ward, file, choices)
    assert titled(empty_ward, "A choir for everybody")["due"] == "2024-02-14"


def test_what_is_kept_can_be_corrected_too(empty_ward: Document) -> None:
    file = tracker((*BENCHES[:9], "Ask Mrs Jane Hollis"))
    choices = begin(empty_ward, file)
    assert problems(preview(empty_ward, file, choices).lines[0]).keys() == {"keep"}
    choices.corrections[2, 0, "keep"] = "Budget code: ask the clerk"
    assert not problems(preview(empty_ward, file, choices).lines[0])
    tracker_import.apply(empty_ward, file, choices)
    assert notes_of(empty_ward, "New benches on the Moor")[1] == "Kept from the tracker:\nBudget code: ask the clerk"


def test_a_row_left_out_is_not_brought_in_and_nor_is_what_only_it_needs(empty_ward: Document) -> None:
    file = tracker(BENCHES, CHOIR)
    choices = begin(empty_ward, file)
    choices.left_out.add((3, 0))
    found = preview(empty_ward, file, choices)
    assert (found.add, found.out, found.problems, found.organisations) == (1, 1, 0, 2)
    assert tracker_import.apply(empty_ward, file, choices).added == 1
    assert "Healthy Hubs" not in names(empty_ward)


def test_a_choice_of_column_is_remembered_by_its_heading(empty_ward: Document) -> None:
    file = tracker(BENCHES)
    choices = begin(empty_ward, file)
    assert (choices.columns[9], choices.remembered) == ("keep", False)
    choices.choose(9, "success")
    tracker_import.apply(empty_ward, file, choices)
    later = tracker((8, "Comment", "CB-9"), headings=("Action", "Update", "budget CODE"), name="other.xlsx")
    again = begin(empty_ward, later)
    assert (again.columns[2], again.remembered) == ("success", True)


def test_what_was_guessed_is_guessed_anew(empty_ward: Document) -> None:
    """A column that was empty is left out, and must not be so when a later version has words in it."""
    bring_in(empty_ward, tracker(("A choir", "", ""), headings=("Action", "Due", "Budget code")))
    assert empty_ward.store.setting(SETTING) in ("", "{}")
    assert (
        begin(empty_ward, tracker(("A choir", "", "CB-9"), headings=("Action", "Due", "Budget code"))).columns[2]
        == "keep"
    )


def test_a_choice_put_back_is_forgotten(empty_ward: Document) -> None:
    file = tracker(BENCHES)
    choices = begin(empty_ward, file)
    choices.choose(9, "success")
    tracker_import.apply(empty_ward, file, choices)
    choices = begin(empty_ward, file)
    choices.choose(9, "keep")
    tracker_import.apply(empty_ward, file, choices)
    assert not begin(empty_ward, file).remembered


def test_only_one_column_can_be_the_title(empty_ward: Document) -> None:
    choices = begin(empty_ward, tracker(BENCHES))
    assert choices.choose(9, "title") == [2]
    assert choices.columns[2] == "keep"
    assert choices.choose(2, "note") == []
    assert (choices.columns[2], choices.columns[8]) == ("note", "note")


# ---- the plan as it goes out


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_plan_as_it_went_out_changes_nothing_on_its_way_back(ending: str, ward: Document, tmp_path: Path) -> None:
    before = everything(ward)
    file = tracker_reader.read(table_out.write(plan_out.table(ward, "ward"), tmp_path / f"plan.{ending}"))
    assert bring_in(ward, file).same == len(before["action"])
    assert everything(ward) == before


def test_the_plan_as_it_goes_out_is_the_same_plan_in_an_empty_ward(
    ward: Document, empty_ward: Document, tmp_path: Path
) -> None:
    gone_out = plan_out.table(ward, "ward")
    bring_in(empty_ward, tracker_reader.read(table_out.write(gone_out, tmp_path / "plan.xlsx")))
    own = [at for at, one in enumerate(gone_out.columns) if one.heading not in ("Ref", "Reference elsewhere")]
    again = plan_out.table(empty_ward, "ward")
    assert [[row[at] for at in own] for row in again.rows] == [[row[at] for at in own] for row in gone_out.rows]


# ---- nothing lost

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=25)
cells = st.one_of(
    texts, st.sampled_from(["TBC", "13/12/23", "R", "Done", "65%", "Health", "Cllr Khan", "a, b; c", "-"])
)


@given(st.lists(st.lists(cells, min_size=10, max_size=10), min_size=1, max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_tracker_says_twice_is_once_and_undo_restores_all(
    empty_ward: Document, rows: list[list[str]]
) -> None:
    file = tracker(*rows)
    before = everything(empty_ward)
    done = bring_in(empty_ward, file)
    after = everything(empty_ward)
    assert bring_in(empty_ward, file).same == done.added
    assert everything(empty_ward) == after
    if done.added:
        empty_ward.undo()
    assert everything(empty_ward) == before


def test_what_an_import_kept_is_no_word_of_progress(empty_ward: Document) -> None:
    """It has no home, and nobody wrote it of this quarter: the action stays silent, and the return says nothing."""
    file = tracker((*BENCHES[:5], "31/05/2023", *BENCHES[6:8], "", "CB-121"))
    tracker_import.apply(empty_ward, file, begin(empty_ward, file))
    (row,) = lists.rows(empty_ward, "actions", lists.ids(empty_ward, "actions"))
    assert empty_ward.store.rows("progress_note")[0]["words"] == "Kept from the tracker:\nBudget code: CB-121"
    assert (row["noted_on"], row["last_note"]) == (None, None)
    assert lists.ids(empty_ward, "actions", filters={"status": "silent"}) == [row["id"]]
    quarter = Quarter.of(empty_ward.today, 4)
    (line,) = returns.quarter_data(empty_ward, quarter).tables["action_plan"]
    assert not line["done_this_quarter"]
    assert progress.achieved(empty_ward.store, "priority", "2000-01-01", "2099-01-01", "ward") == []


# ---- a sheet for each theme


def named(sheet: str, *rows: Sequence[object]) -> TrackerFile:
    file = tracker(*rows, headings=("No.", "Action", "Update"))
    return file._replace(sheets=(file.sheets[0]._replace(name=sheet),))


def test_a_sheet_named_after_a_theme_gives_it_to_its_rows(empty_ward: Document) -> None:
    found = seen(empty_ward, named("Quality of Public Realm", (1, "Paint the railings", "")))
    assert words(found.lines[0])["theme"] == "Quality of Public Realm"
    assert found.said[0] == "The theme is “Quality of Public Realm”, after which the sheet is named."


def test_the_theme_of_a_sheet_can_be_taken_out_of_a_row(empty_ward: Document) -> None:
    file = named("Quality of Public Realm", (1, "Paint the railings", ""))
    choices = begin(empty_ward, file)
    choices.corrections[2, 0, "theme"] = ""
    assert words(preview(empty_ward, file, choices).lines[0]).get("theme", "") == ""


def test_a_number_in_the_sheet_of_another_theme_is_another_action(empty_ward: Document) -> None:
    bring_in(empty_ward, named("Health and Wellbeing", (1, "Walks for health", ""), (2, "Stop smoking", "")))
    second = named("Quality of Public Realm", (1, "Paint the railings", ""))
    assert (seen(empty_ward, second).add, seen(empty_ward, second).update) == (1, 0)
    bring_in(empty_ward, second)
    assert seen(empty_ward, second).same == 1


def test_formulas_without_their_answers_are_said(empty_ward: Document) -> None:
    said = seen(empty_ward, named("Actions", (1, "Paint the railings", "=B2&C4"))).said
    assert "1 cell shows its formula: C2. Saved once in a spreadsheet program, the file has the answers too." in said
