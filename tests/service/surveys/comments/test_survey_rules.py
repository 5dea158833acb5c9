"""Rules by word: what one would catch is shown exactly, and only then done."""

from __future__ import annotations

import pytest

from tests.survey_words import said, themes, themes_of
from ward_desk.core.errors import KnownError
from ward_desk.service.document import Document
from ward_desk.service.surveys.comments import survey_comments, survey_rules
from ward_desk.service.surveys.comments.survey_rules import AFTER, BEFORE


def test_a_star_stands_for_any_ending_and_two_words_stand_side_by_side(ward: Document) -> None:
    ids = said(ward, "Buses at night", "A bus", "Busy roads", "Street lights", "Lights in the street", "Étage")

    def caught(words: str) -> list[str]:
        return [ids[n] for n in range(len(ids)) if ids[n] in survey_rules.preview(ward, words, "").bare]

    assert caught("bus*") == ids[:3]
    assert caught("bus") == [ids[1]]
    assert caught("bus, buses") == ids[:2]
    assert caught("street light*") == [ids[3]]
    assert caught("BUS; etage") == [ids[1], ids[5]]


def test_a_preview_parts_those_with_no_theme_with_others_and_with_it_already(ward: Document) -> None:
    bare, other, mine, _ = said(ward, "A bus", "Bus and tram", "The bus stop", "A tram")
    a, b = themes(ward)[:2]
    survey_comments.toggle_theme(ward, [other], b)
    survey_comments.toggle_theme(ward, [mine], a)
    before = ward.undo_label
    seen = survey_rules.preview(ward, "bus", a)
    assert (seen.bare, seen.otherwise, seen.already, seen.number) == ((bare,), (other,), (mine,), 3)
    assert seen.first == ((bare, f"A {BEFORE}bus{AFTER}"), (other, f"{BEFORE}Bus{AFTER} and tram"))
    assert ward.undo_label == before


def test_a_rule_looks_only_into_the_survey_asked_for(ward: Document) -> None:
    first = said(ward, "A bus")[0]
    said(ward, "A bus", title="Spring survey", opens="2023-03-01")
    survey = str((ward.store.get("comment", first) or {})["survey"])
    assert survey_rules.preview(ward, "bus", "", survey).bare == (first,)


def test_applying_sorts_what_was_shown_and_keeps_the_rule_as_one_operation(ward: Document) -> None:
    ids = said(ward, "A bus", "Two buses", "A tram")
    theme = themes(ward)[3]
    survey_rules.apply(ward, "bus*", theme, ids[:2])
    assert ward.undo_label == "Rule “bus*”: Standard of living for 2 comments"
    assert [themes_of(ward, one) for one in ids] == [[theme], [theme], []]
    survey_rules.apply(ward, "bus*", theme, ids[2:])
    assert [(one.words, one.theme, one.theme_words) for one in survey_rules.rules(ward)] == [
        ("bus*", theme, "Standard of living")
    ]
    ward.undo()
    ward.undo()
    assert survey_rules.rules(ward) == []
    assert themes_of(ward, ids[0]) == []


def test_a_rule_is_kept_changed_and_removed_while_comments_keep_their_themes(ward: Document) -> None:
    ids = said(ward, "A bus")
    a, b = themes(ward)[:2]
    survey_rules.apply(ward, "bus", a, ids)
    rule = survey_rules.rules(ward)[0].id
    survey_rules.keep(ward, "bus*, tram", b, rule)
    assert [(one.id, one.words, one.theme) for one in survey_rules.rules(ward)] == [(rule, "bus*, tram", b)]
    survey_rules.remove(ward, rule)
    assert survey_rules.rules(ward) == []
    assert themes_of(ward, ids[0]) == [a]


@pytest.mark.parametrize("words", ["", " , ", "*", "*bus", "b*s", "...", '"'])
def test_a_rule_without_words_or_with_a_star_elsewhere_is_refused(ward: Document, words: str) -> None:
    with pytest.raises(KnownError):
        survey_rules.keep(ward, words, themes(ward)[0])


def test_words_often_found_are_offered_and_two_that_belong_together_are_one_offer(ward: Document) -> None:
    said(
        ward, "Street lights are out", "More street lights please", "The street lights again", "Buses", "A bus, buses",
        "buses on Sundays", "Speeding",
    )  # fmt: skip
    assert survey_rules.suggestions(ward) == [
        survey_rules.Suggestion("buses", 3), survey_rules.Suggestion("street lights", 3),
    ]  # fmt: skip


def test_what_a_rule_looks_for_or_is_sorted_already_is_not_offered(ward: Document) -> None:
    ids = said(ward, *["Litter"] * 4, *["Buses"] * 3)
    survey_rules.keep(ward, "bus*", themes(ward)[0])
    survey_comments.toggle_no_reply(ward, ids[:1])
    assert survey_rules.suggestions(ward) == [survey_rules.Suggestion("litter", 3)]
