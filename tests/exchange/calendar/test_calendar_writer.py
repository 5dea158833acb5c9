"""Calendar files written as the standard wants them (RFC 5545)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import icalendar
import pytest

from ward_desk.core.errors import KnownError
from ward_desk.exchange.calendar import calendar_reader, calendar_writer
from ward_desk.exchange.calendar.calendar_file import Entry

NOW = datetime(2023, 12, 18, 9)


def entry(**changes: object) -> Entry:
    return Entry(**{"uid": "1@ward-desk", "title": "Fair", "start": "2024-07-06T10:00", **changes})  # type: ignore[arg-type]


def lines(*entries: Entry) -> list[str]:
    content = calendar_writer.content(entries, "Chesham events", NOW).decode()
    return content.replace("\r\n ", "").split("\r\n")


def test_every_line_ends_as_it_should_and_is_at_most_75_octets() -> None:
    content = calendar_writer.content([entry(title="Über café " * 30, notes="ŵ" * 400)], "Chesham", NOW)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_time_is_local_with_its_zone_and_the_zone_says_when_summer_is() -> None:
    written = lines(entry(end="2024-07-06T12:00"))
    assert "DTSTART;TZID=Europe/London:20240706T100000" in written
    assert "DTEND;TZID=Europe/London:20240706T120000" in written
    zone = written[written.index("BEGIN:VTIMEZONE") : written.index("END:VTIMEZONE")]
    assert "TZID:Europe/London" in zone
    assert [line for line in zone if line.startswith("TZOFFSETTO")] == ["TZOFFSETTO:+0100", "TZOFFSETTO:+0000"]


def test_whole_days_are_dates_and_end_on_the_day_after() -> None:
    written = lines(entry(start="2024-07-06", end="2024-07-07"))
    assert "DTSTART;VALUE=DATE:20240706" in written
    assert "DTEND;VALUE=DATE:20240708" in written
    assert "BEGIN:VTIMEZONE" not in written


@pytest.mark.parametrize(
    ("status", "said", "alarms"),
    [
        ("planned", "TENTATIVE", ["TRIGGER:-P1D", "TRIGGER:-PT1H"]),
        ("held", "CONFIRMED", []),
        ("cancelled", "CANCELLED", []),
    ],
)
def test_its_status_is_said_and_only_what_is_planned_reminds(status: str, said: str, alarms: list[str]) -> None:
    written = lines(entry(status=status))
    assert f"STATUS:{said}" in written
    assert [line for line in written if line.startswith("TRIGGER")] == alarms


def test_whole_days_remind_at_nine_the_day_before() -> None:
    assert [line for line in lines(entry(start="2024-07-06")) if line.startswith("TRIGGER")] == ["TRIGGER:-PT15H"]


def test_what_changed_and_how_often_is_said_in_universal_time() -> None:
    written = lines(entry(edits=4, changed="2023-07-01T10:00:00"))
    assert {"SEQUENCE:4", "LAST-MODIFIED:20230701T090000Z", "DTSTAMP:20230701T090000Z"} <= set(written)


def test_the_file_has_what_every_calendar_must_have() -> None:
    calendar = icalendar.Calendar.from_ical(calendar_writer.content([entry(), entry(uid="2@ward-desk")], "C", NOW))
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"].startswith("-//Ward Desk//")
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    assert len({event["UID"] for event in calendar.walk("VEVENT")}) == 2


def test_a_folder_that_is_not_there_is_said_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        calendar_writer.write(tmp_path / "nowhere" / "a.ics", [entry()], "C", NOW)
    assert caught.value.code == "file.no_folder"


@pytest.mark.parametrize("typed", [r"\N", r"Room \North", "two\nlines", r"\\N and \n", "a; b, c\\"])
def test_words_are_read_back_as_they_were_typed(typed: str) -> None:
    content = calendar_writer.content([entry(venue=typed.split("\n")[0], notes=typed)], "Chesham", NOW)
    [back] = calendar_reader.read_content("a.ics", content, NOW.date()).entries
    assert back.notes == typed
