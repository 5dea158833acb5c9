from __future__ import annotations

from ward_desk.core.surveys.survey_file import Heading
from ward_desk.exchange.surveys.survey_headings import headings

Q = "Which of these matter?"


def test_a_question_is_carried_on_over_its_choices_only() -> None:
    found = headings(
        "surveymonkey",
        [["ID", Q, "", "", "Age", ""], ["", "Parks", "Jobs", "Other (please specify)", "Response", ""]], 6,
        [["1", "Parks", "", "Dogs", "40", ""], ["2", "", "Jobs", "Cats", "41", ""]],
    )  # fmt: skip
    assert found == (
        Heading("ID"), Heading(Q, "Parks"), Heading(Q, "Jobs"), Heading(Q, "Other (please specify)"), Heading("Age"),
        Heading("Column F"),
    )  # fmt: skip


def test_the_rows_of_a_grid_are_questions_not_choices() -> None:
    rows = [["ID", "How satisfied are you with", ""], ["", "Parks", "Roads"]]
    sample = [["1", "Very satisfied", "Neither"], ["2", "Neither", "Neither"]]
    assert headings("surveymonkey", rows, 3, sample)[1:] == (
        Heading("How satisfied are you with: Parks"), Heading("How satisfied are you with: Roads"),
    )  # fmt: skip
    # With one response, or one answer, too.
    assert headings("surveymonkey", rows, 3, sample[1:])[1].choice == ""


def test_choices_may_be_ticked_by_a_sign_or_by_their_number() -> None:
    rows = [["ID", Q, ""], ["", "Parks", "Jobs"]]
    for ticks in (("x", "x"), ("1", "1"), ("1", "2"), ("TRUE", "TRUE"), ("Yes", ""), ("", "")):
        found = headings("surveymonkey", rows, 3, [["1", *ticks], ["2", "", ""]])
        assert found[1:] == (Heading(Q, "Parks"), Heading(Q, "Jobs")), ticks


def test_a_question_before_a_dash_is_shared_by_its_choices() -> None:
    rows = [["Response ID", f"1. {Q} - Parks - play areas", f"1. {Q} - Jobs", f"1. {Q} - Other", "Name - First"]]
    sample = [["A", "Parks - play areas", "", "Buses", "Ann"], ["B", "", "Jobs", "Dogs", "Bob"]]
    assert headings("citizen_space", rows, 5, sample)[1:] == (
        Heading(f"1. {Q}", "Parks - play areas"), Heading(f"1. {Q}", "Jobs"), Heading(f"1. {Q}", "Other"),
        Heading("Name - First"),
    )  # fmt: skip


def test_answers_of_their_own_keep_their_whole_headings() -> None:
    rows = [["2. Do you agree? - Agreement", "2. Do you agree? - Please tell us why"]]
    found = headings("citizen_space", rows, 2, [["Agree", "Because"], ["Disagree", "I do not"]])
    assert [one.words for one in found] == rows[0]
    assert {one.choice for one in found} == {""}


def test_tools_with_all_choices_in_one_cell_have_no_columns_of_choices() -> None:
    rows = [["Rate: Parks", "Rate: Roads"]]
    assert [one.words for one in headings("google", rows, 2, [["1", "2"]])] == rows[0]
    assert [one.choice for one in headings("", rows, 2, [["1", "2"]])] == ["Parks", "Roads"]


def test_qualtrics_keeps_its_names_and_its_other_words() -> None:
    rows = [["Q1", "Q1_3_TEXT", "Q2_1", "Q2_2"],
            [f"{Q} - Selected Choice", f"{Q} - Other - Text", "Ticked? - Parks", "Ticked? - Jobs"]]  # fmt: skip
    found = headings("qualtrics", rows, 4, [["Parks", "", "Parks", ""], ["Other", "Dogs", "", "Jobs"]])
    assert found == (
        Heading(Q, "", "Q1"), Heading(Q, "Other", "Q1_3_TEXT"), Heading("Ticked?", "Parks", "Q2_1"),
        Heading("Ticked?", "Jobs", "Q2_2"),
    )  # fmt: skip


def test_headings_have_single_spaces_and_none_is_empty() -> None:
    found = headings("", [["What is\n your  age?\xa0", "", "Why"]], 4, [["40", "", "x", ""]])
    assert [one.words for one in found] == ["What is your age?", "Column B", "Why", "Column D"]
