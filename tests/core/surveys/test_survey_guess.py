"""What the columns of a survey file are."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward_desk.core.surveys.survey_file import Heading, Planned
from ward_desk.core.surveys.survey_guess import known_as, plan, profile

PARKS = "Parks, play areas and open spaces"
Columns = dict[Heading | str, Sequence[str]]


def planned(columns: Columns, tool: str = "", remembered: dict[str, Planned] | None = None) -> list[Planned]:
    """The plan of a file with these columns; a column's cells are repeated until there are thirty rows."""
    headings = [heading if isinstance(heading, Heading) else Heading(heading) for heading in columns]
    rows = [[cells[at % len(cells)] for cells in columns.values()] for at in range(30)]
    return plan(headings, profile(enumerate(rows, start=2), len(headings)), tool, remembered)


def only(heading: Heading | str, cells: Sequence[str], tool: str = "") -> Planned:
    return planned({heading: cells}, tool)[0]


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Do you use the library?", "Yes|No|Yes", "one"),
        ("Where do you shop?", "Market|Town|Market|Online", "one"),
        ("Which matter most?", "Parks;Jobs;|Jobs;|Crime;", "several"),
        ("Which matter most?", f"{PARKS}, Jobs|Jobs|{PARKS}|Crime, Jobs", "several"),
        ("How satisfied are you?", "Very satisfied|Fairly satisfied|Very dissatisfied|Don't know", "scale"),
        ("From 0 to 10, how happy are you?", "7|8|3", "scale"),
        ("How many children live with you?", "0|1|2|3", "number"),
        ("How far do you travel?", "2 miles|3.5 miles|1,000 miles|4 miles", "number"),
        ("How much do you spend?", "£10|£1,200|£7.50", "number"),
        ("When did you last visit?", "01/02/2023|13/02/2023|", "date"),
        ("Age group", "16-24|25-34|Prefer not to say", "age_band"),
        ("Q3", "16 to 24|25 to 34|35 to 44|45 to 54|85 or over", "age_band"),
        ("How old are you?", "34|71|19", "age_band"),
        ("Age", "Under 18|18-34|65+", "one"),
        ("Which part of the town do you live in?", "Pond Park|Waterside|Newtown", "area"),
        ("Ward", "Chesham|Amersham", "area"),
        ("Street", "12 High Street|High Street|Broad Street", "area"),
        ("Postcode", "HP5 1|HP5 2|HP5", "area"),
        ("How long have you lived in the area?", "1-2 years|Over 5 years", "one"),
        ("How satisfied are you with your local area?", "Very satisfied|Very dissatisfied", "scale"),
        ("Collector", "Web Link|Paper forms|Telephone", "channel"),
        ("Completion time", "10/5/23 14:03|10/13/23 15:00", "answered_on"),
        ("Timestamp", "2023/10/05 2:03:45 pm GMT+1", "answered_on"),
        ("Submitted at", "2023-10-05 14:03:00", "answered_on"),
        ("ID", "1|2|3", "source_row"),
        ("Respondent ID", "118400000001|118400000002", "source_row"),
        ("ResponseId", "R_1|R_2", "source_row"),
        ("Collector ID", "400100200", "out"),
        ("Start time", "", "out"),
        ("ID", "a@example.com|b@example.com|c@example.com", "out"),
        ("Contact", "a@example.com|b@example.com|c@example.com", "out"),
        ("Q7", "HP5 1AB|HP5 2CD|HP5 3EF", "out"),
        ("Postcode", "HP5 1AB|HP5 2", "out"),
        ("Date of birth", "01/02/1980|05/06/1955", "out"),
        ("Q2", "01/02/1980|05/06/1955|14/02/1932|01/01/2001", "out"),
        ("Name", "Ann|Bob", "out"),
        ("Please describe your condition or disability", "Bad back and knees|Asthma since I was a child|Deaf", "out"),
        ("Which political party do you support?", "Labour|Green", "out"),
        ("Ethnicity", "White British|Asian British", "equality"),
        ("Do you consider yourself disabled?", "Yes|No|Prefer not to say", "equality"),
        ("Q9", "Christian|Muslim|No religion", "equality"),
        ("Do you have any of these?", "Asthma;Diabetes;|Diabetes;|None;|Hearing loss;", "equality"),
        ("Where do you live?", "12 High Street|3 Broad Street", "out"),
        ("How often do you come?", "Often/always|Never|Some of the time", "scale"),
        ("How did you travel?", "Walk|Car|Bus|Walk, Bus", "several"),
        ("How is your health in general?", "Very good|Good|Fair|Bad", "equality"),
        ("Other (please specify)", "Dog mess|Bins", "text"),
    ],
)
def test_a_column_is_what_its_heading_and_its_cells_say(heading: str, cells: str, role: str) -> None:
    assert only(heading, cells.split("|")).role == role


@pytest.mark.parametrize(
    "heading",
    ["What do you like about the area where you live?", "What would you change?", "Other (please specify)", "Why?"],
)
def test_what_people_wrote_is_free_text(heading: str) -> None:
    written = [
        "=1+1",
        "More benches, and buses",
        "Nothing; it is fine",
        "No",
        "2 more buses a day",
        "The park is lovely",
    ]
    assert only(heading, [f"{words} {at}" for at, words in enumerate(written * 5)]).role == "text"
    longer = [f"Somewhere warm for the young ones on street {at}, and lights" for at in range(8)]
    assert only(heading, ["No", "None"] * 11 + longer).role == "text"


@pytest.mark.parametrize(
    ("heading", "cells", "why"),
    [
        ("Email", "a@example.com", "Left out: e-mail addresses."),
        ("IP Address", "81.2.69.142", "Left out: IP addresses."),
        ("Q7", "HP5 1AB|HP5 2AD", "Left out: full postcodes. They can be kept as their sector, such as HP5 1."),
        ("DOB", "01/02/1980", "Left out: dates of birth. They can be kept as an age band."),
        ("Trade union member?", "Yes|No", "Left out: trade union membership; we never keep it."),
        ("Email", "", "Left out: e-mail addresses."),
        ("Nothing", "", "Left out: nothing is in it in the rows looked at."),
        ("Age", "18-34|65+", "Its ages (“18-34”) are not those of the ward's age bands, so it is kept as a question."),
    ],
)
def test_what_a_guess_rests_on_is_said(heading: str, cells: str, why: str) -> None:
    assert only(heading, cells.split("|")).why == why


def test_a_scale_has_its_options_in_order_with_what_is_no_step_last() -> None:
    found = only("How safe?", ["Very safe", "Don't know", "Fairly unsafe", "Fairly safe", "Very unsafe"])
    assert found.options == ("Very unsafe", "Fairly unsafe", "Fairly safe", "Very safe", "Don't know")


def test_uncertain_days_are_read_day_first_and_said_so() -> None:
    found = only("Completion time", ["01/02/2023", "03/02/2023", "02/01/2023"])
    assert found.order == "dmy"
    assert "day first" in found.why


def test_uncertain_days_stand_as_the_certain_ones_of_the_file_do() -> None:
    started, ended = planned(
        {"Start time": ["1/2/23", "1/13/23", "1/1/23"], "Completion time": ["1/2/23", "3/1/23", "2/1/23"]}
    )
    assert (started.role, ended.role, ended.order, ended.why) == ("out", "answered_on", "mdy", "")


def test_surveymonkey_writes_the_month_first() -> None:
    found = only("End Date", ["10/05/2023 02:03:45 PM", "10/06/2023 01:00:00 AM"], "surveymonkey")
    assert found.order == "mdy"
    assert "SurveyMonkey" in found.why


def test_the_completion_is_the_date_of_the_response() -> None:
    found = planned(
        {"Start time": ["2023-10-05"], "Completion time": ["2023-10-06"], "Last modified time": ["2023-10-07"]}
    )
    assert [one.role for one in found] == ["out", "answered_on", "out"]


def test_one_column_per_choice_is_one_question() -> None:
    asked = "Which matter most?"
    found = planned(
        {
            "ID": ["1", "2"],
            Heading(asked, "Parks"): ["Parks", ""],
            Heading(asked, "Jobs"): ["", "Jobs"],
            Heading(asked, "Other (please specify)"): ["Dog mess", ""],
        }
    )
    parks, jobs, other = found[1:]
    assert parks == Planned("several", asked, ("Parks", "Jobs"), group=1, choice="Parks")
    assert jobs == Planned("several", asked, ("Parks", "Jobs"), group=1, choice="Jobs")
    assert (other.role, other.other, other.group) == ("text", True, 1)


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("Yes", "No"), ("TRUE", "FALSE"), ("x", "")])
def test_ticks_of_any_kind_make_choices(yes: str, no: str) -> None:
    found = planned({"Which matter most? - Parks": [yes, no], "Which matter most? - Jobs": [no, yes, no]})
    assert [(one.role, one.choice, one.wording) for one in found] == [
        ("several", "Parks", "Which matter most?"), ("several", "Jobs", "Which matter most?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parks", "buses"),
    [
        (Heading("How good are these?", "Parks"), Heading("How good are these?", "Buses")),
        ("How good are these? [Parks]", "How good are these? [Buses]"),
        ("How good are these? - Parks", "How good are these? - Buses"),
        ("3. How good are these? - Parks", "3. How good are these? - Buses"),
    ],
)
def test_the_rows_of_a_matrix_are_a_scale_each_with_both_wordings(parks: Heading | str, buses: Heading | str) -> None:
    found = planned({parks: ["Very good", "Poor"], buses: ["Good", "Very poor"]})
    assert [(one.role, one.wording, one.group) for one in found] == [
        ("scale", "How good are these? – Parks", -1), ("scale", "How good are these? – Buses", -1),
    ]  # fmt: skip


def test_the_number_before_a_question_goes_unless_two_become_the_same() -> None:
    found = planned({"Q1. How safe?": ["Yes", "No"], "2. Comments": ["Yes"], "3. Comments": ["No"]})
    assert [one.wording for one in found] == ["How safe?", "2. Comments", "3. Comments"]


def test_a_dash_in_one_heading_is_no_matrix() -> None:
    assert only("The bins - what do you think?", ["Yes", "No"]).wording == "The bins - what do you think?"


def test_contact_details_in_a_block_are_left_out() -> None:
    asked = "Your details"
    found = planned(
        {
            Heading(asked, "Name"): ["Ann", "Bob"],
            Heading(asked, "Email Address"): ["", ""],
            Heading(asked, "Phone Number"): ["07700 900123", ""],
        }
    )
    assert [one.role for one in found] == ["out", "out", "out"]


def test_an_equality_question_of_one_column_per_choice_is_totals() -> None:
    asked = "What is your ethnic group?"
    found = planned(
        {
            Heading(asked, "White"): ["White", ""],
            Heading(asked, "Asian"): ["", "Asian"],
            Heading(asked, "Other (please specify)"): ["Cornish", ""],
        }
    )
    assert [(one.role, one.characteristic) for one in found] == [
        ("equality", "ethnicity"),
        ("equality", "ethnicity"),
        ("out", ""),
    ]
    assert found[0].group == 0


def test_other_beside_one_choice_is_kept_as_its_free_text() -> None:
    asked = "Where do you shop?"
    shop, other = planned({Heading(asked): ["Market", "Town"], Heading(asked, "Other (please specify)"): ["Farm", ""]})
    assert (shop.role, other.role, other.other, other.group) == ("one", "text", True, 0)


def test_qualtrics_names_the_choice_and_its_other_words_at_the_end() -> None:
    shop, other = planned(
        {"Where do you shop? - Selected Choice": ["Market", "Town"], "Where do you shop? - Other - Text": ["Farm", ""]},
        "qualtrics",
    )
    assert (shop.role, shop.wording) == ("one", "Where do you shop?")
    assert (other.role, other.other, other.group) == ("text", True, 0)
    parks, jobs = planned(
        {
            "Which? Choose - Selected Choice - Parks": ["Parks", ""],
            "Which? Choose - Selected Choice - Jobs": ["", "Jobs"],
        },
        "qualtrics",
    )
    assert (parks.role, parks.wording, parks.choice, jobs.choice) == ("several", "Which? Choose", "Parks", "Jobs")


def test_of_what_a_response_has_one_only_the_surest_column_keeps_it() -> None:
    found = planned(
        {
            "Area": ["A", "B"],
            "Which ward do you live in?": ["C", "D"],
            "UserNo": ["1", "2"],
            "Respondent ID": ["3", "4"],
        }
    )
    assert [one.role for one in found] == ["one", "area", "out", "source_row"]


def test_what_was_decided_before_wins() -> None:
    before = Planned("postcode", "Postcode")
    chosen = {known_as(Heading("Postcode")): before, known_as(Heading("Town")): Planned("area", "Town")}
    found = planned({"Ward": ["A", "B"], " POSTCODE ": ["HP5 1AB"], "Town": ["C", "D"]}, remembered=chosen)
    assert found[1] == before
    assert [one.role for one in found] == ["one", "postcode", "area"]


def test_a_remembered_group_moves_with_its_columns() -> None:
    parks, jobs = Heading("Which?", "Parks"), Heading("Which?", "Jobs")
    chosen = {
        known_as(one): Planned("several", "Which?", ("Parks", "Jobs"), group=0, choice=one.choice)
        for one in (parks, jobs)
    }
    found = planned({"ID": ["1", "2"], parks: ["Parks", ""], jobs: ["", "Jobs"]}, remembered=chosen)
    assert [one.group for one in found] == [-1, 1, 1]


def test_a_profile_counts_what_is_filled_and_takes_short_rows() -> None:
    first, second = profile([(2, ["a", "b"]), (3, ["a"]), (4, ["", " "]), (5, ["c", "d"])], 2, most=3)
    assert (first.filled, first.looked_at, dict(first.values), first.examples) == (2, 3, {"a": 2}, ("a",))
    assert second.filled == 1


MIXED: Columns = {
    "ID": ["1", "2", "3"],
    "Respondent ID": ["9", "8", "7"],
    "Start time": ["10/5/23", "10/13/23"],
    "Completion time": ["10/5/23", "10/6/23"],
    "Email": ["a@example.com"],
    "Ward": ["A", "B"],
    "Which street do you live in?": ["High Street", "Broad Street"],
    "Age": ["16-24", "25-34"],
    "Age group": ["35-44", "25-34"],
    "Which matter?": ["Parks;Jobs;", "Jobs;"],
    "How safe?": ["Very safe", "Very unsafe"],
    "Rate them [Parks]": ["Good", "Poor"],
    "Rate them [Buses]": ["Poor", "Good"],
    "Comments": ["More benches by the river please", "Fine"],
    "Religion": ["Muslim", "Christian"],
}


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_columns_never_matters(luck: Random) -> None:
    names = list(MIXED)
    straight = dict(zip(names, planned(MIXED), strict=True))
    luck.shuffle(names)
    assert dict(zip(names, planned({name: MIXED[name] for name in names}), strict=True)) == straight


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.text(max_size=20), st.lists(st.text(max_size=20), min_size=1)),
        min_size=1,
        max_size=6,
    )
)
def test_any_file_gets_a_plan(columns: list[tuple[str, str, list[str]]]) -> None:
    headings = [Heading(words, choice) for words, choice, _ in columns]
    rows = [[cells[at % len(cells)] for _, _, cells in columns] for at in range(8)]
    found = plan(headings, profile(enumerate(rows), len(headings)), "")
    assert len(found) == len(headings)
    assert all(one.group < len(found) for one in found)
