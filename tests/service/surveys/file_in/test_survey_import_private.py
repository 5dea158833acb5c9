"""What of a survey file never reaches the document, and what is taken out of what does."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.surveys.made_files import GROUPS, HEADS, bring, made, plan_of, responses, rows_of, totals
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.surveys.file_in import survey_import

TEXT = ("ID", "What would you change?")
HARMED = "Ring me on 07700 900123 or write to jo@example.org"


def words(doc: Document, survey: str) -> list[object]:
    return [row["words"] for row in doc.store.rows("comment", survey=survey)]


def test_nothing_of_a_column_that_is_left_out_is_in_the_file_not_even_hashed(
    empty_ward: Document, empty_path: Path
) -> None:
    rows = rows_of(40)
    for number, row in enumerate(rows):
        row[2] = f"unique-{number}-zebra@example.org"
    bring(empty_ward, made(rows))
    empty_ward.undo()
    empty_ward.redo()
    assert b"zebra" not in empty_path.read_bytes()
    heads = HEADS[1:]  # without row ids: known by a hash, in which the left-out column has no part
    survey = bring(empty_ward, made([row[1:] for row in rows], heads, "other.csv")).survey
    other = [[*row[1:2], "somebody@else.org", *row[3:]] for row in rows]
    assert bring(empty_ward, made(other, heads, "other.csv"), survey).same == 40


def test_an_equality_answer_is_no_part_of_what_a_row_is_known_by(empty_ward: Document) -> None:
    heads = ("How safe do you feel?", "Ethnic group", "Why?")
    rows = [[row[3], row[6], row[5]] for row in rows_of(20)]
    survey = bring(empty_ward, made(rows, heads)).survey
    guessed = [[safe, GROUPS[2], why] for safe, _, why in rows]
    assert bring(empty_ward, made(guessed, heads), survey).same == 20


def test_an_equality_answer_stands_beside_nobodys_answers(empty_ward: Document) -> None:
    rows = rows_of(30)
    for row in rows:
        row[6] = f"Quagga {row[6]}"
    file = made(rows)
    plan = plan_of(empty_ward, file)
    at = HEADS.index("Ethnic group")
    columns = list(plan.columns)
    columns[at] = columns[at]._replace(role="equality", characteristic="ethnicity", options=())
    survey = survey_import.bring_in(empty_ward, file, plan._replace(columns=tuple(columns))).survey
    assert sum(int(str(number)) for number in totals(empty_ward, survey).values()) == 30
    connection = empty_ward.store.connection
    told = connection.execute("SELECT record, new FROM change_log WHERE new LIKE '%quagga%'").fetchall()
    assert {row[0] for row in told} == {"equality_total"}
    assert len(told) == 3
    assert not any("uagga" in str(one) for one in responses(empty_ward, survey))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.lists(st.sampled_from(GROUPS), min_size=5, max_size=40))
def test_the_totals_of_a_file_are_the_files_own(empty_ward: Document, groups: list[str]) -> None:
    rows = rows_of(len(groups))
    for row, group in zip(rows, groups, strict=True):
        row[6] = group
    file = made(rows)
    plan = plan_of(empty_ward, file)
    at = HEADS.index("Ethnic group")
    columns = list(plan.columns)
    columns[at] = columns[at]._replace(role="equality", characteristic="ethnicity")
    survey = survey_import.bring_in(empty_ward, file, plan._replace(columns=tuple(columns))).survey
    assert totals(empty_ward, survey) == {("ethnicity", group): groups.count(group) for group in sorted(set(groups))}


def test_a_longer_export_adds_its_new_people_to_the_totals(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(12))).survey
    file = made(rows_of(24))
    found = survey_import.preview(empty_ward, file, plan_of(empty_ward, file, survey))
    assert [(one.before, one.after) for one in found.totals] == [(4, 8)] * 3
    bring(empty_ward, file, survey)
    assert set(totals(empty_ward, survey).values()) == {8}


def test_too_few_new_people_leave_the_totals_alone_and_it_is_said(empty_ward: Document) -> None:
    survey = bring(empty_ward, made(rows_of(12))).survey
    before = totals(empty_ward, survey)
    file = made(rows_of(16))
    found = survey_import.preview(empty_ward, file, plan_of(empty_ward, file, survey))
    assert found.add == 4
    assert not found.totals
    assert any("equality answers of 4 new responses are not counted" in sentence for sentence in found.said)
    bring(empty_ward, file, survey)
    assert totals(empty_ward, survey) == before


def test_what_is_personal_in_free_text_is_shown_and_taken_out(empty_ward: Document, empty_path: Path) -> None:
    file = made([["1", HARMED], ["2", "More benches"]], TEXT)
    plan = plan_of(empty_ward, file, What_would_you_change="text")
    found = survey_import.preview(empty_ward, file, plan)
    assert [(one.row, one.column, one.kind, one.find.text) for one in found.finds] == [
        (2, 1, "phone number", "07700 900123"), (2, 1, "e-mail address", "jo@example.org"),
    ]  # fmt: skip
    assert found.found == 2
    survey = survey_import.bring_in(empty_ward, file, plan).survey
    assert words(empty_ward, survey)[0] == "Ring me on [removed: phone number] or write to [removed: e-mail address]"
    assert b"900123" not in empty_path.read_bytes()


def test_a_find_that_somebody_keeps_stays_and_the_others_go(empty_ward: Document) -> None:
    file = made([["1", HARMED], ["2", "Call 01494 732000"]], TEXT)
    plan = plan_of(empty_ward, file, What_would_you_change="text")
    first, _, shop = survey_import.preview(empty_ward, file, plan).finds
    done = survey_import.bring_in(empty_ward, file, plan, redact={first.key})
    assert words(empty_ward, done.survey) == [
        "Ring me on [removed: phone number] or write to jo@example.org", "Call 01494 732000",
    ]  # fmt: skip
    assert shop.key != first.key
    again = survey_import.bring_in(empty_ward, file, plan._replace(survey=done.survey))
    assert (again.added, again.updated) == (0, 0)  # though all would be taken out now


def test_finds_beyond_those_shown_are_taken_out_whatever_is_kept(empty_ward: Document) -> None:
    file = made([[str(n), f"Call 01494 73{n:04d}"] for n in range(230)], TEXT)
    plan = plan_of(empty_ward, file, What_would_you_change="text")
    found = survey_import.preview(empty_ward, file, plan)
    assert (len(found.finds), found.found) == (200, 230)
    done = survey_import.bring_in(empty_ward, file, plan, redact=frozenset())
    kept = [one for one in words(empty_ward, done.survey) if "removed" not in str(one)]
    assert len(kept) == 200


def test_words_that_somebody_took_out_here_do_not_come_back_with_the_next_export(empty_ward: Document) -> None:
    rows = [["1", "My neighbour Ann at the corner shouts"], ["2", "More benches"], ["3", "Fewer cars"]]
    survey = bring(empty_ward, made(rows, TEXT), What_would_you_change="text").survey
    ann, _, cars = empty_ward.store.rows("comment", survey=survey)
    edits.edit(empty_ward, "comment", str(ann["id"]), {"words": "A neighbour shouts"})
    edits.remove(empty_ward, "comment", str(cars["id"]))
    done = bring(empty_ward, made([*rows, ["4", "Trees"]], TEXT), survey)
    assert (done.added, done.updated) == (1, 0)
    assert words(empty_ward, survey) == ["A neighbour shouts", "More benches", "Trees"]


def test_a_date_of_birth_is_kept_as_an_age_band_and_a_postcode_as_its_sector(
    empty_ward: Document, empty_path: Path
) -> None:
    heads = ("ID", "Completed on", "When were you born?", "Where do you live?", "How is it?")
    file = made([["1", "2023-10-05", "05/10/1998", "hp51ab", "Agree"]], heads)
    roles = {"Completed_on": "answered_on", "When_were_you_born": "birth", "Where_do_you_live": "postcode",
             "How_is_it": "one"}  # fmt: skip
    plan = plan_of(empty_ward, file, **roles)
    survey = survey_import.bring_in(empty_ward, file, plan).survey
    assert responses(empty_ward, survey)[0][1:5] == ("2023-10-05", "", "25-34", "HP5 1")
    content = empty_path.read_bytes()
    assert b"10/1998" not in content  # the year alone may stand in an id by chance
    assert b"1998-10" not in content
    assert b"hp51ab" not in content


def test_nothing_of_a_left_out_column_is_remembered_with_what_it_became(empty_ward: Document) -> None:
    file = made([["a@b.org", "Agree"]], ("Contact", "How is it?"))
    plan = plan_of(empty_ward, file, How_is_it="one")
    seemed = plan.columns[0]._replace(role="out", options=("a@b.org",), wording="a@b.org")
    done = survey_import.bring_in(empty_ward, file, plan._replace(columns=(seemed, plan.columns[1])))
    assert "a@b.org" not in empty_ward.store.setting(survey_import.SETTING + done.survey)


def test_what_people_write_under_other_holds_nothing_personal_among_the_choices(
    empty_ward: Document, empty_path: Path
) -> None:
    rows = [[str(n), ("Poster", "Friend")[n % 2], ("Jobs;Buses;", "Parks;")[n % 2]] for n in range(12)]
    rows += [["12", "Ask Jo on 07700 900555", "Jobs;Write to zebra@example.org;"]]
    survey = bring(empty_ward, made(rows, ("ID", "How did you hear?", "What matters?"))).survey
    (last,) = [one for one in responses(empty_ward, survey) if one[0] == "12"]
    assert last[5] == (
        ("How did you hear?", ("Ask Jo on [removed: phone number]",)),
        ("What matters?", ("Jobs", "Write to [removed: e-mail address]")),
    )
    content = empty_path.read_bytes()
    assert b"900555" not in content
    assert b"zebra" not in content


def test_equality_answers_of_too_few_people_are_nowhere(empty_ward: Document, empty_path: Path) -> None:
    rows = [["1", "Safe", "Quagga"], ["2", "Unsafe", "Okapi"], ["3", "Safe", "Bongo"]]
    survey = bring(empty_ward, made(rows, ("ID", "How safe?", "Ethnic group")), Ethnic_group="equality").survey
    assert len(responses(empty_ward, survey)) == 3
    content = empty_path.read_bytes().lower()
    assert [word for word in (b"quagga", b"okapi", b"bongo") if word in content] == []
    more = [*rows, *([str(n), "Safe", GROUPS[n % 2]] for n in range(4, 16))]
    bring(empty_ward, made(more, ("ID", "How safe?", "Ethnic group")), survey)
    assert totals(empty_ward, survey) == {("ethnicity", group): 6 for group in sorted(GROUPS[:2])}


def test_totals_taken_back_are_not_in_the_log_beside_those_of_one_row_more(empty_ward: Document) -> None:
    bring(empty_ward, made(rows_of(12)))
    empty_ward.undo()
    survey = bring(empty_ward, made(rows_of(13))).survey
    told = empty_ward.store.connection.execute(
        "SELECT coalesce(nullif(new, ''), old) FROM change_log WHERE record = 'equality_total'"
    ).fetchall()
    assert all(survey in row[0] for row in told)
    assert len(told) == 3


def test_nobody_can_try_ages_or_times_against_what_a_row_is_known_by(empty_ward: Document) -> None:
    heads = ("Completion time", "Age", "How safe do you feel?")
    rows = [[f"2023-10-05 14:{n:02d}:00", str(25 + n), "Safe"] for n in range(3)]
    roles = {"Completion_time": "answered_on", "Age": "age_band", "How_safe_do_you_feel": "one"}
    survey = bring(empty_ward, made(rows, heads), **roles).survey
    tried = [[f"2023-10-05 09:{n:02d}:00", str(34 - n), "Safe"] for n in range(3)]
    assert {one[3] for one in responses(empty_ward, survey)} == {"25-34"}
    assert bring(empty_ward, made(tried, heads), survey, **roles).same == 3


def test_an_e_mail_address_is_no_row_id(empty_ward: Document, empty_path: Path) -> None:
    rows = [[f"zebra{n}@example.org", "Safe" if n % 2 else "Unsafe"] for n in range(6)]
    survey = bring(empty_ward, made(rows, ("Email", "How safe?")), Email="source_row", How_safe="one").survey
    assert len(responses(empty_ward, survey)) == 6
    assert b"zebra" not in empty_path.read_bytes()
