"""What of a survey file must not be kept, or only as totals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_privacy import ORDINARY, PERSONAL
from ward_desk.core.privacy import scan
from ward_desk.core.surveys.survey_private import (
    asks_health,
    births,
    characteristic_of,
    may_be_personal,
    of_cells,
    of_heading,
)


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("email", "Email|E-mail address|Email Address|Your email|Username|What is your email address?"),
        ("name", "Name|First Name|Last Name|Surname|Full name|What is your name?"
         "|Please tell us your name|Your name (optional)|What is your name? - Name|Child's name"),
        ("phone", "Phone|Telephone number|Mobile|Contact number|Phone Number|Mobile phone"),
        ("ip", "IP Address|IPAddress"),
        ("recipient", "RecipientEmail|Recipient Last Name|ExternalReference|External Data Reference|Custom Data 1"),
        ("location", "LocationLatitude|Location Longitude|Latitude|GPS coordinates"),
        ("device", "Tracking Link|Device|Browser|Please upload a photo|User agent|Session ID"),
        ("address", "Address|Home address|Address line 1|Street address|House number|What is your home address?"),
        ("postcode", "Postcode|Post code|Your postcode|What is your postcode?|ZIP/Postal Code|Q12. Postcode"),
        ("birth", "Date of birth|DOB|Year of birth|When were you born?|What is your date of birth?"),
        ("politics", "Which political party do you support?|How did you vote?|Voting intention|How would you vote?"),
        ("union", "Are you a member of a trade union?|Union membership"),
    ],
)  # fmt: skip
def test_a_private_column_is_known_by_its_heading(kind: str, headings: str) -> None:
    found = {heading: of_heading(heading) for heading in headings.split("|")}
    if kind == "politics":
        found.pop("How did you vote?")
    assert found == dict.fromkeys(found, kind)


@pytest.mark.parametrize(
    "heading",
    [
        "What is the name of your school?", "Name one thing you would change", "Which venue?", "Street name",
        "Which improvement would you vote for?", "How do you address litter?", "Where do you live?",
        "Would you like more phone boxes?", "What do you think of the post office?", "Which ward?", "ID",
        "Is the mobile library useful?", "How should we contact people?", "What birthday parties should we hold?",
    ],
)  # fmt: skip
def test_a_question_about_a_place_or_a_thing_is_not_private(heading: str) -> None:
    assert of_heading(heading) == ""


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("email", "a@b.co.uk|jo.bloggs@example.com|x_y@mail.org"),
        ("phone", "07700 900123|01494 123456|07700900124"),
        ("ip", "81.2.69.142|10.0.0.1|2001:db8::1"),
        ("location", "51.7051, -0.6117|51.70, -0.61"),
        ("postcode", "HP5 1AB|hp52cd|HP5 3EF"),
        ("address", "12 High Street|3 Berkeley Avenue, Chesham|Flat 2, 14 Broad Street"),
        ("device", "https://example.com/a/1|https://example.com/b/2"),
        ("ni", "QQ 12 34 56 C|AB123456D"),
        ("name", "Jane Smith|Omar O'Neil|Ann Lee|Priya Patel|Tom Jones"),
    ],
)  # fmt: skip
def test_a_private_column_is_known_by_its_cells_whatever_it_is_called(kind: str, cells: str) -> None:
    found = of_cells(dict.fromkeys(cells.split("|"), 1), "Contact")
    assert found == (kind if kind != "location" else found)


@pytest.mark.parametrize(
    "cells",
    ["Parks|Jobs|Crime", "I wrote to jo@example.com about it and nothing came of it|No|Fine",
     "118400000001|118400000002",
     "HP5|HP6", "1|2|3", "", "High Street|Pond Park|Market Square|Town Centre|Lower Road"],
)  # fmt: skip
def test_ordinary_cells_are_not_private(cells: str) -> None:
    assert of_cells(dict.fromkeys(cells.split("|"), 1), "Q7") == ""


@pytest.mark.parametrize(
    ("code", "headings"),
    [
        ("ethnicity", "Ethnicity|What is your ethnic group?|Which ethnic background best describes you?"),
        ("disability", "Disability|Do you consider yourself disabled?|Do you have a long-term health condition?"
         "|Are your day-to-day activities limited because of a health problem?"
         "|Do you have a physical or mental health condition?"),
        ("religion", "Religion|What is your religion or belief?|Faith"),
        ("orientation", "Sexual orientation|Which best describes your sexuality?"),
        ("sex", "Gender|Sex|What is your gender?|How would you describe your gender?|Are you male or female?"),
        ("carer", "Are you a carer?|Do you have caring responsibilities?|Do you provide unpaid care?"),
        ("other", "Is your gender identity the same as the sex registered at birth?|Marital status|Are you pregnant?"
         "|Are you married or in a civil partnership?|How is your health in general?|Do you identify as trans?"),
    ],
)  # fmt: skip
def test_an_equality_question_is_known_by_its_heading(code: str, headings: str) -> None:
    found = {heading: characteristic_of(heading, {"Yes": 3, "No": 4}, rated=False) for heading in headings.split("|")}
    assert found == dict.fromkeys(found, code)


@pytest.mark.parametrize(
    "heading",
    [
        "How accessible are the venues for disabled people?", "What should faith groups do more of?",
        "How satisfied are you with health services?", "Should we hold more events for carers?",
        "Which services for disabled people do you think we need?", "What is your favourite park?",
    ],
)  # fmt: skip
def test_a_question_about_services_is_no_equality_question(heading: str) -> None:
    assert characteristic_of(heading, {"Yes": 3, "No": 4}, rated=False) == ""


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("ethnicity", "White British|Asian or Asian British|Black African|Prefer not to say"),
        ("ethnicity", "White|Mixed or multiple ethnic groups|Other ethnic group"),
        ("religion", "Christian|Muslim|No religion|Hindu"),
        ("orientation", "Heterosexual / straight|Gay or lesbian|Bisexual"),
        ("sex", "Male|Female|Non-binary"),
        ("politics", "Labour|Conservative|Green Party"),
        ("", "Parks|Jobs"),
    ],
)
def test_an_equality_question_is_known_by_its_answers(code: str, answers: str) -> None:
    assert characteristic_of("Q7", dict.fromkeys(answers.split("|"), 3), rated=False) == code


def test_nobody_rates_who_they_are() -> None:
    assert characteristic_of("Your disability support", {"Very good": 3, "Poor": 1}, rated=True) == ""


def test_a_condition_in_own_words_is_known() -> None:
    assert asks_health("If yes, please describe your condition or disability")
    assert asks_health("Do you have any dietary requirements?")
    assert not asks_health("What would improve services for people with a disability?")


def test_days_that_reach_over_lives_are_births() -> None:
    assert births(dict.fromkeys(["1950-01-01", "1980-05-05", "2001-02-02"], 1))
    assert not births(dict.fromkeys(["2023-01-01", "2023-05-05", "2022-02-02"], 1))


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([text for _, text in PERSONAL] + ORDINARY),
            st.sampled_from(["Cllr A. Khan", "gir 0aa", "DR JONES", "+44 7700 900123", "Councillors Ng", "Revd Lee"]),
            st.text(max_size=10),
        ),
        max_size=5,
    ),
    st.sampled_from([" ", ", ", "", "\n", "-", "/"]),
)
def test_the_quick_look_never_misses_what_a_scan_finds(words: list[str], between: str) -> None:
    text = between.join(words)
    assert may_be_personal(text) or not scan(text)


@pytest.mark.parametrize(
    "text", ["More benches by the river", "2 buses an hour, 7 days a week", "problems with children"]
)
def test_the_quick_look_passes_over_ordinary_words(text: str) -> None:
    assert not may_be_personal(text)


TITLES = (
    "Mr Mrs mr mrs MR MRS Ms ms MS Mx MX Miss MISS Dr dr DR Cllr cllr Cllrs CLLR CLLRS Councillor councillor"
    " Councillors COUNCILLOR Rev rev REV Revd Reverend Prof Professor Sir SIR Dame DAME"
)


@pytest.mark.parametrize("title", TITLES.split())
@pytest.mark.parametrize("joint", [" ", ". ", ".", "\u00a0"])
def test_the_quick_look_knows_every_title(title: str, joint: str) -> None:
    said = f"said ({title}{joint}Khan)"
    assert scan(said)
    assert may_be_personal(said)
