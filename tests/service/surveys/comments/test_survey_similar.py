"""Similar comments: found by the rarer words they share."""

from __future__ import annotations

from tests.survey_words import said
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments.survey_similar import similar, words_of


def like(doc: Document, comment: str) -> list[str]:
    return [str(row["words"]) for row in similar(doc, comment)]


def test_comments_that_share_the_rarer_words_are_found_and_others_are_not(ward: Document) -> None:
    ids = said(
        ward, "The buses stop at six", "No bus on Sundays", "Dark footpath by the river", "More for the teenagers",
        "A bus that runs at night",
    )  # fmt: skip
    assert sorted(like(ward, ids[0])) == ["A bus that runs at night", "No bus on Sundays"]
    assert sorted(like(ward, ids[1])) == ["A bus that runs at night", "The buses stop at six"]


def test_the_one_that_shares_most_comes_first(ward: Document) -> None:
    ids = said(ward, "Lights on the footpath", "The footpath is wet", "Footpath without lights", "Lights in the hall")
    assert like(ward, ids[0])[0] == "Footpath without lights"


def test_a_comment_is_never_like_itself_and_common_words_find_nothing(ward: Document) -> None:
    ids = said(ward, "It is very good here", "It was not very good here", "Zebra")
    assert like(ward, ids[0]) == []
    assert like(ward, ids[2]) == []


def test_only_comments_are_found_though_other_records_hold_the_words(ward: Document) -> None:
    ids = said(ward, "Nowhere warm for homework")  # a feedback item says "Nowhere warm to do homework"
    assert like(ward, ids[0]) == []


def test_quotation_marks_and_signs_in_a_comment_break_nothing(ward: Document) -> None:
    ids = said(ward, 'The "skate" park* AND (bins) OR -', "A skate ramp")
    assert like(ward, ids[0]) == ["A skate ramp"]


def test_the_words_that_say_something_are_left(ward: Document) -> None:
    assert words_of("I don’t think there are enough Buses, or people’s bins") == ["buses", "people's", "bins"]
