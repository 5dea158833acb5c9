"""A list for this ward, the programme or the public: what each may see of it, and what the file says."""

from __future__ import annotations

from collections.abc import Sequence

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.exchange.table_out import Table
from ward_desk.service import edits, list_export
from ward_desk.service.document import Document
from ward_desk.service.list_export import Column, Shown
from ward_desk.service.plan import plan_out

ACTIONS = Shown(
    "actions",
    "Action plan",
    (Column("ref", "Ref"), Column("title", "Action"), Column("due", "Due", "date"),
     Column("progress", "Progress", "percent"), Column("lead", "Lead"), Column("priority", "Priority")),
    sort="ref",
)  # fmt: skip


def column(table: Table, heading: str) -> list[object]:
    at = [one.heading for one in table.columns].index(heading)
    return [row[at] for row in table.rows]


def action(doc: Document, ref: str) -> str:
    return str(next(row["id"] for row in doc.store.rows("action") if row["ref"] == ref))


def test_the_columns_shown_go_out_in_their_order_with_their_kinds(ward: Document) -> None:
    table = list_export.table(ward, ACTIONS, "ward")
    assert [(one.heading, one.kind) for one in table.columns][:4] == [
        ("Ref", "text"), ("Action", "text"), ("Due", "date"), ("Progress", "percent"),
    ]  # fmt: skip
    assert table.rows[0] == [
        "CHE-01", "Open a homework club", "2024-03-29", 60, "Chiltern Hills Academy", "Something to do after school",
    ]  # fmt: skip
    assert table.title == "Action plan: Chesham"
    assert table.lines[0] == "Chesham, Opportunity Bucks. As on 18 Dec 2023."
    assert table.said == ()


def test_filters_order_and_groups_are_those_of_the_screen(ward: Document) -> None:
    grouped = ACTIONS._replace(
        filters={"status": "open"}, sort="due", descending=True, group="theme", group_heading="Theme",
        filtered_by="Status: open",
    )  # fmt: skip
    table = list_export.table(ward, grouped, "ward")
    assert table.columns[0].heading == "Theme"
    assert table.rows[0][0] == "Education and Youth Engagement"
    assert column(table, "Ref") == ["CHE-01", "CHE-04", "CHE-02", "CHE-03"]
    assert table.lines[1] == "4 of 6 actions: Status: open."


def test_a_list_grouped_by_a_column_it_shows_has_that_column_once(ward: Document) -> None:
    table = list_export.table(ward, ACTIONS._replace(group="lead", group_heading="Lead"), "ward")
    assert [one.heading for one in table.columns].count("Lead") == 1


def test_each_audience_gets_what_its_mark_allows_and_is_told_what_is_not_there(ward: Document) -> None:
    edits.edit(ward, "action", action(ward, "CHE-01"), {"sharing": "ward"})
    edits.edit(ward, "action", action(ward, "CHE-02"), {"sharing": "public"})
    assert len(list_export.table(ward, ACTIONS, "ward").rows) == 6
    programme = list_export.table(ward, ACTIONS, "programme")
    assert "CHE-01" not in column(programme, "Ref")
    assert programme.said[0].startswith("For the programme. 1 action is left out: for this ward only.")
    public = list_export.table(ward, ACTIONS, "public")
    assert column(public, "Ref") == ["CHE-02"]
    assert "5 actions are left out: not marked public." in public.said[0]


def test_a_record_kept_back_is_not_named_by_another(ward: Document) -> None:
    priority = ward.store.rows("priority")[0]
    edits.edit(ward, "priority", str(priority["id"]), {"sharing": "ward"})
    by_priority = ACTIONS._replace(columns=ACTIONS.columns[:2], group="priority", group_heading="Priority")
    for shown in (ACTIONS, by_priority):
        assert priority["title"] in column(list_export.table(ward, shown, "ward"), "Priority")
        assert not any(column(list_export.table(ward, shown, "programme"), "Priority"))
    assert priority["title"] not in column(plan_out.table(ward, "programme"), "Priority")


def test_money_and_risks_go_with_their_action(ward: Document) -> None:
    funding = Shown("funding", "Funding", (Column("source", "Source"), Column("allocated", "Allocated", "money")))
    risks = Shown("risks", "Risks", (Column("title", "Risk"),))
    evidence = Shown("evidence", "Evidence", (Column("shows", "What it shows"),))
    for shown in (funding, risks, evidence):
        assert len(list_export.table(ward, shown, "programme").rows) == 1
    edits.edit(ward, "action", action(ward, "CHE-01"), {"sharing": "ward"})
    for shown in (funding, risks, evidence):
        assert list_export.table(ward, shown, "programme").rows == []
        assert len(list_export.table(ward, shown, "ward").rows) == 1


def test_personal_data_stays_in_the_ward(ward: Document) -> None:
    one = action(ward, "CHE-01")
    edits.edit(ward, "action", one, {"title": "Ring Mrs Patel on 07700 900123", "what": "Write to a.b@example.org"})
    ward.run(
        Op("note", "note"),
        lambda store: store.insert("progress_note", {"action": one, "noted_on": "2023-12-01", "words": "Dr Khan came"}),
    )
    assert column(list_export.table(ward, ACTIONS, "ward"), "Action")[0] == "Ring Mrs Patel on 07700 900123"
    said = column(list_export.table(ward, ACTIONS, "programme"), "Action")[0]
    assert said == "Ring [removed: name] on [removed: phone number]"
    whole = plan_out.table(ward, "programme")
    assert column(whole, "What will be done")[0] == "Write to [removed: e-mail address]"
    assert "[removed: name] came" in str(column(whole, "Notes")[0])


def test_the_postcode_of_a_venue_is_no_secret(ward: Document) -> None:
    event = ward.store.rows("event")[0]
    edits.edit(ward, "event", str(event["id"]), {"venue": "Town hall, HP5 1DS", "title": "Meet at HP5 1DS"})
    shown = Shown("events", "Events", (Column("title", "Event"), Column("venue", "Where")))
    rows = list_export.table(ward, shown, "programme").rows
    assert ["Meet at [removed: full postcode]", "Town hall, HP5 1DS"] in rows


def test_a_page_may_give_rows_and_words_of_its_own(ward: Document) -> None:
    def rows(ids: Sequence[str]) -> list[Row]:
        return [{"id": one, "number": place} for place, one in enumerate(ids)]

    about = Column("about", "About", "number", lambda row: f"about {row['number']}")
    own = Shown("counts", "Counts", (Column("number", "Number", "number"), about))
    assert list_export.table(ward, own, "ward", rows).rows[1] == [1, "about 1"]


def test_the_whole_plan_has_every_field_with_its_notes_and_milestones(ward: Document) -> None:
    table = plan_out.table(ward, "ward")
    assert [one.heading for one in table.columns] == [
        "Ref", "Reference elsewhere", "Action", "What will be done", "Theme", "Priority", "Recommendation", "Term",
        "Lead", "Partners", "Delivery", "Starts", "Due", "Status", "Rating", "Reason for the rating", "Cause of delay",
        "Progress", "Success is", "Learning", "Who may see it", "Milestones", "Notes",
    ]  # fmt: skip
    first = {one.heading: cell for one, cell in zip(table.columns, table.rows[0], strict=True)}
    assert first["Theme"] == "Education and Youth Engagement"
    assert first["Partners"] == "Buckinghamshire Council\nCafé Églantine"
    assert first["Milestones"] == (
        "Room agreed, 15 Sep 2023 (done 12 Sep 2023)\nFifty pupils signed up, 31 Jan 2024"
    )  # fmt: skip
    assert first["Notes"] == "20 Oct 2023: Opened with 22 pupils."
    assert (first["Status"], first["Rating"], first["Delivery"]) == ("In progress", "Green", "Business as usual")
    assert (first["Starts"], first["Progress"], first["Who may see it"]) == ("2023-09-04", 60, "The programme")


def test_progress_that_follows_the_milestones_is_written_as_it_stands(ward: Document) -> None:
    edits.edit(ward, "action", action(ward, "CHE-01"), {"progress": None})
    assert column(plan_out.table(ward, "ward"), "Progress")[0] == 50


def test_a_file_is_called_after_the_ward_the_list_and_the_day(ward: Document) -> None:
    assert list_export.file_name(ward, "Action plan", ".xlsx") == "chesham-action-plan-2023-12-18.xlsx"
