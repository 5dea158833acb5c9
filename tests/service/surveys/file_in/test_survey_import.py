"""Bringing a survey file in: what becomes of its rows, once and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.surveys.made_files import HEADS, SAFE, bring, made, plan_of, responses, rows_of
from ward_desk.core.errors import KnownError
from ward_desk.core.surveys.survey_file import Heading, Planned
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import
from ward_desk.store.identify import objects

EVERY = tuple(record for record in ("survey", "question", "response", "comment", "equality_total"))

cells = st.sampled_from(("", "Agree", "Disagree", "agree", "Parks; jobs", "=1+1", "7", "later", "ä – b"))
tables = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=12)
same_document = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def everything(doc: Document) -> dict[str, list[dict[str, object]]]:
    return {table: [dict(row) for row in doc.store.rows(table, order="id")] for table in EVERY}


def test_a_file_becomes_a_survey_with_questions_responses_comments_and_totals(empty_ward: Document) -> None:
    done = bring(empty_ward, made(rows_of(12)))
    assert (done.added, done.comments) == (12, 8)
    assert done.words == "Brought in 12 responses and 8 comments from survey.csv"
    questions = {str(row["wording"]): row for row in empty_ward.store.rows("question", survey=done.survey)}
    assert {name: row["kind"] for name, row in questions.items()} == {
        "How safe do you feel?": "scale", "What matters?": "several", "What would you change?": "text",
    }  # fmt: skip
    assert questions["How safe do you feel?"]["options"] == "\n".join(SAFE)
    first = responses(empty_ward, done.survey)[0]
    assert first == (
        "1", "2023-10-02", "", "25-34", "",
        (("How safe do you feel?", ("Fairly unsafe",)), ("What matters?", ("Buses", "Jobs"))),
        (("What would you change?", "More of number 1, please"),),
    )  # fmt: skip


def test_the_survey_is_dated_as_its_responses_and_kept_for_a_year_after_it_closes(empty_ward: Document) -> None:
    file = made(rows_of(12))
    plan = plan_of(empty_ward, file)._replace(channel="paper")
    found = survey_import.preview(empty_ward, file, plan)
    assert "The survey is dated 2 Oct 2023 to 13 Oct 2023, as its responses are." in found.said
    assert any("kept until 13 Oct 2024" in sentence for sentence in found.said)
    done = survey_import.bring_in(empty_ward, file, plan)
    survey = empty_ward.store.get("survey", done.survey)
    assert survey is not None
    assert [survey[name] for name in ("title", "opens", "closes", "retain_until", "method")] == [
        "survey", "2023-10-02", "2023-10-13", "2024-10-13", "paper",
    ]  # fmt: skip


def test_dates_that_a_survey_has_stay(empty_ward: Document) -> None:
    survey = edits.add(
        empty_ward, "survey", {"title": "Ours", "opens": "2023-09-01", "closes": "2023-12-01", "method": "online"}
    )
    bring(empty_ward, made(rows_of(6)), survey)
    row = empty_ward.store.get("survey", survey)
    assert row is not None
    assert [row[name] for name in ("opens", "closes", "retain_until", "method")] == [
        "2023-09-01", "2023-12-01", "2024-12-01", "online",
    ]  # fmt: skip


def test_a_preview_changes_nothing_and_says_what_would_be(empty_ward: Document, empty_path: Path) -> None:
    before = empty_path.read_bytes()
    file = made([*rows_of(10), [""] * len(HEADS), rows_of(1)[0]])
    found = survey_import.preview(empty_ward, file, plan_of(empty_ward, file))
    assert found.words == "10 to add, 2 skipped."
    assert dict(found.skipped) == {"It holds no answers.": 1, "Its row id was in the file before.": 1}
    assert [(one.wording, one.made) for one in found.questions] == [
        ("How safe do you feel?", True), ("What matters?", True), ("What would you change?", True),
    ]  # fmt: skip
    assert [why for _, why in found.out] == ["Left out: e-mail addresses."]
    assert empty_path.read_bytes() == before


@same_document
@given(rows=tables)
def test_importing_twice_is_importing_once(empty_ward: Document, rows: list[tuple[str, str, str]]) -> None:
    file = made(rows, ("How is it?", "What else?", "And why?"))
    plan = survey_import.begin(empty_ward, file)
    columns = tuple(Planned(role, one.words) for role, one in zip(("one", "one", "text"), file.headings, strict=True))
    plan = plan._replace(columns=columns)
    survey = survey_import.bring_in(empty_ward, file, plan).survey
    if not survey:
        return  # nothing but blank rows
    once = everything(empty_ward)
    again = survey_import.bring_in(empty_ward, file, plan._replace(survey=survey))
    assert (again.added, again.updated) == (0, 0)
    assert everything(empty_ward) == once
    label = empty_ward.undo_label
    remembered = survey_import.bring_in(empty_ward, file, survey_import.begin(empty_ward, file, survey))
    assert (remembered.added, remembered.updated, everything(empty_ward)) == (0, 0, once)
    assert empty_ward.undo_label == label  # it left no trace


@same_document
@given(rows=tables, order=st.permutations(range(4)))
def test_the_order_of_the_columns_never_matters(
    empty_ward: Document, rows: list[tuple[str, str, str]], order: list[int]
) -> None:
    heads = ("How is it?", "What else?", "And why?", "Email")
    roles = ("one", "several", "text", "out")
    kinds = [Planned(role, head, parts=";") for role, head in zip(roles, heads, strict=True)]
    whole = [(*row, "a@b.org") for row in rows]

    def turned(values: tuple[object, ...] | list[object]) -> list[object]:
        return [values[at] for at in order]

    file = made(whole, heads)
    other = made([[str(cell) for cell in turned(row)] for row in whole], [str(one) for one in turned(heads)])
    plan = survey_import.begin(empty_ward, file)._replace(columns=tuple(kinds))
    turned_plan = plan._replace(columns=tuple(turned(list(kinds))))  # type: ignore[arg-type]
    survey = survey_import.bring_in(empty_ward, file, plan).survey
    if not survey:
        return  # nothing but blank rows
    twin = survey_import.bring_in(empty_ward, other, turned_plan).survey
    assert responses(empty_ward, twin) == responses(empty_ward, survey)
    again = survey_import.bring_in(empty_ward, other, turned_plan._replace(survey=survey))
    assert (again.added, again.updated) == (0, 0)


def test_a_longer_export_adds_only_what_is_new(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(10))).survey
    done = bring(empty_ward, made(rows_of(16), name="survey (1).csv"), survey)
    assert (done.added, done.same, done.updated) == (6, 10, 0)
    assert len(empty_ward.store.rows("response", survey=survey)) == 16
    assert len(empty_ward.store.rows("question", survey=survey)) == 3


def test_rows_gone_from_a_file_stay(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(10))).survey
    assert bring(empty_ward, made(rows_of(4)), survey).same == 4
    assert len(empty_ward.store.rows("response", survey=survey)) == 10


def test_a_changed_row_with_an_id_changes_its_response_and_nothing_else_of_it(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(10))).survey
    response = empty_ward.store.rows("response", survey=survey, source_row="4")[0]
    edits.edit(empty_ward, "response", str(response["id"]), {"area": "Pond Park"})
    rows = rows_of(10)
    rows[3][3], rows[3][5] = "Very safe", "Fewer of number 4"
    file = made(rows)
    assert survey_import.preview(empty_ward, file, plan_of(empty_ward, file, survey)).words == (
        "1 to change, 9 as they are."
    )
    done = bring(empty_ward, file, survey)
    assert done.words == "Changed 1 response from survey.csv"
    changed = next(one for one in responses(empty_ward, survey) if one[0] == "4")
    assert changed[4] == "Pond Park"
    assert changed[5] == (("How safe do you feel?", ("Very safe",)), ("What matters?", ("Parks",)))
    assert changed[6] == (("What would you change?", "Fewer of number 4"),)


def test_equal_rows_without_an_id_are_as_many_people(empty_ward: Document) -> None:
    file = made([["Agree", "So it is"]] * 3, ("How is it?", "Why is that so?"))
    survey = bring(empty_ward, file).survey
    assert len(empty_ward.store.rows("response", survey=survey)) == 3
    again = bring(empty_ward, made([["Agree", "So it is"]] * 4, ("How is it?", "Why is that so?")), survey)
    assert (again.added, again.same) == (1, 3)


def test_another_file_whose_ids_begin_at_one_too_is_noticed_and_can_be_added(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(10), name="library.csv")).survey
    rows = [[str(n), f"2023-11-{n + 1:02d} 09:00:00", "", SAFE[(n + 2) % 4], "Parks;", "", "White", "16-24"]
            for n in range(1, 9)]  # fmt: skip
    file = made(rows, name="market stall.csv")
    plan = plan_of(empty_ward, file, survey)
    found = survey_import.preview(empty_ward, file, plan)
    assert found.others
    assert any("other people's answers" in sentence for sentence in found.said)
    own = plan._replace(own_rows=True)
    assert survey_import.preview(empty_ward, file, own).words == "8 to add."
    survey_import.bring_in(empty_ward, file, own)
    assert len(empty_ward.store.rows("response", survey=survey)) == 18
    assert survey_import.begin(empty_ward, file, survey).own_rows  # it is remembered
    assert bring(empty_ward, file, survey).same == 8


def test_questions_are_known_by_their_heading_though_somebody_reworded_them(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(8))).survey
    question = empty_ward.store.rows("question", survey=survey, kind="scale")[0]
    edits.edit(empty_ward, "question", str(question["id"]), {"wording": "Safety"})
    done = bring(empty_ward, made(rows_of(10)), survey)
    assert (done.added, done.updated) == (2, 0)
    assert len(empty_ward.store.rows("question", survey=survey)) == 3


def test_a_question_of_our_own_is_known_by_its_wording_and_gets_the_answers_it_lacks(empty_ward: Document) -> None:
    survey = edits.add(empty_ward, "survey", {"title": "Ours"})
    values = {"survey": survey, "wording": "what matters", "kind": "several", "options": "Jobs\nBuses", "position": 1}
    ours = edits.add(empty_ward, "question", values)
    file = made(rows_of(8))
    found = survey_import.preview(empty_ward, file, plan_of(empty_ward, file, survey))
    assert [(one.wording, one.new_options) for one in found.questions if not one.made] == [("what matters", ("Parks",))]
    bring(empty_ward, file, survey)
    row = empty_ward.store.get("question", ours)
    assert row is not None
    assert row["options"] == "Jobs\nBuses\nParks"


def test_one_column_per_choice_is_one_question(empty_ward: Document) -> None:
    words = "Which do you use?"
    headings = [Heading(words, "Bus"), Heading(words, "Bike"), Heading(words, "Other (please specify)")]
    rows = [["Bus", "", "A scooter"], ["Bus", "Bike", ""], ["", "", ""]]
    file = made(rows, ("a", "b", "c"))._replace(headings=tuple(headings))
    plan = survey_import.begin(empty_ward, file)
    options = ("Bus", "Bike")
    columns = (
        Planned("several", words, options, group=0, choice="Bus"),
        Planned("several", words, options, group=0, choice="Bike"),
        Planned("text", f"{words} (other)", group=0, other=True),
    )
    survey = survey_import.bring_in(empty_ward, file, plan._replace(columns=columns)).survey
    assert sorted(one[5:] for one in responses(empty_ward, survey)) == [
        (((words, ("Bike", "Bus")),), ()),
        (((words, ("Bus",)),), ((f"{words} (other)", "A scooter"),)),
    ]


def test_cells_that_cannot_be_read_are_told_in_words_and_counted(empty_ward: Document) -> None:
    file = made([["7", "so"], ["many", "la"], ["many", "di"], ["3", "da"]], ("How many?", "Why is that?"))
    plan = plan_of(empty_ward, file, How_many="number")
    (unread,) = survey_import.preview(empty_ward, file, plan).unread
    assert (unread.column, unread.number) == (0, 2)
    assert unread.sentences == ("“many” is not a number that can be read.",)


def test_whoever_stops_it_finds_everything_as_it_was(empty_ward: Document, empty_path: Path) -> None:
    class StoppedError(Exception):
        pass

    before, schema = everything(empty_ward), objects(empty_ward.store.connection)
    file = made(rows_of(2500))
    plan = plan_of(empty_ward, file)
    for words in ("Reading the responses", "Writing the responses"):

        def progress(done: int, of: int, said: str = "", until: str = words) -> None:
            if said == until:
                raise StoppedError

        content = empty_path.read_bytes()
        with pytest.raises(StoppedError):
            survey_import.bring_in(empty_ward, file, plan, progress=progress)
        assert everything(empty_ward) == before
        assert objects(empty_ward.store.connection) == schema
        assert empty_path.read_bytes() == content
    assert survey_import.bring_in(empty_ward, file, plan).added == 2500


def test_undo_takes_it_all_back_and_redo_brings_it_again(empty_ward: Document) -> None:
    before = everything(empty_ward)
    bring(empty_ward, made(rows_of(12)))
    after = everything(empty_ward)
    assert empty_ward.undo_label == "Bring in 12 responses from survey.csv"
    empty_ward.undo()
    assert everything(empty_ward) == before
    empty_ward.redo()
    assert everything(empty_ward) == after


def test_after_an_undo_the_file_can_come_in_again(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(6))).survey
    bring(empty_ward, made(rows_of(12)), survey)
    empty_ward.undo()
    assert bring(empty_ward, made(rows_of(12)), survey).added == 6


def test_a_response_removed_here_does_not_come_back(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(6))).survey
    edits.remove(empty_ward, "response", str(empty_ward.store.rows("response", source_row="2")[0]["id"]))
    file = made(rows_of(6))
    found = survey_import.preview(empty_ward, file, plan_of(empty_ward, file, survey))
    assert found.words == "5 as they are, 1 skipped."
    assert dict(found.skipped) == {"It was removed from the survey here.": 1}


def test_what_each_column_becomes_is_remembered_for_that_survey(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(6)), What_matters="text").survey
    columns = survey_import.begin(empty_ward, made(rows_of(7)), survey).columns
    assert columns[HEADS.index("What matters?")].role == "text"
    assert columns[HEADS.index("Email")].why == "Left out: e-mail addresses."
    elsewhere = survey_import.begin(empty_ward, made(rows_of(7))).columns
    assert elsewhere[HEADS.index("What matters?")].role == "several"


def test_hostile_cells_are_text_and_nothing_more(empty_ward: Document) -> None:
    hostile = ["=cmd|' /C calc'!A1", "a\x00b\x1bc", "x" * 200_000, "\ud800 half", "'); DROP TABLE response;--", "“\n”"]
    rows = [[str(n), words, words] for n, words in enumerate(hostile)]
    file = made(rows, ("ID", "How is it?", "What would you change?"))
    plan = plan_of(empty_ward, file, How_is_it="one", What_would_you_change="text")
    survey = survey_import.bring_in(empty_ward, file, plan).survey
    written = [str(row["words"]) for row in empty_ward.store.rows("comment", survey=survey)]
    assert written[0] == hostile[0]
    assert written[1] == "abc"
    assert len(written[2]) == 20_000
    assert written[4] == hostile[4]
    assert survey_import.bring_in(empty_ward, file, plan._replace(survey=survey)).added == 0


def test_a_survey_whose_answers_were_removed_takes_no_more(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(6))).survey
    edits.edit(empty_ward, "survey", survey, {"emptied_on": "2023-12-01"})
    with pytest.raises(KnownError, match="were removed on 1 Dec 2023"):
        bring(empty_ward, made(rows_of(9)), survey)


def test_a_document_changed_while_the_file_was_read_is_left_alone(empty_ward: Document) -> None:
    file = made(rows_of(6))
    plan = plan_of(empty_ward, file)
    prepared = survey_import.prepare(empty_ward, file, plan)
    edits.add(empty_ward, "survey", {"title": "Another"})
    with pytest.raises(KnownError, match="changed while the file was read"):
        survey_import.write(empty_ward, file, plan, prepared)
    assert not empty_ward.store.rows("response")


def test_a_file_without_a_question_is_refused(empty_ward: Document) -> None:
    file = made([["a@b.org"], ["c@d.org"]], ("Email",))
    with pytest.raises(KnownError, match=r"No column of survey\.csv becomes a question"):
        bring(empty_ward, file)


def test_what_was_prepared_with_a_document_of_another_thread_is_written_with_this_one(empty_ward: Document) -> None:
    from concurrent.futures import ThreadPoolExecutor

    file = made(rows_of(1200))
    plan = plan_of(empty_ward, file)
    told: list[tuple[int, int]] = []

    def work() -> survey_import.Prepared:
        doc = empty_ward.another()
        try:
            return survey_import.prepare(doc, file, plan, progress=lambda done, of, words: told.append((done, of)))
        finally:
            doc.close()

    with ThreadPoolExecutor(1) as pool:
        prepared = pool.submit(work).result()
    assert told == [(1000, 1200)]
    assert not empty_ward.store.rows("response")
    done = survey_import.write(empty_ward, file, plan, prepared)
    assert (done.added, len(empty_ward.store.rows("response", survey=done.survey))) == (1200, 1200)


def test_a_question_made_a_scale_here_stays_one_though_the_file_seems_to_ask_for_one_choice(
    empty_ward: Document,
) -> None:
    heads = ("ID", "How is the library?")
    rows = [[str(n), ("Grand", "Poor")[n % 2]] for n in range(6)]
    survey = bring(empty_ward, made(rows, heads), How_is_the_library="one").survey
    question = empty_ward.store.rows("question", survey=survey)[0]
    edits.edit(empty_ward, "question", str(question["id"]), {"kind": "scale", "options": "Poor\nFair\nGrand"})
    rows.append(["7", "fair"])
    done = bring(empty_ward, made(rows, heads), survey, How_is_the_library="one")
    assert (done.added, done.updated) == (1, 0)
    (after,) = empty_ward.store.rows("question", survey=survey)
    assert (after["kind"], after["options"]) == ("scale", "Poor\nFair\nGrand")
    assert responses(empty_ward, survey)[-1][5] == (("How is the library?", ("Fair",)),)
