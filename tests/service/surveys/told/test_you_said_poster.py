"""The poster: what each audience may read, what is still open, and what is left out and why."""

from __future__ import annotations

from datetime import date

import pytest

from ward_desk.core.fields import text
from ward_desk.core.pre_election import PreElection
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.service.edits import edit
from ward_desk.service.surveys.told import you_said, you_said_poster
from ward_desk.service.surveys.told.you_said_poster import OPEN, Line, Poster, Wanted, as_text, people, poster

HOMEWORK, GLASS, BUS = "Nowhere warm to do homework", "The river path is full of glass", "No bus after six"
PROGRAMME, PUBLIC, WARD = (Wanted(audience) for audience in ("programme", "public", "ward"))


def item(doc: Document, words: str) -> str:
    return str(doc.store.rows("feedback", words=words)[0]["id"])


def change(doc: Document, said: str, /, **values: object) -> None:
    edit(doc, "feedback", item(doc, said), dict(values))  # type: ignore[arg-type]


def change_action(doc: Document, said: str, /, **values: object) -> None:
    row = doc.store.get("feedback", item(doc, said)) or {}
    edit(doc, "action", str(row["action"]), dict(values))  # type: ignore[arg-type]


def parts(made: Poster) -> dict[str, list[str]]:
    return {part.heading: [line.said for line in part.lines] for part in made.parts}


def line_of(made: Poster, said: str) -> Line:
    [found] = [line for part in made.parts for line in part.lines if line.said.startswith(said)]
    return found


@pytest.fixture
def public(ward: Document) -> Document:
    """A ward whose feedback and actions anybody may see."""
    for table in ("feedback", "action"):
        for row in ward.store.rows(table):
            edit(ward, table, str(row["id"]), {"sharing": "public"})
    return ward


def test_it_says_by_theme_what_was_said_by_how_many_and_how_far_it_is(ward: Document) -> None:
    made = poster(ward, PROGRAMME)
    theme = str(ward.store.rows("theme", order="position")[0]["label"])
    assert parts(made) == {theme: [HOMEWORK], "Other things you said": [GLASS]}
    assert line_of(made, HOMEWORK) == Line(
        HOMEWORK, "14 people said this", "The homework club opened in October.", "Open a homework club.",
        "On track", "circle", "green", 60,
    )  # fmt: skip
    assert made.whose == "Chesham, Opportunity Bucks"
    assert made.period == "Heard from September 2023 to October 2023"


def test_a_small_number_is_not_told(ward: Document) -> None:
    made = poster(ward, PROGRAMME)
    assert line_of(made, GLASS).number == "Fewer than 5 people said this"
    assert "Numbers below 5 are not shown." in made.foot
    assert any("fewer than 5" in one for one in made.left_out)


@pytest.mark.parametrize(
    ("number", "small", "said"),
    [(4, 5, "fewer than 5 people"), (5, 5, "5 people"), (1, 0, "1 person"), (1200, 5, "1,200 people")],
)
def test_how_many_people_is_said_in_words(number: int, small: int, said: str) -> None:
    assert people(number, small) == said


def test_what_is_not_done_stands_at_the_end_with_its_reason(ward: Document) -> None:
    you_said.tick(ward, [item(ward, BUS)], on=True)
    change_action(ward, GLASS, status="on_hold", rating_reason="The bank is too wet.")
    made = poster(ward, PROGRAMME)
    assert list(parts(made))[-1] == OPEN
    assert parts(made)[OPEN] == [GLASS, BUS]
    assert line_of(made, GLASS).did == "It is on hold. The bank is too wet."
    assert (line_of(made, BUS).did, line_of(made, BUS).word) == ("No action has been agreed yet.", "No action yet")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": "not_started", "start": "2024-02-01", "rating_reason": ""}, "It is to start in February 2024."),
        ({"status": "not_started", "start": "2023-10-01", "rating_reason": "No crew."}, "It was to start in October"),
        ({"status": "cancelled", "rating_reason": "Sold."}, "It will not go ahead. Sold."),
        ({"status": "on_hold", "rating_reason": "", "delay_cause": "partner"}, "It is on hold. Waiting on a partner."),
    ],
)
def test_why_nothing_is_done_is_said_as_far_as_it_is_known(ward: Document, values: Row, said: str) -> None:
    change_action(ward, GLASS, **values)
    assert said in line_of(poster(ward, PROGRAMME), GLASS).did


def test_an_answer_without_an_action_is_an_answer(ward: Document) -> None:
    change(ward, BUS, answer="The bus company says no.")
    line = line_of(poster(ward, PROGRAMME), BUS)
    assert (line.did, line.word, line.shape, line.progress) == ("The bus company says no.", "Answered", "tick", None)


def test_what_is_late_says_why(ward: Document) -> None:
    line = line_of(poster(ward, PROGRAMME), GLASS)
    assert (line.word, line.shape, line.more) == ("Off track", "square", "The contractor has not come.")


def test_only_what_is_marked_public_is_for_the_public(ward: Document) -> None:
    assert poster(ward, PUBLIC).parts == ()
    change(ward, HOMEWORK, sharing="public")
    change_action(ward, HOMEWORK, sharing="public")
    made = poster(ward, PUBLIC)
    assert [said for part in parts(made).values() for said in part] == [HOMEWORK]
    [other] = [text(row, "ref") for row in ward.store.rows("feedback") if row["words"] == GLASS]
    assert f"1 ticked item left out: not marked public ({other})." in made.left_out


def test_what_is_done_by_an_action_they_may_not_see_is_left_out_and_told(ward: Document) -> None:
    change(ward, HOMEWORK, sharing="public")
    made = poster(ward, PUBLIC)
    assert made.parts == ()
    [ref] = [text(row, "ref") for row in ward.store.rows("feedback", words=HOMEWORK)]
    assert f"1 ticked item left out: the action on it is not marked public ({ref})." in made.left_out


def test_what_is_for_this_ward_only_is_on_no_poster_for_the_programme(ward: Document) -> None:
    you_said.tick(ward, [item(ward, GLASS)], on=True)
    change(ward, GLASS, sharing="ward")
    assert GLASS not in as_text(poster(ward, PROGRAMME))
    assert GLASS in as_text(poster(ward, WARD))


@pytest.mark.parametrize("wanted", [PROGRAMME, WARD])
def test_personal_data_is_on_no_poster(ward: Document, wanted: Wanted) -> None:
    change(ward, GLASS, words="Ring Mrs Smith on 07700 900123", answer="We rang 07700 900123.")
    made = poster(ward, wanted)
    assert "900123" not in repr(made)
    assert "Smith" not in repr(made)
    assert "Personal data is taken out of 2 texts." in made.left_out
    assert "Personal details are taken out." in made.foot


@pytest.mark.parametrize(
    ("span", "said"),
    [("quarter", [GLASS]), ("before", [HOMEWORK]), ("year", [HOMEWORK, GLASS]), ("all", [HOMEWORK, GLASS])],
)
def test_it_is_of_what_was_heard_in_the_span(ward: Document, span: str, said: list[str]) -> None:
    made = poster(ward, PROGRAMME._replace(span=span))
    assert [words for part in parts(made).values() for words in part] == said


def test_before_an_election_the_public_reads_themes_and_numbers_and_no_quotes(public: Document) -> None:
    change(public, HOMEWORK, answer="The club opened. Cllr Bond said “well done”.")
    change_action(public, GLASS, title="Councillors' walk along the river")
    you_said.set_pre_election(public, PreElection(True, date(2023, 12, 18), date(2024, 1, 10)))
    made = poster(public, PUBLIC)
    shown = as_text(made)
    for gone in (HOMEWORK, GLASS, "Bond", "well done", "Councillor"):
        assert gone not in shown
    theme = str(public.store.rows("theme", order="position")[0]["label"])
    assert line_of(made, f"14 people told us about {theme}.").did == "The club opened."
    assert line_of(made, "Fewer than 5 people").did == "Work on this is under way"
    assert any("theme and a number only" in one and "2 items" in one for one in made.left_out)
    assert any("name a councillor" in one and "(2)" in one for one in made.left_out)


@pytest.mark.parametrize(
    ("wanted", "period"),
    [
        (PROGRAMME, PreElection(True)),
        (PUBLIC, PreElection(False, date(2023, 12, 1), None)),
        (PUBLIC, PreElection(True, date(2023, 12, 19), None)),
    ],
)
def test_otherwise_their_words_are_on_it(public: Document, wanted: Wanted, period: PreElection) -> None:
    you_said.set_pre_election(public, period)
    assert HOMEWORK in as_text(poster(public, wanted))


def test_how_to_say_more_is_the_work_address_until_somebody_types_another(ward: Document) -> None:
    edit(ward, "partnership", str(ward.partnership["id"]), {"work_email": "ward@council.example"})
    assert you_said_poster.contact(ward) == "Tell us more: ward@council.example"
    you_said_poster.set_contact(ward, "Come to the library on Mondays")
    assert poster(ward, Wanted("programme", "all", you_said_poster.contact(ward))).contact == (
        "Come to the library on Mondays"
    )
    you_said_poster.set_contact(ward, "")
    assert you_said_poster.contact(ward) == "Tell us more: ward@council.example"


def test_as_text_it_can_go_into_a_newsletter(ward: Document) -> None:
    shown = as_text(poster(ward, PROGRAMME._replace(contact="Tell us more: the library")))
    assert "You said: Nowhere warm to do homework. (14 people said this)" in shown
    assert "We are doing: The homework club opened in October.\nOpen a homework club.\nHow far: On track, 60%" in shown
    assert shown.index("Tell us more: the library") > shown.index(GLASS)


def test_a_poster_takes_no_more_than_anybody_reads(ward: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(you_said_poster, "MOST", 1)
    made = poster(ward, PROGRAMME)
    assert [said for part in parts(made).values() for said in part] == [HOMEWORK]
    assert "1 ticked item left out: a poster takes the 1 that most people said." in made.left_out
