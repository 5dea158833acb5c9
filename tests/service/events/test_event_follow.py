"""What follows from an event: actions, its deep dive, what was seen, and what is still to be done in the hall."""

from __future__ import annotations

from ward_desk.core.records import Row
from ward_desk.service import edits, feedback
from ward_desk.service.document import Document
from ward_desk.service.events import event_checks, event_dive, event_follow, event_record


def fair(doc: Document) -> str:
    return str(doc.store.rows("event", title="Jobs fair")[0]["id"])


def stored(doc: Document) -> Row:
    return doc.store.get("event", fair(doc)) or {}


def checklist(doc: Document) -> dict[str, event_checks.Check]:
    event = fair(doc)
    written = event_checks.Written(
        event_record.came(doc, event), event_record.done_at(doc, event), event_record.said_at(doc, event), 1,
        event_follow.follow_ups(doc, event), event_dive.dive_of(doc, event),
    )  # fmt: skip
    return {one.words.split(":")[0]: one for one in event_checks.checks(doc, stored(doc), written)}


def test_an_action_made_from_a_comment_follows_from_its_event(ward: Document) -> None:
    item = event_record.hear(ward, fair(ward), "No buses home")
    action = feedback.make_action(ward, item)
    (row,) = event_follow.follow_ups(ward, fair(ward))
    assert (row["id"], row["own"], row["comment"]) == (action, 0, "CHE-F04")


def test_a_long_action_keeps_all_its_words(ward: Document) -> None:
    words = "Ask the council for lights " * 6
    action = ward.store.get("action", event_follow.add(ward, fair(ward), words)) or {}
    assert len(str(action["title"])) <= 100
    assert action["what"] == " ".join(words.split())


def test_an_event_of_this_ward_only_makes_an_action_of_this_ward_only(ward: Document) -> None:
    edits.edit(ward, "event", fair(ward), {"sharing": "ward"})
    action = ward.store.get("action", event_follow.add(ward, fair(ward), "Ask for lights")) or {}
    assert action["sharing"] == "ward"


def test_linking_the_same_action_twice_lists_it_once(ward: Document) -> None:
    action = str(ward.store.rows("action", title="Advice desk in the library")[0]["id"])
    event_follow.link(ward, fair(ward), action)
    event_follow.link(ward, fair(ward), action)
    assert [row["id"] for row in event_follow.follow_ups(ward, fair(ward))] == [action]


def test_each_line_of_the_issues_is_one_issue_and_knows_what_it_became(ward: Document) -> None:
    event = fair(ward)
    edits.edit(ward, "event", event, {"issues": "- Fly tipping\n\n- No dropped kerb\n- Fly tipping"})
    action = event_follow.add(ward, event, "Fly tipping")
    item = event_record.hear(ward, event, "No dropped kerb")
    seen = event_follow.issues(stored(ward), event_follow.follow_ups(ward, event), event_record.said_at(ward, event))
    assert [(one.words, (one.action or ("",))[0], (one.comment or ("",))[0]) for one in seen] == [
        ("Fly tipping", action, ""), ("No dropped kerb", "", item),
    ]  # fmt: skip


def test_an_action_taken_off_an_event_leaves_its_deep_dive_too(ward: Document) -> None:
    event = fair(ward)
    event_dive.edit(ward, event, "context", "One child in six")
    action = event_follow.add(ward, event, "Ask schools")
    dive = event_dive.dive_of(ward, event) or {}
    assert ward.store.linked("deep_dive_action", str(dive["id"])) == [action]
    event_follow.take_off(ward, event, action)
    assert ward.store.linked("deep_dive_action", str(dive["id"])) == []
    assert event_follow.follow_ups(ward, event) == []


def test_no_words_make_no_deep_dive(ward: Document) -> None:
    event_dive.edit(ward, fair(ward), "context", "")
    assert event_dive.dive_of(ward, fair(ward)) is None


def test_a_deep_dive_is_held_at_one_event_and_let_go_again(ward: Document) -> None:
    event = fair(ward)
    (dive,) = (one for one, _ in event_dive.choices(ward, event))
    event_dive.choose(ward, event, dive)
    clean = str(ward.store.rows("event", title="Clean-up by the river")[0]["id"])
    assert event_dive.choices(ward, clean) == []
    event_dive.choose(ward, event, "")
    assert event_dive.dive_of(ward, event) is None
    ward.undo()
    assert (event_dive.dive_of(ward, event) or {})["id"] == dive


def test_the_checklist_finds_what_is_personal_wherever_it_was_typed(ward: Document) -> None:
    event = fair(ward)
    assert checklist(ward)["Personal details"].level == "done"
    event_follow.add(ward, event, "Ring 07700 900123")
    (action,) = event_follow.follow_ups(ward, event)
    assert checklist(ward)["Personal details"].place == f"action/{action['id']!s}/title"
    item = event_record.hear(ward, event, "Write to jo@example.org")
    assert checklist(ward)["Personal details"].place == f"feedback/{item}/words"
    edits.edit(ward, "event", event, {"notes": "Ask Mr Bell", "venue": "Town hall, HP5 1DS"})
    assert checklist(ward)["Personal details"].place == f"event/{event}/notes"


def test_a_cancelled_event_has_no_checklist_and_counts_nothing(ward: Document) -> None:
    edits.edit(ward, "event", fair(ward), {"status": "cancelled"})
    assert checklist(ward) == {}
    assert event_record.computed_at(ward, stored(ward)) == []


def test_a_planned_event_counts_once_it_is_held(ward: Document) -> None:
    edits.edit(ward, "event", fair(ward), {"status": "planned"})
    said = [words for _, words in event_record.computed_at(ward, stored(ward))]
    assert "Residents engaged at events: at least 400, from who came once it is held" in said
