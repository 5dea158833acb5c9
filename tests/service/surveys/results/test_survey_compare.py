"""Survey compare: which questions are the same, and what may be said of their difference."""

from __future__ import annotations

from tests.service.surveys.answered import SATISFIED, survey
from ward_desk.core.records import Row
from ward_desk.core.small_numbers import HIDDEN
from ward_desk.service.document import Document
from ward_desk.service.surveys.results import survey_compare

SCALE: Row = {"wording": "How satisfied are you?", "kind": "scale", "options": SATISFIED}
ONE: Row = {"wording": "Bus or car?", "kind": "one", "options": "Bus\nCar"}
NUMBER: Row = {"wording": "How happy, 0 to 10?", "kind": "number"}


def waves(
    doc: Document, question: Row, first: list[str], second: list[str], other: Row | None = None
) -> tuple[str, str]:
    before = survey(doc, "Spring", [question], [{0: one} for one in first], opens="2023-04-01")
    after = survey(doc, "Autumn", [other or question], [{0: one} for one in second], opens="2023-10-01", follows=before)
    return before, after


def test_the_wave_before_is_offered_first_and_strangers_are_not(empty_ward: Document) -> None:
    survey(empty_ward, "Stranger", [{"wording": "Else?", "kind": "one"}], [], opens="2023-11-01")
    survey(empty_ward, "Cousin", [ONE], [], opens="2023-12-01")
    before, after = waves(empty_ward, ONE, ["Bus"], ["Car"])
    assert [words for _, words in survey_compare.offered(empty_ward, after)] == ["Spring, the wave before", "Cousin"]
    assert survey_compare.offered(empty_ward, before)[0][1] == "Autumn, the wave after"


def test_however_many_surveys_there_are_what_to_compare_with_is_asked_at_once(empty_ward: Document) -> None:
    own = survey(empty_ward, "Own", [ONE, SCALE], [], opens="2023-01-01")
    asked: list[str] = []
    numbers = []
    for more in (2, 6):
        for number in range(more):
            survey(empty_ward, f"Other {more} {number}", [SCALE, ONE], [], opens="2023-02-01")
        asked.clear()
        empty_ward.store.connection.set_trace_callback(asked.append)
        survey_compare.offered(empty_ward, own)
        empty_ward.store.connection.set_trace_callback(None)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] > 0


def test_the_earlier_wave_stands_first_whichever_is_asked_for(empty_ward: Document) -> None:
    before, after = waves(empty_ward, ONE, ["Bus"] * 40, ["Bus"] * 10 + ["Car"] * 30)
    for one, other in ((before, after), (after, before)):
        made = survey_compare.compare(empty_ward, one, other)
        assert (made.first, made.second) == ("Spring", "Autumn")
        bus = next(row for row in made.matched[0].rows if row.words == "Bus")
        assert (bus.first, bus.second, bus.by, bus.verdict) == ("100%", "25%", "-75 points", "larger")


def test_few_answers_are_too_few_to_tell(empty_ward: Document) -> None:
    before, after = waves(empty_ward, ONE, ["Bus"] * 29, ["Car"] * 200)
    assert {row.verdict_words for row in survey_compare.compare(empty_ward, after, before).matched[0].rows} == {
        "too few to tell"
    }


def test_a_scale_is_one_test_of_its_order(empty_ward: Document) -> None:
    low, high = SATISFIED.split("\n")[0], SATISFIED.split("\n")[-1]
    before, after = waves(empty_ward, SCALE, [low] * 40 + [high] * 10, [low] * 10 + [high] * 40)
    made = survey_compare.compare(empty_ward, after, before).matched[0]
    assert [(row.words, row.first, row.second, row.verdict) for row in made.rows] == [
        ("Negative", "80%", "20%", "larger"),
        ("Positive", "20%", "80%", "larger"),
    ]
    assert "Mann-Whitney" in made.tested


def test_means_are_compared_in_their_own_unit(empty_ward: Document) -> None:
    before, after = waves(empty_ward, NUMBER, ["4", "6"] * 30, ["5", "7"] * 30)
    row = survey_compare.compare(empty_ward, after, before).matched[0].rows[0]
    assert (row.words, row.first, row.second, row.by, row.verdict) == ("Mean", "5", "6", "+1", "larger")


def test_the_same_bank_question_matches_under_another_wording(empty_ward: Document) -> None:
    other: Row = {**NUMBER, "wording": "And how happy were you?", "bank": "B1"}
    before, after = waves(empty_ward, {**NUMBER, "bank": "B1"}, ["4"] * 3, ["5"] * 3, other)
    assert len(survey_compare.compare(empty_ward, after, before).matched) == 1


def test_other_answers_to_choose_from_make_it_another_question(empty_ward: Document) -> None:
    before, after = waves(empty_ward, ONE, ["Bus"], ["Car"], {**ONE, "options": "Bus\nCar\nWalk"})
    made = survey_compare.compare(empty_ward, after, before)
    assert (made.matched, made.unmatched) == ((), 1)


def test_a_comparison_leaves_without_the_shares_of_few(empty_ward: Document) -> None:
    before, after = waves(empty_ward, ONE, ["Bus"] * 40 + ["Car"] * 2, ["Bus"] * 30 + ["Car"] * 20)
    made = survey_compare.compare(empty_ward, after, before)
    out = survey_compare.outgoing(empty_ward, made, "ward")
    assert {row.first for row in out.matched[0].rows} == {HIDDEN}
    assert out.matched[0].rows[0].verdict_words == made.matched[0].rows[0].verdict_words


def test_a_comparison_with_a_survey_that_is_not_for_them_does_not_leave(empty_ward: Document) -> None:
    before = survey(empty_ward, "Own", [ONE], [{0: "Bus"}] * 40, sharing="ward", opens="2023-01-01")
    after = survey(empty_ward, "Theirs", [ONE], [{0: "Bus"}] * 40, sharing="programme", opens="2023-05-01")
    made = survey_compare.compare(empty_ward, after, before)
    assert survey_compare.outgoing(empty_ward, made, "programme").matched == ()


def test_answers_that_differ_by_a_sign_alone_are_not_one(empty_ward: Document) -> None:
    for question, marks in (
        ({"wording": "Better or worse?", "kind": "one", "options": "-1\n1"}, ("-1", "1")),
        ({"wording": "And now?", "kind": "one", "options": "👍\n👎"}, ("👎", "👍")),
    ):
        before, after = waves(empty_ward, question, [marks[0]] * 30 + [marks[1]] * 10, [marks[1]] * 40)
        rows = survey_compare.compare(empty_ward, after, before).matched[0].rows
        assert {row.words: (row.first, row.second) for row in rows} == {
            marks[0]: ("75%", "0%"), marks[1]: ("25%", "100%"),
        }  # fmt: skip


def test_a_scale_below_and_above_nought_keeps_its_steps_apart(empty_ward: Document) -> None:
    question: Row = {"wording": "Better or worse?", "kind": "scale", "options": "-1\n0\n1"}
    before, after = waves(empty_ward, question, ["-1"] * 40, ["1"] * 40)
    assert {row.verdict for row in survey_compare.compare(empty_ward, after, before).matched[0].rows} == {"larger"}


def test_a_scale_without_steps_of_its_own_is_compared_over_all_that_were_chosen(empty_ward: Document) -> None:
    question: Row = {"wording": "How good?", "kind": "scale"}
    before, after = waves(empty_ward, question, ["2", "4"] * 40, ["1", "3"] * 40)
    made = survey_compare.compare(empty_ward, after, before).matched[0]
    assert made.bases == (80, 80)
    assert [(row.first, row.second) for row in made.rows] == [("50%", "50%")] * 2
    assert {row.verdict for row in made.rows} == {"larger"}
