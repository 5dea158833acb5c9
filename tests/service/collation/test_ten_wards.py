"""The ten wards of the sample programme: every total of the programme workbook against the ward documents.

The sums are done here from the figures, events and words in the documents, with nothing of what makes a return or
collates one. A document knows more than its return of July to September did; what came later is left out by its day.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ward_desk.service.collation.collate import collate

SAMPLES = Path(__file__).parents[3] / "sample_db"
RETURNS = SAMPLES / "returns" / "2023-24-q2"
DOCUMENTS = [
    SAMPLES / "chesham.ward",
    *(one for one in sorted((SAMPLES / "wards").glob("*.ward")) if not one.stem.startswith("north_northants")),
]
MONTHS = ("2023-07", "2023-08", "2023-09")
YEAR = ("2023-04", "2023-05", "2023-06", *MONTHS)
FIRST, LAST = "2023-07-01", "2023-09-30"
QUARTER, BEFORE = "2023-24-Q2", "2023-24-Q1"
RESIDENTS = "('residents', 'adults', 'under_18s')"
# What Chesham's document says otherwise now than its return of October did, by the words of its sources.
NOT_COUNTED_YET = {("Chesham", "CHE-E08")}  # the tally sheet came in December
CORRECTED = {("Chesham", "Fly-tips reported", "2023-09"): 36.0}
NOT_ENTERED_YET = {("Chesham", "Young people at events who live in the ward", QUARTER)}
MONEY_THEN = {  # what was spent later, and for the Day of Action of December
    ("Chesham", "CHE-M04"): (450000, 300000, 210000),
    ("Chesham", "CHE-M05"): (0, 0, 0),
    ("Chesham", "CHE-M08"): (0, 0, 0),
}
STOOD_OTHERWISE = {  # its letters were still to go, and its homes were still being asked
    ("Chesham", "CHE-07"): ("in_progress", "green"),
    ("Chesham", "CHE-18"): ("in_progress", "green"),
}


def known(part: Iterable[object]) -> bool:
    return any(value is not None for value in part)


def months_to(total: str) -> tuple[str, ...]:
    return {"quarter": MONTHS, "year_to_date": YEAR, "last_quarter": YEAR[:3]}.get(total, (total,))


class Ward:
    """One document, asked with plain queries."""

    def __init__(self, document: Any) -> None:
        self.query = document.store.query
        self.name = str(document.partnership["ward"])
        self.counts = self.query("SELECT * FROM activity_count WHERE sharing <> 'ward' ORDER BY rowid")
        self.begins = self.one("SELECT min(substr(start, 1, 7)) FROM event WHERE status = 'held'")

    def one(self, words: str, *values: Any) -> Any:
        return next(iter(self.query(words, values)[0].values()))

    def stood(self) -> list[tuple[str, str, str]]:
        """Theme, status and rating of each action on the day the return was signed, by its last note till then; one
        without a note had not begun."""
        day = self.one("SELECT signed_on FROM quarterly_return WHERE period = ?", QUARTER)
        rows = self.query(
            "SELECT a.ref, t.label, n.status, n.rating FROM action a LEFT JOIN theme t ON t.id = a.theme"
            " LEFT JOIN progress_note n ON n.rowid = (SELECT rowid FROM progress_note WHERE action = a.id"
            " AND noted_on <= ? ORDER BY noted_on DESC, rowid DESC LIMIT 1)", (day,),
        )  # fmt: skip
        found = [
            (str(row["label"]), *STOOD_OTHERWISE.get((self.name, str(row["ref"])), (row["status"], row["rating"])))
            for row in rows
        ]
        return [(theme, str(status), str(rating)) for theme, status, rating in found if status]

    def month(self, count: Any, period: str) -> tuple[float | None, float | None, float | None]:
        """A period's figure as value, numerator and denominator."""
        if count["computed"]:
            came = self.query(
                "SELECT e.ref, a.number FROM attendance a JOIN event e ON e.id = a.event WHERE e.status = 'held'"
                f" AND a.grouping IN {RESIDENTS} AND substr(e.start, 1, 7) = ?", (period,),
            )  # fmt: skip
            numbers = [row["number"] for row in came if (self.name, row["ref"]) not in NOT_COUNTED_YET]
            return (sum(numbers) if numbers or period >= self.begins else None), None, None
        if (self.name, count["name"], period) in NOT_ENTERED_YET:
            return None, None, None
        rows = self.query("SELECT * FROM figure WHERE activity_count = ? AND period = ?", (count["id"], period))
        sums = [
            sum(given) if (given := [row[key] for row in rows if row[key] is not None]) else None
            for key in ("value", "numerator", "denominator")
        ]
        return CORRECTED.get((self.name, count["name"], period), sums[0]), sums[1], sums[2]

    def figure(self, count: Any, total: str) -> tuple[float | None, float | None, float | None]:
        """What a ward's own count comes to, by its nature: value, numerator and denominator."""
        periods: Iterable[str] = months_to(total)
        if count["frequency"] == "quarterly":
            if total in MONTHS:
                return None, None, None
            periods = {"quarter": [QUARTER], "last_quarter": [BEFORE], "year_to_date": [BEFORE, QUARTER]}[total]
        parts = [part for part in (self.month(count, one) for one in periods) if known(part)]
        if not parts:
            return None, None, None
        if count["nature"] == "stock":
            return parts[-1]
        if count["nature"] == "flow":
            return sum(part[0] for part in parts), None, None
        if count["nature"] == "score":  # how many answered stands where a rate has its base
            base = sum(part[2] for part in parts)
            return sum(part[0] * part[2] for part in parts) / base, None, base
        return None, sum(part[1] for part in parts), sum(part[2] for part in parts)


@pytest.fixture
def wards(open_document, tmp_path):
    """The ten documents."""
    return [Ward(open_document(Path(shutil.copy(one, tmp_path)), read_only=True)) for one in DOCUMENTS]


@pytest.fixture
def tables(tmp_path):
    """The sheets of the programme workbook as lists of rows by their headings, read out of the file."""
    collate([RETURNS], tmp_path / "programme.xlsx", expect="opportunity_bucks")
    book = load_workbook(tmp_path / "programme.xlsx", read_only=True)
    found = {}
    for sheet in book:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        start = next(at for at, row in enumerate(rows) if sum(one is not None for one in row) > 1)
        found[sheet.title] = [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]
    book.close()
    return found


def together(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["Ward"] == "All wards"]


HEADINGS = {
    "2023-07": "Month 1", "2023-08": "Month 2", "2023-09": "Month 3", "quarter": "Quarter",
    "year_to_date": "Year to date", "last_quarter": "Last quarter",
}  # fmt: skip


def test_every_total_of_the_activity_counts_is_what_the_documents_add_up_to(wards, tables) -> None:
    gathered = defaultdict(list)
    for ward in wards:
        for count in ward.counts:
            gathered[str(count["name"]), str(count["unit"])].append((ward, count))
    totals = {(row["Count"], row["Unit"]): row for row in together(tables["Activity counts"])}
    assert set(totals) == set(gathered)
    checked = 0
    for key, kept in gathered.items():
        nature = kept[0][1]["nature"]
        for total, heading in HEADINGS.items():
            # Different people are never added up, whatever the wards give.
            parts = [ward.figure(count, total) for ward, count in kept] if nature != "people" else []
            given = [part for part in parts if known(part)]
            wanted: float | None = None
            if nature in ("flow", "stock") and given:
                wanted = sum(part[0] for part in given)
            elif nature == "rate" and given and total in ("quarter", "year_to_date"):
                wanted = 100 * sum(part[1] for part in given) / sum(part[2] for part in given)
            elif nature == "score" and given and total in ("quarter", "year_to_date"):
                wanted = sum(part[0] * part[2] for part in given) / sum(part[2] for part in given)
            shown = totals[key][heading]
            assert shown == (pytest.approx(wanted) if wanted is not None else None), (key, heading)
            checked += wanted is not None
    assert checked > 150


def total(wards: list[Ward], words: str, *values: Any) -> int:
    return sum(ward.one(words, *values) or 0 for ward in wards)


def test_every_total_of_the_wards_side_by_side_is_what_the_documents_add_up_to(wards, tables) -> None:
    [whole] = together(tables["Wards"])
    money = [
        MONEY_THEN.get((ward.name, row["ref"]), (row["allocated"] or 0, row["committed"] or 0, row["spent"] or 0))
        for ward in wards
        for row in ward.query("SELECT * FROM funding WHERE sharing <> 'ward'")
    ]
    assert [whole[one] for one in ("Allocated", "Committed", "Spent")] == [
        sum(row[at] for row in money) / 100 for at in range(3)
    ]
    came = [ward.figure(count, "quarter") for ward in wards for count in ward.counts if count["computed"]]
    days = (FIRST, LAST)
    held = "SELECT count(*) FROM event WHERE status = 'held' AND substr(start, 1, 10) BETWEEN ? AND ?"
    assert whole["Residents engaged"] == sum(one[0] for one in came)
    assert whole["Events held"] == total(wards, held, *days)
    heard = "SELECT count(*) FROM feedback WHERE sharing <> 'ward' AND {} BETWEEN ? AND ?"
    assert whole["Feedback heard"] == total(wards, heard.format("heard_on"), *days)
    assert whole["Feedback answered"] == total(wards, heard.format("told_on"), *days)
    targets = "SELECT count(*) FROM activity_count WHERE sharing <> 'ward' AND target IS NOT NULL"
    assert whole["Counts with a target"] == total(wards, targets)


def test_every_total_of_the_themes_is_what_the_documents_add_up_to(wards, tables) -> None:
    held: dict[str, list[tuple[str, str]]] = defaultdict(list)
    came: dict[str, int] = defaultdict(int)
    for ward in wards:
        for row in ward.query(
            "SELECT t.label, e.ref, (SELECT sum(a.number) FROM attendance a WHERE a.event = e.id AND a.grouping IN"
            f" {RESIDENTS}) AS came FROM event e JOIN event_theme h ON h.event = e.id JOIN theme t ON t.id = h.theme"
            " WHERE e.status = 'held' AND substr(e.start, 1, 10) BETWEEN ? AND ?", (FIRST, LAST),
        ):  # fmt: skip
            held[str(row["label"])].append((ward.name, str(row["ref"])))
            came[str(row["label"])] += 0 if (ward.name, row["ref"]) in NOT_COUNTED_YET else row["came"] or 0
    rows = together(tables["Themes"])
    assert {row["Theme"]: row["Events held"] for row in rows if row["Events held"]} == {
        theme: len(events) for theme, events in held.items()
    }
    assert {row["Theme"]: row["Residents"] for row in rows if row["Residents"]} == {
        theme: number for theme, number in came.items() if number
    }


def test_every_total_of_the_feedback_by_theme_is_what_the_documents_add_up_to(wards, tables) -> None:
    heard: dict[str, int] = defaultdict(int)
    people: dict[str, int] = defaultdict(int)
    for ward in wards:
        for row in ward.query(
            "SELECT t.label, f.how_many FROM feedback f JOIN feedback_theme h ON h.feedback = f.id"
            " JOIN theme t ON t.id = h.theme WHERE f.sharing <> 'ward' AND"
            " (f.heard_on BETWEEN ? AND ? OR f.told_on BETWEEN ? AND ?)", (FIRST, LAST) * 2,
        ):  # fmt: skip
            heard[str(row["label"])] += 1
            people[str(row["label"])] += row["how_many"] or 0
    rows = [row for row in tables["Feedback by theme"] if row["Things heard"]]
    assert {row["Theme"]: row["Things heard"] for row in rows} == dict(heard)
    assert {row["Theme"]: row["People who said them"] for row in rows} == dict(people)


def test_every_total_of_the_actions_is_what_the_notes_of_the_documents_say(wards, tables) -> None:
    stood = [one for ward in wards for one in ward.stood()]
    themes = sorted({theme for theme, _, _ in stood})
    rows = {row["Theme"]: row for row in together(tables["Themes"])} | {"": together(tables["Wards"])[0]}
    for name in ("", *themes):
        own = [(status, rating) for theme, status, rating in stood if name in ("", theme)]
        now = [rating for status, rating in own if status in ("not_started", "in_progress", "on_hold")]
        wanted = {
            "Open actions": len(now),
            **{word: now.count(word.lower()) for word in ("Green", "Amber", "Red")},
            "Without a rating": now.count(""),
            "Actions completed": sum(1 for status, _ in own if status == "complete"),
        }
        assert {heading: rows[name][heading] for heading in wanted} == wanted, name


def test_every_ward_is_counted_once_and_nothing_is_hidden_behind_a_total(wards, tables) -> None:
    assert [row["Ward"] for row in tables["Returns"]] == sorted(ward.name for ward in wards)
    assert {row["Counted"] for row in tables["Returns"]} == {"Counted"}
    assert together(tables["Wards"])[0]["Status"] == "10 of 10 wards"
