"""The progress summary of C 4.9: every recommendation, what was achieved, what is next, and nothing dropped."""

from __future__ import annotations

from pathlib import Path

from ward_desk.core.changes import Op
from ward_desk.exchange import table_out
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.plan import progress_summary
from ward_desk.service.plan.progress_summary import Line, summary
from ward_desk.store.rows import Store


def lines(doc: Document, span: str = "quarter", audience: str = "ward") -> dict[str, Line]:
    return {line.title: line for group in summary(doc, span, audience).groups for line in group.lines}


def words(line: Line) -> list[str]:
    return [item.words for item in line.achieved]


def recommendations(doc: Document) -> list[str]:
    return [str(row["id"]) for row in doc.store.rows("recommendation", order="position")]


def fill(doc: Document) -> None:
    first, second, third, *_ = recommendations(doc)

    def write(store: Store) -> None:
        done = store.insert("action", {
            "title": "FreshFest for young people", "recommendation": first, "status": "complete", "due": "2023-09-30",
            "success": "Over 100 come", "learning": "Start in June",
        })  # fmt: skip
        store.insert(
            "progress_note", {"action": done, "noted_on": "2023-09-12", "words": "Held.", "status": "in_progress"}
        )
        store.insert(
            "progress_note", {"action": done, "noted_on": "2023-10-05", "words": "Told back.", "status": "complete"}
        )
        open_one = store.insert("action", {
            "title": "Clean up the Grange", "recommendation": second, "status": "in_progress", "rating": "red",
            "rating_reason": "No crew until January.", "due": "2024-03-29",
        })  # fmt: skip
        store.insert(
            "progress_note", {"action": open_one, "noted_on": "2023-12-01", "words": "Stuck.", "rating": "red"}
        )
        store.insert(
            "progress_note", {"action": open_one, "noted_on": "2023-11-01", "words": "Begun.", "rating": "green"}
        )
        store.insert("milestone", {"action": open_one, "title": "Sites agreed", "done_on": "2023-10-20"})
        store.insert("milestone", {"action": open_one, "title": "First site clean", "due": "2023-11-30"})
        store.insert(
            "action", {"title": "Street watch", "recommendation": third, "sharing": "ward", "due": "2024-01-01"}
        )

    doc.run(Op("fill", "Fill"), write)


def test_every_recommendation_stands_under_its_term_and_none_is_dropped(north_northants_ward: Document) -> None:
    made = summary(north_northants_ward, "quarter")
    assert [(group.heading, len(group.lines)) for group in made.groups] == [
        ("Short term", 4), ("Medium term", 4), ("Longer term", 4),
    ]  # fmt: skip
    assert made.silent == 12
    assert lines(north_northants_ward)["Crowd Funding"].nothing == "Nothing to report, and nobody has said why"


def test_a_reason_given_is_shown_and_gives_way_to_an_achievement(north_northants_ward: Document) -> None:
    ward = north_northants_ward
    first = recommendations(ward)[0]
    edits.edit(ward, "recommendation", first, {"nothing_to_report": "Begins in spring."})
    line = lines(ward)["Improving engagement and communications"]
    assert (line.nothing, line.can_say_why) == ("Nothing to report: Begins in spring.", True)
    fill(ward)
    line = lines(ward)["Improving engagement and communications"]
    assert (line.nothing, line.can_say_why) == ("", False)


def test_achievements_are_what_was_finished_done_or_noted_in_the_span(north_northants_ward: Document) -> None:
    fill(north_northants_ward)
    quarter = lines(north_northants_ward)
    first = quarter["Improving engagement and communications"]
    assert words(first) == ["Complete: FreshFest for young people. Over 100 come. Start in June.", "Told back."]
    assert first.achieved[0].day == "2023-10-05"  # the first note that said it was complete
    second = quarter["Businesses, communities, networking and problem solving"]
    assert words(second) == ["Begun.", "Done: Sites agreed"]
    assert "Held." in words(lines(north_northants_ward, "half")["Improving engagement and communications"])


def test_what_was_said_while_it_was_red_is_no_achievement_but_why_it_is_red_stands_with_what_is_next(
    north_northants_ward: Document,
) -> None:
    fill(north_northants_ward)
    line = lines(north_northants_ward, "all")["Businesses, communities, networking and problem solving"]
    assert "Stuck." not in words(line)
    (ahead,) = line.ahead
    assert ahead.words == "Clean up the Grange: First site clean, was due 30 Nov 2023. No crew until January."
    assert ahead.mark == "red"


def test_a_plan_of_themes_has_priorities_in_their_place_and_themes_for_the_rest(ward: Document) -> None:
    made = summary(ward, "quarter")
    assert made.under == "priority"
    assert [group.heading for group in made.groups] == ["Short term", "Under no priority"]
    assert words(lines(ward)["Something to do after school"]) == ["Opened with 22 pupils."]
    assert "Quality of Public Realm" in lines(ward)
    assert "Jobs, Careers and Skills" not in lines(ward)  # no priority, and nothing to say of it
    draw_up = next(row for row in ward.store.rows("action") if row["title"] == "Draw up the ward profile")
    assert words(lines(ward, "half")["No theme"]) == [f"Complete: {draw_up['title']}."]


def test_the_sharing_mark_is_obeyed(north_northants_ward: Document) -> None:
    fill(north_northants_ward)
    third = "Pride in our neighbourhoods- street scene"
    assert len(lines(north_northants_ward)[third].ahead) == 1
    assert lines(north_northants_ward, audience="programme")[third].ahead == ()
    table = progress_summary.table(north_northants_ward, "quarter", "programme")
    assert table.said[0].startswith("For the programme. 1 action is left out")
    assert not any("nobody has said why" in str(row) for row in table.rows)


def test_an_action_is_not_lost_when_its_priority_is_kept_back(ward: Document) -> None:
    edits.edit(ward, "priority", str(ward.store.rows("priority")[0]["id"]), {"sharing": "ward"})
    shown = lines(ward, audience="programme")
    assert "Something to do after school" not in shown
    assert words(shown["Under no priority"]) == ["Opened with 22 pupils."]


def test_the_table_has_a_row_for_each_achievement_and_can_be_written(
    north_northants_ward: Document, tmp_path: Path
) -> None:
    fill(north_northants_ward)
    table = progress_summary.table(north_northants_ward, "quarter", "ward")
    assert [one.heading for one in table.columns] == [
        "Term", "Recommendation", "Key achievements", "On", "From", "What is next",
    ]  # fmt: skip
    assert len(table.rows) == 14
    assert table.rows[2] == [
        "Short term", "Businesses, communities, networking and problem solving", "Begun.", "2023-11-01", "QUE-02",
        "QUE-02 Red: Clean up the Grange: First site clean, was due 30 Nov 2023. No crew until January.",
    ]  # fmt: skip
    assert table_out.write(table, tmp_path / "summary.xlsx").stat().st_size


def test_the_clipboard_takes_the_same_table_with_days_as_people_read_them(north_northants_ward: Document) -> None:
    fill(north_northants_ward)
    first, *rows = progress_summary.as_text(north_northants_ward, "quarter").split("\n")
    assert first.split("\t")[1] == "Recommendation"
    assert rows[0].split("\t")[3] == "5 Oct 2023"
    assert len(rows) == 14
