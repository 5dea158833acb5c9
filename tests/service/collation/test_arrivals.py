"""Arrivals: how each file that came in stands, before anything is put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collate_files import WARDS, a_return, action, again, written
from ward_desk.core.errors import KnownError
from ward_desk.service.collation import arrivals
from ward_desk.service.collation.arrivals import Judged, Line
from ward_desk.service.collation.collate import collate

BUCKS = {"framework": "opportunity_bucks"}


@pytest.fixture
def judge(tmp_path):
    """Writes returns as workbooks, reads them and judges them."""

    def run(*returns, **options) -> Judged:
        return arrivals.judged(arrivals.read(written(tmp_path, *returns)), **options)

    return run


def of(judged: Judged, ward: str) -> Line:
    (line,) = [one for one in judged.lines if one.ward == ward]
    return line


def test_trouble_stands_first(judge, tmp_path) -> None:
    (tmp_path / "notes.xlsx").write_text("no workbook")
    written(tmp_path, *(a_return(ward, **BUCKS) for ward in WARDS[:8]), a_return(WARDS[8], status="draft", **BUCKS))
    judged = arrivals.judged(arrivals.read(arrivals.workbooks([tmp_path])))
    levels = [one.level for one in judged.lines]
    assert levels == ["refused"] * 2 + ["missing"] + ["fine"] * 8
    assert judged.missing == WARDS[8:]


def test_a_draft_is_refused_and_with_drafts_it_is_asked_about(judge) -> None:
    draft = a_return("Abbey", status="draft", signed_role="", signed_on="")
    refused = of(judge(draft), "Abbey")
    assert refused.level == "refused"
    assert "nobody has signed it" in refused.said[0]
    taken = of(judge(draft, drafts=True), "Abbey")
    assert (taken.level, taken.said) == ("ask", ("This is a draft: nobody has signed it.",))


def test_the_same_return_in_two_files_is_named_once(judge, tmp_path) -> None:
    paths = written(tmp_path, a_return("Abbey"))
    other = Path(tmp_path / "mine.xlsx")
    other.write_bytes(paths[0].read_bytes())
    judged = arrivals.judged(arrivals.read([*paths, other]))
    assert [(one.level, one.file, one.said) for one in judged.lines] == [
        ("aside", "mine.xlsx", (f"The same return as {paths[0].name}.",)), ("fine", paths[0].name, ()),
    ]  # fmt: skip


def test_a_later_version_counts_in_the_place_of_an_earlier_one(judge) -> None:
    judged = judge(a_return("Abbey"), a_return("Abbey", version=2))
    assert [(one.level, one.version) for one in judged.lines] == [("aside", 1), ("fine", 2)]
    assert judged.lines[0].said == ("Version 2, in Abbey 2023-24-Q3 v2.xlsx, counts in its place.",)


def test_a_signed_return_counts_before_a_later_draft(judge) -> None:
    draft = a_return("Abbey", version=2, status="draft", signed_role="", signed_on="")
    judged = judge(a_return("Abbey"), draft, drafts=True)
    assert [(one.level, one.version) for one in judged.lines] == [("aside", 2), ("fine", 1)]


def test_what_is_shown_to_count_is_what_the_data_file_counts(tmp_path) -> None:
    first = a_return("Abbey", action_plan=[action("A-1", "Bins")], signed_on="2024-01-10")
    second = again(first, action_plan=[action("A-1", "Other bins")], signed_on="2024-01-12")
    third = again(first, action_plan=[action("A-1", "More bins")], signed_on="2024-01-11")
    paths = [written(tmp_path, one, name=name)[0] for one, name in ((first, "a"), (second, "b"), (third, "c"))]
    judged = arrivals.judged(arrivals.read(paths))
    (shown,) = [one for one in judged.lines if one.level != "aside"]
    done = collate(paths, tmp_path / "programme.xlsx")
    (counted,) = [one for one in done.read if one not in done.superseded]
    assert shown.file == counted["file"] == "b.xlsx"
    assert "3 different returns" in shown.said[0]


def test_the_newest_quarter_is_chosen_and_another_is_set_aside(judge) -> None:
    judged = judge(a_return("Abbey"), a_return("Chesham", "2023-24-Q2"))
    assert (judged.period, judged.quarters) == ("2023-24-Q3", ("2023-24-Q3", "2023-24-Q2"))
    assert of(judged, "Chesham").level == "aside"
    other = judge(a_return("Abbey"), a_return("Chesham", "2023-24-Q2"), period="2023-24-Q2")
    assert of(other, "Abbey").level == "aside"
    assert of(other, "Chesham").level == "fine"


def test_a_return_of_another_programme_is_asked_about(judge) -> None:
    judged = judge(a_return("Abbey"), a_return("Chesham"), a_return("Elsewhere", programme="Another"))
    line = of(judged, "Elsewhere")
    assert line.level == "ask"
    assert "left out of the workbook" in line.said[0]


def test_the_wards_of_an_expected_programme_are_missing_when_nothing_could_be_read(tmp_path) -> None:
    judged = arrivals.judged(arrivals.read([tmp_path / "gone.xlsx"]), expect="opportunity_bucks")
    assert set(judged.missing) == set(WARDS)
    assert judged.period == ""
    assert [one.level for one in judged.lines] == ["refused"]


def test_once_put_together_what_was_read_before_is_known(tmp_path) -> None:
    output = tmp_path / "programme.xlsx"
    inside = tmp_path / "in"
    inside.mkdir()
    later = written(inside, a_return("Abbey", version=2, **BUCKS))
    collate(later, output)
    earlier = written(inside, a_return("Abbey", **BUCKS), a_return("Chesham", **BUCKS))
    done = collate(earlier, output)
    judged = arrivals.judged(arrivals.read(earlier), done=done)
    assert of(judged, "Abbey").said == ("Version 2 counts in its place.",)
    assert of(judged, "Chesham").level == "fine"
    assert set(judged.missing) == set(WARDS) - {"Abbey", "Chesham"}


def test_reading_ends_when_its_progress_says_so(tmp_path) -> None:
    def stop(done: int, of: int, words: str) -> None:
        raise KnownError("stopped", "Stopped.", "", "")

    with pytest.raises(KnownError):
        arrivals.read(written(tmp_path, a_return("Abbey")), stop)


def test_a_message_to_a_ward_is_addressed_to_it(judge) -> None:
    draft = a_return("Abbey", status="draft", signed_role="", signed_on="", **BUCKS)
    two = a_return("Chesham", action_plan=[action("C-1", "Bins")], **BUCKS)
    judged = judge(draft, two, again(two, version=2), again(two, version=4), a_return("Nowhere", **BUCKS))
    said = {one.ward: arrivals.message(one, judged.period) for one in judged.lines if one.level != "aside"}
    assert "Please sign it and write it again." in said["Abbey"]
    assert "version 3" in said["Chesham"]
    assert "Nowhere" in said["Nowhere"]
    assert said["West Wycombe"].startswith("We do not have a return from West Wycombe for Q3 2023-24 yet.")
    for words in said.values():
        assert "sk the ward" not in words


def test_a_return_that_is_fine_has_no_message(judge) -> None:
    judged = judge(a_return("Abbey"))
    assert arrivals.message(judged.lines[0], judged.period) == ""


def test_a_refused_file_says_where_in_it(tmp_path) -> None:
    from openpyxl import load_workbook

    (path,) = written(tmp_path, a_return("Abbey", action_plan=[action("A-1", "Bins")]))
    book = load_workbook(path)
    book["Action plan"]["E6"] = "Other bins"
    book.save(path)
    judged = arrivals.judged(arrivals.read([path]))
    line = judged.lines[0]
    assert line.said[0].startswith("Sheet Action plan, row 6, Action: ")
    assert f"in the file {path.name}" in arrivals.message(line, judged.period)
