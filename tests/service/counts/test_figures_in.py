"""Figures brought in from spreadsheets: shapes, names, what is refused and why."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import figure_files
from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.exchange import figures_file, table_out
from ward_desk.service import edits
from ward_desk.service.counts import figures, figures_in, figures_out
from ward_desk.service.counts.figures_preview import NEW, Line, Preview
from ward_desk.service.document import Document
from ward_desk.store import counts


@pytest.fixture
def ids(empty_ward: Document) -> dict[str, str]:
    """A ward with a count of each nature."""
    made = {}
    for name, nature, unit in (
        ("Skips filled", "flow", "items"), ("Fly-tips reported", "flow", "reports"),
        ("Satisfied residents", "rate", "%"), ("Claimants", "stock", "%"), ("Course learners", "people", "people"),
        ("Life satisfaction", "score", "points"),
    ):  # fmt: skip
        values = {"name": name, "nature": nature, "unit": unit}
        if nature == "score":
            values["frequency"] = "quarterly"
        made[name] = edits.add(empty_ward, "activity_count", values)
    return made


def bring(doc: Document, path: Path, rows: Sequence[Sequence[Any]], **chosen: Any) -> Preview:
    """The preview of a sheet with these rows."""
    file = figures_file.read(figure_files.workbook(path, rows))
    choices = figures_in.begin(doc, file)
    for name, value in chosen.items():
        setattr(choices, name, value)
    return figures_in.preview(doc, file, choices)


def by_cell(preview: Preview) -> dict[str, Line]:
    return {line.where: line for line in preview.lines}


def test_a_row_for_each_count_and_a_column_for_each_month(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [["Count", *figure_files.MONTHS[:3], "Total"], ["Skips filled", 5, "about 50", "-", 55]]
    found = bring(empty_ward, tmp_path / "x.xlsx", rows)
    assert [(line.of, line.what, line.becomes) for line in found.lines] == [
        ("Apr 2023", "new", "5"), ("May 2023", "new", "about 50"),
    ]  # fmt: skip
    assert "Totals are added up here and left out: column E." in found.said
    assert "1 cell says n/a or nothing but a dash: no figure, which is not nought." in found.said


def test_a_row_for_each_value_with_its_base(empty_ward: Document, ids: dict[str, str], tmp_path: Path) -> None:
    rows = [
        ["Indicator", "Month", "Value", "Denominator", "Precision", "State", "Comment"],
        ["Satisfied residents", "Nov 2023", 17, 27, "", "provisional", "On the doorstep"],
        ["Skips filled", "2023-11", 40, None, "at least", "", ""],
        ["Life satisfaction", "Q2 2023/24", 7.2, 27, "", "", ""],
    ]
    file = figures_file.read(figure_files.workbook(tmp_path / "x.xlsx", rows))
    figures_in.apply(empty_ward, file, figures_in.begin(empty_ward, file))
    rate = counts.figure_for(empty_ward.store, ids["Satisfied residents"], "2023-11")
    assert rate is not None
    assert (rate["numerator"], rate["denominator"], rate["state"]) == (17, 27, "provisional")
    assert rate["note"] == "On the doorstep"
    flow = counts.figure_for(empty_ward.store, ids["Skips filled"], "2023-11")
    assert flow is not None
    assert (flow["value"], flow["precision"]) == (40, "at_least")
    score = counts.figure_for(empty_ward.store, ids["Life satisfaction"], "2023-24-Q2")
    assert score is not None
    assert (score["value"], score["denominator"]) == (7.2, 27)


@pytest.mark.parametrize(
    ("name", "month", "value", "why"),
    [
        ("Satisfied residents", "Nov 2023", "63%", "percentage with no base"),
        ("Satisfied residents", "Nov 2023", "30 of 27", "more than there are"),
        ("Skips filled", "Nov 2023", "63%", "this count is not"),
        ("Skips filled", "Nov 2023", "lots", "is not a count"),
        ("Skips filled", "Nov 2023", "#REF!", "mistake in the spreadsheet"),
        ("Skips filled", "Nov 2023", -4, "below 0"),
        ("Skips filled", "Mar 2024", 4, "still to come"),
        ("Skips filled", "Q2 2023-24", 4, "entered by month"),
        ("Course learners", "Nov 2023", 4, "Different people are never added up"),
        ("Life satisfaction", "Nov 2023", 7, "entered by quarter"),
    ],
)
def test_what_is_refused_says_why(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path, name: str, month: str, value: object, why: str
) -> None:
    found = bring(empty_ward, tmp_path / "x.xlsx", [["Count", "Month", "Value"], [name, month, value]])
    assert found.lines[0].what == "refused"
    assert why in found.lines[0].sentence
    assert found.number == 0


def test_a_share_stored_by_excel_is_a_stock_in_per_cent(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    import openpyxl

    path = figure_files.workbook(tmp_path / "x.xlsx", [["Count", "Month", "Value"], ["Claimants", "Nov 2023", 0.042]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C2"].number_format = "0.0%"
    book.save(path)
    file = figures_file.read(path)
    found = figures_in.preview(empty_ward, file, figures_in.begin(empty_ward, file))
    assert (found.lines[0].what, found.lines[0].becomes) == ("new", "4.2")


def test_a_formula_without_its_answer_is_refused(empty_ward: Document, ids: dict[str, str], tmp_path: Path) -> None:
    rows = [["Count", "Month", "Value"], ["Skips filled", "Nov 2023", "=SUM(A1:A9)"]]
    assert "answer of this formula" in bring(empty_ward, tmp_path / "x.xlsx", rows).lines[0].sentence


def test_thousands_and_the_number_behind_a_rounded_one_are_read_whole(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [
        ["Count", "Month", "Value"], ["Skips filled", "Oct 2023", "1 204"],
        ["Skips filled", "Nov 2023", "1,204"],
    ]  # fmt: skip
    assert [line.becomes for line in bring(empty_ward, tmp_path / "x.xlsx", rows).lines] == ["1,204", "1,204"]


def test_why_there_is_no_figure_is_kept(empty_ward: Document, ids: dict[str, str], tmp_path: Path) -> None:
    rows = [["Count", "Nov 2023", "Dec 2023"], ["Skips filled", "n/a - the depot was shut", 4]]
    found = bring(empty_ward, tmp_path / "x.xlsx", rows)
    assert found.lines[0].becomes == "not available: the depot was shut"


def test_months_without_a_year_are_of_the_year_the_title_names(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [["Figures 2022/23", None, None], ["Count", "Apr", "Jan"], ["Skips filled", 4, 5]]
    found = bring(empty_ward, tmp_path / "x.xlsx", rows)
    assert [line.of for line in found.lines] == ["Apr 2022", "Jan 2023"]
    assert found.needs_year
    other = bring(empty_ward, tmp_path / "x.xlsx", rows, year=2021)
    assert [line.of for line in other.lines] == ["Apr 2021", "Jan 2022"]


def test_days_are_read_with_the_month_first_when_chosen(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [["Count", "Date", "Value"], ["Skips filled", "03/04/2023", 5]]
    found = bring(empty_ward, tmp_path / "x.xlsx", rows)
    assert found.has_day
    assert found.lines[0].of == "Apr 2023"
    assert bring(empty_ward, tmp_path / "x.xlsx", rows, month_first=True).lines[0].of == "Mar 2023"


def test_quarters_beside_months_are_totals_but_people_are_entered_by_quarter(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [
        ["Count", "Jul 2023", "Aug 2023", "Sep 2023", "Q2 2023-24"], ["Skips filled", 1, 2, 3, 6],
        ["Course learners", None, None, None, 12],
    ]  # fmt: skip
    found = by_cell(bring(empty_ward, tmp_path / "x.xlsx", rows))
    assert (found["E2"].what, found["E2"].sentence) == ("out", "It is a total of months, which are added up here.")
    assert (found["E3"].what, found["E3"].of) == ("new", "Q2 2023-24")


def test_a_count_is_found_by_reference_code_folded_and_similar_name(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    edits.edit(empty_ward, "activity_count", ids["Claimants"], {"code": "claimant_rate"})
    ref = empty_ward.store.get("activity_count", ids["Course learners"])
    assert ref is not None
    names = ["FLY TIPS REPORTED", "claimant_rate", f"{ref['ref']} learners", "Skip filled", "Pop-up cafes"]
    rows = [["Count", "Nov 2023", "Dec 2023"], *([name, 1, 2] for name in names)]
    found = bring(empty_ward, tmp_path / "x.xlsx", rows)
    answers = {one.name: (one.answer, one.sure) for one in found.questions}
    assert answers == {
        "FLY TIPS REPORTED": (ids["Fly-tips reported"], True), "claimant_rate": (ids["Claimants"], True),
        f"{ref['ref']} learners": (ids["Course learners"], True),
        "Skip filled": (ids["Skips filled"], False), "Pop-up cafes": ("out", False),
    }  # fmt: skip
    assert [one.name for one in found.questions][:2] == ["Skip filled", "Pop-up cafes"]


def test_a_new_count_comes_in_with_its_figures_and_one_undo_takes_all_back(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [["Count", "Unit", "Oct 2023", "Nov 2023"], ["Pop-up cafes", "cafes", 2, 3], ["Skips filled", "", 7, 8]]
    file = figures_file.read(figure_files.workbook(tmp_path / "cafes.xlsx", rows))
    choices = figures_in.begin(empty_ward, file)
    choices.answers["Pop-up cafes"] = NEW
    done = figures_in.apply(empty_ward, file, choices)
    assert done.label == "Bring in 4 figures from cafes.xlsx"
    made = next(row for row in empty_ward.store.rows("activity_count") if row["name"] == "Pop-up cafes")
    assert (made["unit"], made["nature"], made["frequency"]) == ("cafes", "flow", "monthly")
    assert len(empty_ward.store.rows("figure")) == 4
    empty_ward.undo()
    assert empty_ward.store.rows("figure") == []
    assert "Pop-up cafes" not in [row["name"] for row in empty_ward.store.rows("activity_count")]


def test_a_figure_that_comes_from_events_is_never_written_over(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    count = edits.add(
        empty_ward,
        "activity_count",
        {"name": "Residents met", "nature": "flow", "unit": "people", "computed": "events"},
    )
    edits.add(empty_ward, "event", {"title": "Fair", "start": "2023-11-04", "status": "held"})
    rows = [["Count", "Oct 2023", "Nov 2023"], ["Residents met", 6, 7]]
    found = by_cell(bring(empty_ward, tmp_path / "x.xlsx", rows))
    assert found["C2"].what == "refused"
    assert "comes from events" in found["C2"].sentence
    assert count


def test_changes_say_what_was_and_what_is_the_same_is_left(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    figures.set_figure(empty_ward, ids["Skips filled"], "2023-10", "about 40")
    figures.set_figure(empty_ward, ids["Skips filled"], "2023-11", "9")
    rows = [["Count", "Oct 2023", "Nov 2023"], ["Skips filled", 41, 9]]
    found = bring(empty_ward, tmp_path / "x.xlsx", rows)
    assert [(line.what, line.becomes) for line in found.lines] == [("change", "about 40 → 41"), ("same", "9")]
    assert found.words == "2 values: 1 to change, 1 as they are."


def test_two_figures_for_one_month_are_not_both_kept(empty_ward: Document, ids: dict[str, str], tmp_path: Path) -> None:
    rows = [["Count", "Month", "Value"], *(["Skips filled", "Nov 2023", value] for value in (4, 4, 5))]
    assert [line.what for line in bring(empty_ward, tmp_path / "x.xlsx", rows).lines] == ["new", "out", "refused"]


def test_a_value_left_out_does_not_come_in(empty_ward: Document, ids: dict[str, str], tmp_path: Path) -> None:
    rows = [["Count", "Month", "Value"], ["Skips filled", "Nov 2023", 4]]
    key = bring(empty_ward, tmp_path / "x.xlsx", rows).lines[0].key
    found = bring(empty_ward, tmp_path / "x.xlsx", rows, left_out={key})
    assert (found.lines[0].what, found.number) == ("out", 0)


def test_hidden_rows_are_read_and_said(empty_ward: Document, ids: dict[str, str], tmp_path: Path) -> None:
    import openpyxl

    rows = [["Count", "Month", "Value"], ["Skips filled", "Nov 2023", 4]]
    path = figure_files.workbook(tmp_path / "x.xlsx", rows)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[2].hidden = True
    book.save(path)
    file = figures_file.read(path)
    found = figures_in.preview(empty_ward, file, figures_in.begin(empty_ward, file))
    assert "1 hidden row is read too: 2" in found.said


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_was_exported_comes_back_the_same(ward: Document, tmp_path: Path, ending: str) -> None:
    path = table_out.write(figures_out.table(ward, "ward"), tmp_path / f"figures{ending}")
    file = figures_file.read(path)
    here = figures_in.preview(ward, file, figures_in.begin(ward, file))
    assert {line.what for line in here.lines} == {"same", "out"}  # left out is what comes from events
    typed = [row for row in ward.store.rows("figure") if row["event"] is None]
    edits.remove(ward, "figure", [str(row["id"]) for row in typed])
    figures_in.apply(ward, file, figures_in.begin(ward, file))
    kept = ("activity_count", "period", "numerator", "denominator", "precision", "state", "note", "adjustment")

    def plain(rows: Sequence[Row]) -> list[tuple[str, ...]]:
        return sorted(
            (*(str(row[name] or "") for name in kept), "" if _is_rate(ward, row) else f"{row['value']}")
            for row in rows if row["event"] is None
        )  # fmt: skip

    # A percentage typed long ago without its base is the one thing that does not come back.
    based = [row for row in typed if row["numerator"] is not None or not _is_rate(ward, row)]
    assert plain(ward.store.rows("figure")) == plain(based)


def _is_rate(doc: Document, row: Row) -> bool:
    count = doc.store.get("activity_count", str(row["activity_count"]))
    return count is not None and count["nature"] == "rate"


def test_a_bomb_and_a_file_that_is_no_workbook_are_refused(tmp_path: Path) -> None:
    bad = tmp_path / "figures.xlsx"
    bad.write_bytes(b"not a workbook at all")
    with pytest.raises(KnownError) as refused:
        figures_file.read(bad)
    assert refused.value.code == "figures.unreadable"
    rows = "\n".join("a,2023-11,1" for _ in range(50_002))
    long = tmp_path / "long.csv"
    long.write_text(rows)
    with pytest.raises(KnownError) as refused:
        figures_file.read(long)
    assert refused.value.code == "figures.too_large"
    assert "A file of figures may have 50,000 rows" in refused.value.happened
    assert zipfile.is_zipfile(bad) is False


def test_a_sheet_turned_round_is_read_down_its_periods(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [
        ["Figures 2023-24"], [None, "Skips filled", "Fly tips report", "Total"], ["Apr", 5, "about 30", 35],
        ["May", None, "-", 0], ["Jun", 7, 28, 35], ["Q1", 12, 58, 70], ["Total", 12, 58, 70],
    ]  # fmt: skip
    found = bring(empty_ward, tmp_path / "x.xlsx", rows)
    assert [(line.where, line.of, line.what, line.becomes) for line in found.lines] == [
        ("B3", "Apr 2023", "new", "5"), ("C3", "Apr 2023", "new", "about 30"), ("B5", "Jun 2023", "new", "7"),
        ("C5", "Jun 2023", "new", "28"), ("B6", "Q1 2023-24", "out", ""), ("C6", "Q1 2023-24", "out", ""),
    ]  # fmt: skip
    assert {line.name.partition(" ")[2] for line in found.lines} == {"Skips filled", "Fly-tips reported"}
    assert found.said[0] == "A row for each period, a column for each count."
    assert "Totals are added up here and left out: column D." in found.said
    assert any(words.startswith("Totals are added up here and left out: row 7") for words in found.said)


def test_a_turned_sheet_without_its_periods_brings_nothing(
    empty_ward: Document, ids: dict[str, str], tmp_path: Path
) -> None:
    rows = [["Month", "Skips filled"], ["Apr 2023", 5], ["May 2023", 6]]
    found = bring(empty_ward, tmp_path / "x.xlsx", rows, columns=["out", "counts"])
    assert [(line.what, line.sentence) for line in found.lines] == [("refused", "There is no period.")] * 2
