"""A template is looked at as its people see it, and what is no sound workbook is refused before anything else."""

from __future__ import annotations

import zipfile

import pytest

from tests.template_files import PERIODS, RATINGS, council_template, edited, parts, with_parts, with_table
from ward_desk.core.errors import KnownError
from ward_desk.exchange.template.template_file import open_template

START = "xl/worksheets/sheet2.xml"
PROGRESS = "xl/worksheets/sheet3.xml"


@pytest.fixture
def path(tmp_path):
    return council_template(tmp_path)


@pytest.fixture
def template(path):
    return open_template(path)


def test_the_sheets_are_there_with_what_is_hidden_and_protected(template) -> None:
    assert [(one.name, one.hidden, one.protected) for one in template.sheets] == [
        ("Guidance", False, False),
        ("Start", False, True),
        ("Progress", False, False),
        ("Figures", False, False),
        ("Lists", True, False),
    ]
    assert template.sheets[1].merged == ("C4:E4", "C9:F9")
    assert (template.sheets[2].rows, template.sheets[2].columns) == (20, 8)


def test_macros_are_noticed(tmp_path, template) -> None:
    assert not template.has_macros
    assert open_template(council_template(tmp_path, macros=True)).has_macros


def test_words_that_change_their_look_on_the_way_are_read_whole(template) -> None:
    assert template.grid("Guidance")[1, 1].shown == "Return for ward partnerships"


def test_how_words_are_spoken_is_no_part_of_them(path) -> None:
    spoken = '<c r="C5" s="1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>'
    edited(path, START, '<c r="C5" s="1" t="n" />', spoken)
    edited(path, "xl/sharedStrings.xml", "<t>Ward</t>", "<t>東京</t><rPh><t>トウキョウ</t></rPh>")
    template = open_template(path)
    assert (template.cell("Start", "C5").shown, template.cell("Start", "B4").shown) == ("東京", "東京")


def test_a_cell_is_locked_by_its_style_on_a_protected_sheet_only(template) -> None:
    grid = template.grid("Start")
    assert grid[4, 2].locked
    assert not grid[4, 3].locked
    assert template.cell("Start", "Z90").locked
    assert not template.cell("Progress", "A1").locked


def test_a_range_that_anybody_may_change_is_free_on_a_protected_sheet(path) -> None:
    ranges = '<protectedRange sqref="B2 B5:B6" name="a"/><protectedRange sqref="B8" name="b" hashValue="x"/>'
    edited(path, START, "<mergeCells", f"<protectedRanges>{ranges}</protectedRanges><mergeCells")
    grid = open_template(path).grid("Start")
    assert [row for row in (2, 4, 5, 6, 8) if not grid[row, 2].locked] == [2, 5, 6]
    before = open_template(path).shape("Start")
    edited(path, START, '<c r="B5" t="s"><v>4</v>', '<c r="B5" t="s"><v>2</v>')  # an answer
    assert open_template(path).shape("Start") == before
    edited(path, START, '<c r="B8" t="s"><v>7</v>', '<c r="B8" t="s"><v>2</v>')  # a heading
    assert open_template(path).shape("Start") != before


def test_formulas_and_merged_cells_are_known(template) -> None:
    assert template.cell("Start", "C12").formula
    assert template.cell("Start", "D4").part_of == "C4"
    assert template.cell("Start", "C4").part_of == ""


def test_a_cell_filled_by_the_formula_of_another_is_a_formula(path) -> None:
    edited(path, PROGRESS, "<f>D8-TODAY()</f>", '<f t="array" ref="H8:I9">D8:D9</f>')
    assert open_template(path).cell("Progress", "I9").formula


@pytest.mark.parametrize(
    ("sheet", "ref", "kind"),
    [
        ("Start", "C7", "date"),
        ("Start", "C10", "percent"),
        ("Start", "C11", "number"),
        ("Progress", "A8", "text"),
        ("Progress", "B8", "any"),
    ],
)
def test_the_style_says_what_a_cell_is_for(template, sheet, ref, kind) -> None:
    assert template.cell(sheet, ref).kind == kind


def test_the_number_format_of_a_conditional_format_is_not_that_of_a_cell(path) -> None:
    styles = parts(path)["xl/styles.xml"].decode()
    number = styles.partition('formatCode="dd/mm/yyyy"')[0].rpartition('numFmtId="')[2].partition('"')[0]
    other = f'<dxf><numFmt numFmtId="{number}" formatCode="0.0"/></dxf></dxfs>'
    edited(path, "xl/styles.xml", "</dxfs>", other)
    assert open_template(path).cell("Start", "C7").kind == "date"


@pytest.mark.parametrize(
    ("sheet", "ref", "choices"),
    [
        ("Start", "C6", ("Q2 2023/24", "Q3 2023/24", "Q4 2023/24")),  # behind a name
        ("Start", "C8", ("Chair", "Vice chair")),  # written into the rule
        ("Progress", "E8", RATINGS),  # an extended one, of another sheet
        ("Progress", "E19", RATINGS),  # in a row that is not written down
        ("Progress", "E20", ()),
    ],
)
def test_the_words_of_a_dropdown_are_followed_to_where_they_stand(template, sheet, ref, choices) -> None:
    assert template.cell(sheet, ref).choices == choices


@pytest.mark.parametrize(
    ("formula", "choices"),
    [
        ("Lists!$A:$A", ("Ratings", *RATINGS)),
        ("'Lists'!A2:A3", RATINGS[:2]),
        ("Lists!$A$2", RATINGS[:1]),
        ("OFFSET(Lists!$A$2,0,0,3,1)", ()),
        ("Nowhere!$A$1:$A$2", ()),
        ("Unknown", ()),
        ('INDIRECT("Lists!$A$2:$A$3")', RATINGS[:2]),
        ("INDIRECT(Lists!$B$1)", ("Q2 2023/24", "Q3 2023/24", "Q4 2023/24")),  # which says "Periods", a name
        ("INDIRECT($B9)", ()),
        ('INDIRECT("Periods"&amp;B9)', ()),
        ('"say ""yes"",no"', ('say "yes"', "no")),
    ],
)
def test_a_dropdown_is_followed_or_known_to_be_unfollowable(path, formula, choices) -> None:
    edited(path, PROGRESS, "<xm:f>Lists!$A$2:$A$5</xm:f>", f"<xm:f>{formula}</xm:f>")
    assert open_template(path).cell("Progress", "E8").choices == choices


def test_the_words_of_a_dropdown_may_have_commas(path) -> None:
    space = 'xmlns:mc="urn:mc" xmlns:x12ac="urn:x12ac"'
    either = (
        f'<mc:AlternateContent {space}><mc:Choice Requires="x12ac"><x12ac:list>Yes, "No, not yet","""So"""</x12ac:list>'
        '</mc:Choice><mc:Fallback><formula1>"Yes, No, not yet,So"</formula1></mc:Fallback></mc:AlternateContent>'
    )
    edited(path, START, "<formula1>Periods</formula1>", either)
    assert open_template(path).cell("Start", "C6").choices == ("Yes", "No, not yet", '"So"')


def test_a_dropdown_without_dollars_moves_down_with_its_cell_as_in_excel(path) -> None:
    edited(path, PROGRESS, "<xm:f>Lists!$A$2:$A$5</xm:f>", "<xm:f>Lists!$A2:$A3</xm:f>")
    template = open_template(path)
    assert template.cell("Progress", "E8").choices == RATINGS[:2]
    assert template.cell("Progress", "E10").choices == RATINGS[2:4]


def test_a_name_without_dollars_means_other_cells_in_each_and_is_not_followed(path) -> None:
    edited(path, "xl/workbook.xml", "Lists!$B$2:$B$4", "Lists!B2:B4")
    assert open_template(path).cell("Start", "C6").choices == ()


@pytest.mark.parametrize(
    ("formula", "choices"),
    [
        ("Words[Ratings]", RATINGS),
        ("words[[#Data],[ratings]]", RATINGS),
        ("Words[Per''iods]", PERIODS),
        ("Words[Nothing]", ()),
        ("Others[Ratings]", ()),
    ],
)
def test_a_dropdown_may_name_the_column_of_a_table(path, formula, choices) -> None:
    columns = '<tableColumns count="2"><tableColumn name="Ratings"/><tableColumn name="Per\'iods"/></tableColumns>'
    with_table(path, columns, ref="A1:B6", totals=True, sheet="Lists", name="Words")
    edited(path, "xl/workbook.xml", "Lists!$B$2:$B$4", formula)
    assert open_template(path).cell("Start", "C6").choices == choices


def test_a_name_that_only_its_sheet_knows_comes_first(path) -> None:
    local = '<definedName name="periods" localSheetId="1">Lists!$B$4</definedName></definedNames>'
    edited(path, "xl/workbook.xml", "</definedNames>", local)
    assert open_template(path).cell("Start", "C6").choices == ("Q4 2023/24",)


def test_a_sheet_whose_name_has_an_apostrophe_is_found(path) -> None:
    edited(path, "xl/workbook.xml", 'name="Lists"', 'name="Council\'s lists"')
    edited(path, PROGRESS, "<xm:f>Lists!$A$2:$A$5</xm:f>", "<xm:f>'Council''s lists'!$A$2:$A$5</xm:f>")
    assert open_template(path).cell("Progress", "E8").choices == RATINGS


def test_a_name_that_stands_for_itself_is_no_endless_search(path) -> None:
    edited(path, "xl/workbook.xml", "Lists!$B$2:$B$4", "Periods")
    assert open_template(path).cell("Start", "C6").choices == ()


def test_the_heading_of_a_table_of_the_spreadsheet_is_known(path) -> None:
    template = open_template(with_table(path))
    assert template.cell("Progress", "B7").heading
    assert not template.cell("Progress", "B8").heading


def test_what_is_asked_of_no_sheet_or_no_cell_is_a_slip_of_ours(template) -> None:
    with pytest.raises(KeyError):
        template.cell("Nowhere", "A1")
    with pytest.raises(KeyError):
        template.cell("Start", "1A")


def test_the_fingerprint_stays_when_an_answer_is_typed_and_changes_with_a_heading(path, template) -> None:
    before = template.fingerprint
    edited(path, START, '<c r="C5" s="1" t="n" />', '<c r="C5" s="1" t="s"><v>0</v></c>')
    edited(path, PROGRESS, '<c r="F8" ', '<c r="E8" t="s"><v>0</v></c><c r="F8" ')  # out of a dropdown
    assert open_template(path).fingerprint == before
    edited(path, "xl/sharedStrings.xml", "Lead officer", "Lead")
    after = open_template(path).fingerprint
    changed = [old != new for old, new in zip(before.split(), after.split(), strict=True)]
    assert changed == [False, False, True, False, False]


# --- what is refused ----------------------------------------------------------------------------------


def test_namespaces_with_a_prefix_and_of_the_strict_standard_are_read(path) -> None:
    sheet = parts(path)[START].decode()
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "mergeCells", "mergeCell", "sheetProtection"):
        sheet = sheet.replace(f"<{name}>", f"<x:{name}>").replace(f"<{name} ", f"<x:{name} ")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    sheet = sheet.replace("<f/>", "<x:f/>").replace("<v/>", "<x:v/>").replace(' xmlns="', ' xmlns:x="', 1)
    assert "<x:c " in sheet
    with_parts(path, {START: b"\xef\xbb\xbf" + sheet.encode()})
    grid = open_template(path).grid("Start")
    assert grid[4, 2].shown == "Ward"
    assert grid[12, 3].formula
    assert open_template(path).sheets[1].protected

    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
            b'xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"',
        )
        for name, content in parts(path).items()
        if name.endswith(".xml")
    }
    with_parts(path, strict)
    assert open_template(path).cell("Start", "C7").kind == "date"
    assert open_template(path).cell("Progress", "B7").shown == "Action"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<sheetData>", "<!DOCTYPE a [<!ENTITY b 'c'>]><sheetData>", "workbook.unreadable"),
        ("</sheetData>", "", "workbook.unreadable"),
        ('<c r="B5" ', '<c r="B" ', "workbook.unreadable"),
        ('<c r="C5" ', '<c r="XFD5"/><c ', "workbook.unreadable"),
        ('<row r="12"', '<row r="0"', "workbook.unreadable"),
        ('<row r="5"', '<row r="4"', "workbook.unreadable"),
        ('<c r="B5" ', '<c r="D5" ', "workbook.unreadable"),
        ("<v>4</v>", "<v>800</v>", "workbook.unreadable"),
        ('<c r="C5" s="1" t="n" />', '<c r="C5" s="1"><v>much</v></c>', "workbook.unreadable"),
        ('<c r="C5" s="1" t="n" />', '<c r="C5" s="1"><v>INF</v></c>', "workbook.unreadable"),
    ],
)
def test_a_damaged_or_unusual_sheet_is_refused(path, old, new, code) -> None:
    edited(path, START, old, new)
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert told.value.code == code


@pytest.mark.parametrize("part", [START, "xl/workbook.xml"])
def test_a_part_in_utf_16_that_is_cut_off_is_refused(path, part) -> None:
    with_parts(path, {part: parts(path)[part].decode().encode("utf-16")[:-1]})
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert told.value.code == "workbook.unreadable"


def test_a_sheet_in_another_encoding_is_refused(path) -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + parts(path)[START].decode()
    with_parts(path, {START: text.encode("latin-1")})
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert told.value.code == "template.unusual"


def test_a_sheet_in_another_folder_is_read_and_its_entities_refused_as_well(path) -> None:
    every = parts(path)
    sheet = every["xl/worksheets/sheet1.xml"].decode()
    with_parts(path, {"xl/other sheets/a.xml": sheet.encode()})
    relations = every["xl/_rels/workbook.xml.rels"].decode()
    target = next(one for one in ("/xl/worksheets/sheet1.xml", "worksheets/sheet1.xml") if f'"{one}"' in relations)
    edited(path, "xl/_rels/workbook.xml.rels", f'"{target}"', '"other%20sheets/a.xml"')
    assert open_template(path).part("Guidance") == "xl/other sheets/a.xml"
    edited(path, "xl/other sheets/a.xml", "<worksheet", "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet")
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert "entities" in told.value.happened


def test_entities_in_any_part_are_refused(path) -> None:
    words = parts(path)["xl/sharedStrings.xml"].decode()
    head, _, rest = words.partition("<sst")
    with_parts(path, {"xl/sharedStrings.xml": f'{head}<!DOCTYPE a [<!ENTITY b "c">]><sst{rest}'.encode()})
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert told.value.code == "workbook.unreadable"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "workbook.unreadable"),
        ("a.xlsx", b"no workbook", "workbook.unreadable"),
        ("a.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 600, "workbook.unreadable"),
        ("a.xls", b"x", "template.kind"),
        ("a.ods", b"x", "template.kind"),
    ],
)
def test_what_is_no_workbook_is_refused_in_plain_words(tmp_path, name, content, code) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert told.value.code == code


def test_a_file_that_unpacks_to_far_too_much_is_not_unpacked(path) -> None:
    with_parts(path, {"xl/worksheets/sheet9.xml": b"<a>" + b" " * 60_000_000})
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert "unpacks" in told.value.happened


def test_two_parts_of_one_name_are_refused(path) -> None:
    with zipfile.ZipFile(path, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr(START, b"<a/>")
    with pytest.raises(KnownError) as told:
        open_template(path)
    assert "two parts of the same name" in told.value.happened
