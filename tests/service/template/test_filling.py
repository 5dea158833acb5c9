"""A return goes into a template in each cell's own kind, and what is in its way is said before anything is written."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.exchange.return_samples import chesham, header, row
from tests.template_files import council_template, edited, opened, parts, with_parts, with_table, without_cells
from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import ListSpot, Mapping, Spot
from ward_desk.exchange.template.template_file import open_template, short_hash
from ward_desk.exchange.template.template_fill import Filled
from ward_desk.service.template.filling import Plan, changed_template, fill, plan

START = "xl/worksheets/sheet2.xml"
PROGRESS = "xl/worksheets/sheet3.xml"
RATINGS = {"Green": "On track", "Amber": "Some concern", "Red": "Off track"}
COLUMNS = (("ref", "A"), ("action", "B"), ("lead", "C"), ("due", "D"), ("rating", "E"), ("progress", "F"))
ACTIONS = ListSpot("action_plan", "Progress", 8, 19, COLUMNS)
MAPPING = Mapping(
    spots=(
        Spot("cover.ward", "Start", "C4"),
        Spot("cover.quarter", "Start", "C6"),
        Spot("cover.signed_on", "Start", "C7"),
        Spot("summary.progress_to_date.words", "Start", "C9"),
        Spot("summary.events_held.this_quarter", "Start", "C11"),
    ),
    lists=(ACTIONS,),
    words={"action_plan.rating": RATINGS},
)


@pytest.fixture
def path(tmp_path):
    return council_template(tmp_path)


@pytest.fixture
def template(path):
    return open_template(path)


def actions(number: int, **values: Any) -> list[dict[str, Any]]:
    return [row("action_plan", ref=f"CHE-{one:02}", action=f"Action {one}", **values) for one in range(1, number + 1)]


def one_cell(template, field: str, cell: str, data=None, sheet: str = "Start", **words: str) -> Plan:
    """The plan of a mapping with nothing but this field."""
    return plan(data or chesham(), Mapping(spots=(Spot(field, sheet, cell),), words={field: words}), template)


def written(made: Plan) -> Any:
    assert made.problems == ()
    (cell,) = made.cells
    return cell.value, cell.kind


def said(made: Plan, level: str = "error") -> str:
    (problem,) = made.problems
    assert problem.level == level
    return problem.sentence


# --- a whole template ---------------------------------------------------------------------------------


def test_a_return_fills_a_template(path, template) -> None:
    data = chesham()
    data.tables["summary"][6]["this_quarter"] = 3
    assert plan(data, MAPPING, template).problems == ()
    book = opened(fill(data, MAPPING, template, path.with_name("filled.xlsx")))
    start, progress = book["Start"], book["Progress"]
    assert start["C4"].value == "Chesham"
    assert start["C6"].value == "Q3 2023/24"
    assert start["C7"].value == datetime(2024, 1, 12)
    assert start["C11"].value == 3
    assert [cell.value for cell in progress[8]][:6] == [
        "CHE-02", "Hold a jobs and apprenticeships fair", "Buckinghamshire Council", datetime(2023, 11, 30), None, 1,
    ]  # fmt: skip
    assert [cell.value for cell in progress[9]][4:6] == ["Some concern", 0.45]


def test_the_copy_is_said_to_work_its_formulas_out_and_to_keep_its_macros(tmp_path, template) -> None:
    assert len(plan(chesham(), MAPPING, template).notes) == 1
    notes = plan(chesham(), MAPPING, open_template(council_template(tmp_path, macros=True))).notes
    assert [word in note for word, note in zip(("formulas", "macros"), notes, strict=True)] == [True, True]


def test_a_signature_that_will_not_hold_is_said(path) -> None:
    with_parts(path, {"_xmlsignatures/sig1.xml": b"<a/>"})
    assert "digital signature" in plan(chesham(), MAPPING, open_template(path)).notes[-1]


def test_nothing_is_written_while_something_is_in_the_way(path, template) -> None:
    mapping = MAPPING.with_spot(Spot("cover.town", "Start", "C12")).with_spot(Spot("cover.town", "Start", "C13"))
    out = path.with_name("filled.xlsx")
    with pytest.raises(KnownError) as told:
        fill(chesham(), mapping, template, out)
    assert told.value.code == "template.errors"
    assert "C12 of Start is worked out by a formula" in told.value.happened
    assert "1 more" in told.value.happened
    assert not out.exists()


def test_a_mapping_of_nothing_fills_nothing(template) -> None:
    assert "Nothing is mapped" in said(plan(chesham(), Mapping(), template))


def test_two_things_for_one_cell_are_said(template) -> None:
    mapping = Mapping(spots=(Spot("cover.ward", "Start", "C4"), Spot("cover.town", "Start", "C4")))
    assert "two things" in said(plan(chesham(), mapping, template))


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (Mapping(spots=(Spot("cover.ward", "Beginning", "C4"),)), "no sheet called Beginning"),
        (Mapping(spots=(Spot("cover.colour", "Start", "C4"),)), "“cover.colour” into C4 of Start"),
        (Mapping(lists=(ACTIONS._replace(sheet="Actions"),)), "no sheet called Actions"),
        (Mapping(lists=(ACTIONS._replace(table="plans"),)), "“plans” into row 8 of Progress"),
        (Mapping(lists=(ACTIONS._replace(columns=(("colour", "B"),)),)), "“action_plan.colour”"),
    ],
)
def test_what_is_not_there_is_named(template, mapping, words) -> None:
    assert words in plan(chesham(), mapping, template).errors[0].sentence


# --- lists --------------------------------------------------------------------------------------------


def test_more_rows_than_there_is_room_for_are_said_with_numbers(template) -> None:
    made = plan(chesham(action_plan=actions(18)), Mapping(lists=(ACTIONS,)), template)
    assert said(made) == (
        "There are 18 actions and 12 rows between row 8 and row 19 of Progress. Give the list a later last row where"
        " the sheet is free, ask for a template with more rows, or take the list off its columns."
    )
    assert plan(chesham(action_plan=actions(12)), Mapping(lists=(ACTIONS,)), template).problems == ()


def test_a_row_merged_over_two_lines_takes_one_action(path) -> None:
    merged = "".join(f'<mergeCell ref="{column}{top}:{column}{top + 1}"/>' for column in "AB" for top in (8, 10, 12))
    edited(path, PROGRESS, "</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
    short = ACTIONS._replace(last_row=13, columns=COLUMNS[:2])
    made = plan(chesham(action_plan=actions(4)), Mapping(lists=(short,)), open_template(path))
    assert said(made).startswith("There are 4 actions and 3 rows between row 8 and row 13 of Progress.")
    assert [one.cell for one in made.cells] == ["A8", "B8", "A10", "B10", "A12", "B12"]


def test_what_stood_in_the_rows_left_over_is_emptied(path, template) -> None:
    full = fill(chesham(action_plan=actions(12)), Mapping(lists=(ACTIONS,)), template, path.with_name("full.xlsx"))
    mapping = Mapping(lists=(ACTIONS._replace(columns=(("ref", "A"), ("action", "B"))),))
    made = plan(chesham(action_plan=actions(10)), mapping, open_template(full))
    assert [one.cell for one in made.cells if one.value is None] == ["A18", "B18", "A19", "B19"]


def test_a_formula_in_a_row_left_over_stays(path) -> None:
    edited(path, PROGRESS, "<f>D8-TODAY()</f><v />", "<f>D8-TODAY()</f><v>3</v>")
    mapping = Mapping(lists=(ACTIONS._replace(columns=(("why", "H"),)),))
    assert plan(chesham(action_plan=[]), mapping, open_template(path)).cells == ()


def test_a_row_that_nobody_sees_is_said(path) -> None:
    edited(path, PROGRESS, '<row r="9">', '<row r="9" hidden="1">')
    mapping = Mapping(lists=(ACTIONS._replace(columns=COLUMNS[:1]),))
    made = plan(chesham(action_plan=actions(2)), mapping, open_template(path))
    assert said(made, "warning").startswith("Row 9 of Progress is hidden in the template")
    assert plan(chesham(action_plan=actions(1)), mapping, open_template(path)).problems == ()


def test_a_column_and_a_cell_that_nobody_sees_are_said(path) -> None:
    for part in (START, PROGRESS):
        edited(path, part, "<sheetData>", '<cols><col min="2" max="3" width="9" hidden="1"/></cols><sheetData>')
    template, mapping = open_template(path), Mapping(lists=(ACTIONS._replace(columns=COLUMNS[:2]),))
    assert said(plan(chesham(action_plan=actions(2)), mapping, template), "warning").startswith(
        "Column B of Progress is"
    )
    assert plan(chesham(action_plan=[]), mapping, template).problems == ()
    assert said(one_cell(template, "cover.ward", "C4"), "warning").startswith("C4 of Start is hidden in the template")


def test_the_same_thing_in_a_whole_column_is_said_once(template) -> None:
    mapping = Mapping(lists=(ACTIONS._replace(columns=(("why", "H"),)),))
    made = plan(chesham(action_plan=actions(5, why="late")), mapping, template)
    assert said(made).startswith("H8 of Progress is worked out by a formula")
    assert said(made).endswith("The same holds for 4 more cells of the column.")


def test_a_hidden_number_is_said_to_need_its_mark(template) -> None:
    who = ListSpot("who_answered", "Progress", 8, 19, (("band", "B"), ("number", "C")))
    made = plan(chesham(), Mapping(lists=(who,)), template)
    assert "1 of the 2 totals of people have no number under Number but a mark" in said(made, "warning")
    with_mark = who._replace(columns=(*who.columns, ("mark", "G")))
    made = plan(chesham(), Mapping(lists=(with_mark,)), template)
    assert made.problems == ()
    assert Filled("Progress", "G8", "[c]", "text") in made.cells


# --- a cell's own kind --------------------------------------------------------------------------------


def test_a_date_goes_into_a_cell_of_dates_as_one_and_into_any_other_as_words(template) -> None:
    assert written(one_cell(template, "cover.signed_on", "C7")) == (date(2024, 1, 12), "date")
    assert written(one_cell(template, "cover.signed_on", "C5")) == ("12 Jan 2024", "text")
    assert "takes numbers, and Signed on is a date" in said(one_cell(template, "cover.signed_on", "C11"))


def test_a_day_before_those_the_workbook_can_count_is_said(path) -> None:
    early = replace(chesham(), header=header(signed_on="1903-05-01"))
    assert written(one_cell(open_template(path), "cover.signed_on", "C7", early)) == (date(1903, 5, 1), "date")
    edited(path, "xl/workbook.xml", "<workbookPr/>", '<workbookPr date1904="1"/>')
    assert "before the days" in said(one_cell(open_template(path), "cover.signed_on", "C7", early))


def test_a_day_translated_is_words(template) -> None:
    made = one_cell(template, "cover.signed_on", "C5", **{"2024-01-12": "Early 2024"})
    assert written(made) == ("Early 2024", "text")


def test_words_do_not_go_into_a_cell_of_numbers_or_dates(template) -> None:
    assert "C10 of Start takes percentages, and Ward is words: “Chesham”." in said(
        one_cell(template, "cover.ward", "C10")
    )
    assert "takes dates" in said(one_cell(template, "cover.ward", "C7"))


def test_a_number_goes_into_a_cell_of_text_as_words(template) -> None:
    cell = "summary.residents_engaged.this_quarter", "A8"
    assert written(one_cell(template, *cell, sheet="Progress")) == ("400", "text")


def test_a_number_that_is_no_per_cent_does_not_go_into_a_cell_of_percentages(template) -> None:
    field = "summary.residents_engaged.this_quarter"
    assert "takes percentages, and Residents engaged (attendances) is a number: 400" in said(
        one_cell(template, field, "C10")
    )
    assert "takes dates" in said(one_cell(template, field, "C7"))


def test_money_goes_in_as_pounds(template) -> None:
    money = ListSpot("funding", "Progress", 8, 19, (("allocated", "B"), ("spent", "A"), ("left", "C")))
    values = {one.cell: one.value for one in plan(chesham(), Mapping(lists=(money,)), template).cells}
    assert values == {"B8": 1_234_567.89, "A8": "£0.29", "C8": -0.05}


def test_a_per_cent_is_a_share_of_a_cell_of_percentages_and_a_number_of_others(template) -> None:
    def placed(column: str) -> Any:
        mapping = Mapping(lists=(ACTIONS._replace(columns=(("progress", column),)),))
        return written(plan(chesham(action_plan=actions(1, progress=45)), mapping, template))

    assert placed("F") == (45, "percent")
    assert placed("B") == (45, "number")
    assert placed("A") == ("45%", "text")


def test_a_cell_with_nothing_to_say_is_left_alone_or_emptied(path) -> None:
    data = replace(chesham(), header=header(signed_role="", town=""))
    assert one_cell(open_template(path), "cover.town", "C4", data) == Plan((), (), plan_notes(path))
    edited(path, START, '<c r="C5" s="1" t="n" />', '<c r="C5" s="1" t="s"><v>0</v></c>')
    assert written(one_cell(open_template(path), "cover.town", "C5", data)) == (None, "text")


def plan_notes(path) -> tuple[str, ...]:
    return plan(chesham(), MAPPING, open_template(path)).notes


def test_a_text_too_long_for_any_cell_is_said(template) -> None:
    data = replace(chesham(), header=header(ward="x" * 40_000))
    assert "has 40,000 characters" in said(one_cell(template, "cover.ward", "C4", data))


# --- dropdowns and rules ------------------------------------------------------------------------------


def test_a_word_of_the_dropdown_is_written_in_its_own_spelling(template) -> None:
    data = replace(chesham(), header=header(signed_role="  vice CHAIR "))
    assert written(one_cell(template, "cover.signed_role", "C8", data)) == ("Vice chair", "text")
    made = plan(
        chesham(action_plan=actions(1, rating="off track")), Mapping(lists=(ACTIONS._replace(columns=(COLUMNS[4],)),)),
        template,
    )  # fmt: skip
    assert written(made) == ("Off track ", "text")


def test_a_word_of_the_dropdown_goes_into_a_cell_that_only_looks_like_one_of_numbers(path) -> None:
    rule = '<dataValidation sqref="C10" type="list"><formula1>"Chesham,Amersham"</formula1></dataValidation>'
    edited(path, START, "</dataValidations>", f"{rule}</dataValidations>")
    assert written(one_cell(open_template(path), "cover.ward", "C10")) == ("Chesham", "text")


def test_a_word_the_dropdown_lacks_is_named_with_what_it_has(template) -> None:
    made = one_cell(template, "cover.signed_role", "C8")
    assert said(made) == (
        "Signed by (role) is “Chair of the ward partnership”, which is not in the list of C8 of Start: “Chair”,"
        " “Vice chair”."
    )
    assert made.problems[0].our_word == "Chair of the ward partnership"
    assert made.problems[0].choices == ("Chair", "Vice chair")
    translated = one_cell(template, "cover.signed_role", "C8", **{"chair of the Ward partnership": "Chair"})
    assert written(translated) == ("Chair", "text")


def test_signs_do_not_part_a_word_from_the_one_that_is_meant_unless_two_are(path, template) -> None:
    assert written(one_cell(template, "cover.quarter", "C6")) == ("Q3 2023/24", "text")
    edited(path, "xl/sharedStrings.xml", "Q2 2023/24", "Q3.2023.24")
    assert "which is not in the list" in said(one_cell(open_template(path), "cover.quarter", "C6"))


def test_a_word_of_theirs_that_the_dropdown_no_longer_has_is_asked_for_again_as_ours(path, template) -> None:
    data, lists = chesham(action_plan=actions(1, rating="Amber")), (ACTIONS._replace(columns=(COLUMNS[4],)),)
    mapping = Mapping(lists=lists, words={"action_plan.rating": {"AMBER": "Of concern"}})
    (problem,) = plan(data, mapping, template).problems
    assert problem.sentence.startswith("Rating is “Of concern”, which is not in the list")
    mended = mapping.with_word(problem.field, problem.our_word, problem.choices[1])
    assert written(plan(data, mended, template)) == ("Some concern", "text")


def test_a_word_missing_in_many_rows_is_asked_for_once(template) -> None:
    made = plan(chesham(action_plan=actions(3, rating="Amber")), Mapping(lists=(ACTIONS,)), template)
    assert [problem.our_word for problem in made.problems] == ["Amber"]


def test_a_dropdown_that_can_not_be_followed_is_said_and_filled(path) -> None:
    edited(path, START, "<formula1>Periods</formula1>", "<formula1>INDIRECT(B2)</formula1>")
    made = one_cell(open_template(path), "cover.quarter", "C6")
    assert "worked out by a formula, so Quarter, in short was not checked" in said(made, "warning")
    assert made.cells[0].value == "Q3 2023-24"


def with_names(path, **names: str) -> None:
    added = "".join(f'<definedName name="{name}">{cells}</definedName>' for name, cells in names.items())
    edited(path, "xl/workbook.xml", "</definedNames>", f"{added}</definedNames>")


@pytest.mark.parametrize(
    ("formula", "name"),
    [("INDIRECT($C$5)", "Chesham"), ('INDIRECT(SUBSTITUTE(C5," ","_"))', "Great_Missenden"),
     ('INDIRECT(SUBSTITUTE(SUBSTITUTE(Start!$C$5," ","_"),"-","_"),TRUE)', "Stoke_on_Trent")],
)  # fmt: skip
def test_the_dropdown_of_what_is_chosen_beside_it_is_that_of_the_copy(path, formula, name) -> None:
    with_names(path, **{name: "Lists!$B$2:$B$3", "Others": "Lists!$B$4"})
    edited(path, START, "<formula1>Periods</formula1>", f"<formula1>{formula}</formula1>")
    edited(path, START, '<c r="C5" s="1" t="n" />', '<c r="C5" s="1" t="inlineStr"><is><t>Others</t></is></c>')
    town = name.replace("_", " ") if "-" not in formula else "Stoke-on Trent"
    template, data = open_template(path), replace(chesham(), header=header(town=town))
    spots = (Spot("cover.quarter", "Start", "C6"), Spot("cover.town", "Start", "C5"))
    made = plan(data, Mapping(spots=spots), template)
    assert made.problems == ()
    assert [one.value for one in made.cells] == ["Q3 2023/24", town]
    alone = plan(data, Mapping(spots=spots[:1]), template)  # "Others" stands there, which has Q4 only
    assert alone.problems[0].choices == ("Q4 2023/24",)
    elsewhere = plan(replace(data, header=header(town="Amersham")), Mapping(spots=spots), template)
    assert "worked out by a formula" in said(elsewhere, "warning")


def test_each_row_of_a_list_has_the_dropdown_of_its_own_row(path) -> None:
    with_names(path, East="Lists!$A$2:$A$3", West="Lists!$A$4")
    edited(path, PROGRESS, "<xm:f>Lists!$A$2:$A$5</xm:f>", "<xm:f>INDIRECT($C8)</xm:f>")
    rows = actions(2, rating="Off track")
    rows[0]["lead"], rows[1]["lead"] = "East", "west"
    made = plan(chesham(action_plan=rows), Mapping(lists=(ACTIONS,)), open_template(path))
    assert [(one.cell, one.choices) for one in made.problems] == [("E8", ("On track", "Some concern"))]
    assert [one.value for one in made.cells if one.cell == "E9"] == ["Off track "]


def test_a_dropdown_of_what_the_copy_itself_lists_is_followed(path) -> None:
    with_names(path, Refs="Progress!$A$8:$A$19")
    edited(path, START, "<formula1>Periods</formula1>", "<formula1>Refs</formula1>")
    spots = (Spot("cover.town", "Start", "C6"),)
    data = replace(chesham(action_plan=actions(3)), header=header(town="che-03"))
    made = plan(data, Mapping(spots=spots, lists=(ACTIONS,)), open_template(path))
    assert made.problems == ()
    assert made.cells[0].value == "CHE-03"


def test_a_rule_that_names_a_cell_looks_at_what_the_copy_has_there(path) -> None:
    edited(path, START, "<formula2>200</formula2>", "<formula2>Progress!$B$8</formula2>")
    template = open_template(path)
    spots = (
        Spot("summary.events_held.this_quarter", "Start", "C11"),
        Spot("summary.residents_engaged.this_quarter", "Progress", "B8"),
    )
    assert plan(events_held(400), Mapping(spots=spots), template).problems == ()
    assert "from 0 to 400; Events held is 401" in said(plan(events_held(401), Mapping(spots=spots), template))
    alone = plan(events_held(1), Mapping(spots=spots[:1]), template)
    assert "can't be checked" in said(alone, "warning")


def test_a_limit_that_is_a_day_on_another_sheet_is_kept(path) -> None:
    rule = '<dataValidation sqref="C7" type="date" operator="lessThan" showErrorMessage="1">'
    rule += "<formula1>Progress!$D$8</formula1></dataValidation>"
    edited(path, START, "</dataValidations>", f"{rule}</dataValidations>")
    edited(path, PROGRESS, '<c r="D8" s="7" t="n" />', '<c r="D8" s="7"><v>45303</v></c>')
    assert "dates below 12 Jan 2024" in said(one_cell(open_template(path), "cover.signed_on", "C7"))


@pytest.mark.parametrize(
    ("field", "values", "ours"),
    [("due", {"due": "2024-01-31"}, "31 Jan 2024"), ("progress", {"progress": 45}, "45%"),
     ("progress", {"progress": 62.5}, "62.5")],
)  # fmt: skip
def test_a_word_is_found_by_what_the_cell_would_show(path, field, values, ours) -> None:
    edited(path, PROGRESS, "<xm:f>Lists!$A$2:$A$5</xm:f>", '<xm:f>"Soon,Later"</xm:f>')
    data, spot = chesham(action_plan=actions(1, **values)), ACTIONS._replace(columns=((field, "E"),))
    words = {f"action_plan.{field}": {ours: "Soon"}}
    made = plan(data, Mapping(lists=(spot,), words=words), open_template(path))
    assert written(made) == ("Soon", "text")


def test_the_word_that_is_asked_for_is_the_one_that_can_be_translated(path) -> None:
    edited(path, PROGRESS, "<xm:f>Lists!$A$2:$A$5</xm:f>", '<xm:f>"Low,High"</xm:f>')
    money = ListSpot("funding", "Progress", 8, 19, (("allocated", "E"),))
    template, mapping = open_template(path), Mapping(lists=(money,))
    for problem in plan(chesham(), mapping, template).problems:
        mapping = mapping.with_word(problem.field, problem.our_word, "High")
    made = plan(chesham(), mapping, template)
    assert made.problems == ()
    assert {one.value for one in made.cells} == {"High"}


@pytest.mark.parametrize(("number", "choices", "value"), [
    (1.5, '"15,25"', None), (-5, '"5"', None), (5, '"-5, 5"', 5), (1200, '"1,200"', None), (1200, '"£1200.00"', 1200),
    (45, '"45%"', None),
])  # fmt: skip
def test_a_number_is_only_found_among_numbers_that_are_the_same(path, number, choices, value) -> None:
    edited(path, START, 'type="whole" operator="between"><formula1>0</formula1><formula2>200</formula2>',
           f'type="list"><formula1>{choices}</formula1>')  # fmt: skip
    made = one_cell(open_template(path), "summary.events_held.this_quarter", "C11", events_held(number))
    assert [one.value for one in made.cells] == ([] if value is None else [value])
    assert bool(made.errors) == (value is None)


def test_a_list_that_goes_on_below_the_councils_table_is_said(path) -> None:
    with_table(path)
    mapping = Mapping(lists=(ACTIONS._replace(columns=COLUMNS[:2]),))
    assert plan(chesham(action_plan=actions(8)), mapping, open_template(path)).problems == ()
    longer = plan(chesham(action_plan=actions(9)), mapping, open_template(path))
    assert "table on Progress ends in row 15, and the list goes on to row 16" in said(longer, "warning")


def test_a_day_does_not_go_into_a_cell_of_times(path) -> None:
    styles = parts(path)["xl/styles.xml"].decode()
    with_parts(path, {"xl/styles.xml": styles.replace('"dd/mm/yyyy"', '"hh:mm"').encode()})
    made = one_cell(open_template(path), "cover.signed_on", "C7")
    assert said(made) == "C7 of Start takes times, and Signed on is a date."


def events_held(number: float) -> Any:
    data = chesham()
    data.tables["summary"][6]["this_quarter"] = number
    return data


def test_a_number_beyond_what_the_council_allows_is_said(template) -> None:
    field = "summary.events_held.this_quarter", "C11"
    assert written(one_cell(template, *field, events_held(200))) == (200, "number")
    assert said(one_cell(template, *field, events_held(240))) == (
        "C11 of Start takes whole numbers from 0 to 200; Events held is 240."
    )
    assert "whole numbers" in said(one_cell(template, *field, events_held(2.5)))


def test_a_rule_that_only_asks_is_a_warning(path) -> None:
    edited(path, START, 'showErrorMessage="1" allowBlank="1" type="whole"', 'allowBlank="1" type="whole"')
    made = one_cell(open_template(path), "summary.events_held.this_quarter", "C11", events_held(240))
    assert "takes whole numbers" in said(made, "warning")
    assert made.cells[0].value == 240


def test_words_longer_than_the_council_allows_are_said_with_both_numbers(template) -> None:
    data = chesham()
    data.tables["summary"][12]["words"] = "x" * 512
    sentence = said(one_cell(template, "summary.progress_to_date.words", "C9", data))
    assert "at most 500" in sentence
    assert "512" in sentence


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ('type="decimal" operator="greaterThan"><formula1>7</formula1>', False),
        ('type="decimal" operator="lessThan"><formula1>8</formula1>', True),
        ('type="decimal" operator="equal"><formula1>7</formula1>', True),
        ('type="decimal" operator="notEqual"><formula1>7</formula1>', False),
        ('type="decimal" operator="greaterThanOrEqual"><formula1>Figures!$B$2</formula1>', False),  # 10 stands there
        ('type="decimal" operator="lessThanOrEqual"><formula1>Figures!$B$2</formula1>', True),
        ('type="decimal" operator="notBetween"><formula1>5</formula1><formula2>9</formula2>', False),
        ('type="decimal"><formula1>5</formula1><formula2>9</formula2>', True),
        ('type="date" operator="greaterThan"><formula1>45000</formula1>', False),
    ],
)
def test_each_rule_for_numbers_is_kept(path, rule, fits) -> None:
    text = parts(path)[START].decode()
    start = text.index('type="whole"')
    edited(path, START, text[start : text.index("</dataValidation>", start)], rule)
    made = one_cell(open_template(path), "summary.events_held.this_quarter", "C11", events_held(7))
    assert bool(made.errors) is not fits, made.problems


def test_a_rule_that_can_not_be_checked_is_said(path) -> None:
    edited(path, START, 'type="whole" operator="between"', 'type="custom"')
    made = one_cell(open_template(path), "summary.events_held.this_quarter", "C11", events_held(7))
    assert "can't be checked here; see whether it takes Events held" in said(made, "warning")


def test_a_date_outside_the_days_allowed_is_said_in_days(path) -> None:
    rule = (
        '<dataValidation sqref="C7" showErrorMessage="1" type="date" operator="lessThanOrEqual">'
        "<formula1>45291</formula1></dataValidation>"
    )
    edited(path, START, "</dataValidations>", f"{rule}</dataValidations>")
    late = "C7 of Start takes dates of at most 31 Dec 2023; Signed on is 12 Jan 2024."
    assert said(one_cell(open_template(path), "cover.signed_on", "C7")) == late
    edited(path, "xl/workbook.xml", "<workbookPr/>", '<workbookPr date1904="1"/>')
    edited(path, START, "<formula1>45291<", "<formula1>43829<")
    assert said(one_cell(open_template(path), "cover.signed_on", "C7")) == late
    edited(path, START, "<formula1>43829<", "<formula1>43841<")
    assert written(one_cell(open_template(path), "cover.signed_on", "C7")) == (date(2024, 1, 12), "date")


# --- another template ---------------------------------------------------------------------------------


@pytest.fixture
def made_for(template) -> Mapping:
    return replace(MAPPING, template=template.path.name, fingerprint=template.fingerprint)


def test_the_template_the_mapping_was_made_for_is_not_said_to_differ(path, template, made_for) -> None:
    assert changed_template(template, made_for) == ""
    assert changed_template(open_template(fill(chesham(), MAPPING, template, path.with_name("b.xlsx"))), made_for) == ""


def test_a_sheet_called_something_else_is_named(path, made_for) -> None:
    edited(path, "xl/workbook.xml", 'name="Progress"', 'name="Action update"')
    template = open_template(path)
    assert changed_template(template, made_for).startswith("The sheet Progress is now called Action update.")
    assert [one.level for one in plan(chesham(), made_for, template).problems] == ["error", "warning"]


def test_a_sheet_that_is_gone_is_named(path, made_for) -> None:
    edited(path, "xl/workbook.xml", 'name="Progress"', 'name="Something"')
    edited(path, "xl/sharedStrings.xml", "Lead officer", "Officer")
    assert changed_template(open_template(path), made_for).startswith("There is no sheet Progress any more.")


def test_a_sheet_that_was_there_before_is_not_what_another_is_now_called(template, made_for) -> None:
    of_old = f"{short_hash('Old')}:{template.shape('Start')}"
    mapping = Mapping(spots=(Spot("cover.ward", "Old", "C4"),), fingerprint=f"{made_for.fingerprint} {of_old}")
    assert changed_template(template, mapping).startswith("There is no sheet Old any more.")


def test_a_heading_that_moved_is_said_only_of_the_sheets_used(path, made_for) -> None:
    edited(path, "xl/sharedStrings.xml", "Ratings", "Colours")  # on Lists, where nothing goes
    assert changed_template(open_template(path), made_for) == ""
    edited(path, "xl/sharedStrings.xml", "Lead officer", "Officer")
    assert "of Progress are not as they were" in changed_template(open_template(path), made_for)


# --- a template that another program saved ------------------------------------------------------------

CALC = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.libreoffice
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not installed")
def test_a_template_saved_by_libreoffice_is_filled_without_harm_by_the_same_mapping(path, made_for, tmp_path) -> None:
    from tests.exchange.test_return_libreoffice import convert

    folder = tmp_path / "again"
    folder.mkdir()
    saved = convert(convert(path, "ods", tmp_path), "xlsx", folder)
    template = open_template(saved)
    made = plan(chesham(), made_for, template)
    assert made.problems == ()
    before, after = parts(saved), parts(fill(chesham(), made_for, template, saved.with_name("filled.xlsx")))
    assert {name for name in before if before[name] != after[name]} == {START, PROGRESS, "xl/workbook.xml"}
    for name, part in (("Start", START), ("Progress", PROGRESS)):
        cells = [one.cell for one in made.cells if one.sheet == name]
        assert without_cells(after[part], cells) == without_cells(before[part], cells)


def test_a_rule_that_no_spreadsheet_program_knows_is_said_not_to_be_checked(path) -> None:
    edited(path, START, 'operator="between"', 'operator="near"')
    made = one_cell(open_template(path), "summary.events_held.this_quarter", "C11", events_held(7))
    assert [(one.level, "can't be checked here" in one.sentence) for one in made.problems] == [("warning", True)]


def test_a_list_may_have_a_whole_column_and_what_is_left_over_in_it_is_emptied(template) -> None:
    whole = ListSpot("action_plan", "Figures", 2, 1_048_576, (("ref", "A"), ("action", "F")))
    data = replace(chesham(), tables={**chesham().tables, "action_plan": actions(1)})
    began = template.raw("Figures")
    made = plan(data, Mapping(lists=(whole,)), template)
    assert [(one.cell, one.value) for one in made.cells] == [
        ("A2", "CHE-01"), ("F2", "Action 1"), ("A3", None), ("A4", None),
    ]  # fmt: skip
    assert len(began.met) < 10  # rows that nobody filled are not even looked at
