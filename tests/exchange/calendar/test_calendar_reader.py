"""Calendar files from anywhere, read: times, repeats, people left out, and files that mean no good."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ward_desk.core.errors import KnownError
from ward_desk.exchange.calendar import calendar_reader
from ward_desk.exchange.calendar.calendar_file import MOST_EVENTS, CalendarFile
from ward_desk.exchange.calendar.calendar_file import times as times_of

TODAY = date(2023, 12, 18)


def event(*lines: str, uid: str = "one") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*events: str, maker: str = "-//Somebody//Else//EN") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{maker}\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def read(*events: str, maker: str = "-//Somebody//Else//EN") -> CalendarFile:
    return calendar_reader.read_content("parish.ics", calendar(*events, maker=maker), TODAY)


def times(*lines: str) -> tuple[str, str]:
    [entry] = read(event(*lines)).entries
    return entry.start, entry.end


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART;VALUE=DATE:20240706"], ("2024-07-06", "")),
        (["DTSTART;VALUE=DATE:20240706", "DTEND;VALUE=DATE:20240707"], ("2024-07-06", "")),
        (["DTSTART;VALUE=DATE:20240706", "DTEND;VALUE=DATE:20240708"], ("2024-07-06", "2024-07-07")),
        (["DTSTART;VALUE=DATE:20240706", "DURATION:P2D"], ("2024-07-06", "2024-07-07")),
        (["DTSTART:20240706T100000", "DTEND:20240706T120000"], ("2024-07-06T10:00", "2024-07-06T12:00")),
        (["DTSTART:20240706T100000", "DURATION:PT90M"], ("2024-07-06T10:00", "2024-07-06T11:30")),
        (["DTSTART:20240706T230000Z", "DTEND:20240707T010000Z"], ("2024-07-07T00:00", "2024-07-07T02:00")),
        (["DTSTART:20240106T100000Z"], ("2024-01-06T10:00", "")),
        (["DTSTART;TZID=Europe/Paris:20240706T100000"], ("2024-07-06T09:00", "")),
        (["DTSTART;TZID=GMT Standard Time:20240706T100000"], ("2024-07-06T10:00", "")),
    ],
)
def test_times_are_those_of_the_clock_on_the_wall_of_the_ward(lines: list[str], expected: tuple[str, str]) -> None:
    assert times(*lines) == expected


def test_a_zone_nobody_knows_is_taken_as_local_and_said() -> None:
    file = read(event("DTSTART;TZID=Village/Clock:20240706T100000"))
    assert file.entries[0].start == "2024-07-06T10:00"
    assert file.said == ("1 event in a time zone nobody knows: the times are taken as local ones.",)


def test_an_end_before_the_start_is_left_out_and_said() -> None:
    file = read(event("DTSTART:20240706T100000", "DTEND:20240706T090000"))
    assert (file.entries[0].start, file.entries[0].end) == ("2024-07-06T10:00", "")
    assert file.said == ("1 event ended before it began: the end is left out.",)


@pytest.mark.parametrize(
    "line",
    [
        "SUMMARY:No day",
        "DTSTART:soon",
        f"DTSTART;TZID={'x' * 3_000}:20240706T100000",
        "DTSTART:20241301",
        "DTSTART:00010101T000000Z",
    ],
)
def test_an_event_without_a_date_is_left_out_and_said(line: str) -> None:
    file = read(event(line, uid="two"), event("DTSTART:20240706", uid="three"))
    assert [entry.uid for entry in file.entries] == ["three"]
    assert file.said == ("1 event without a date that can be read: left out.",)


def test_names_and_addresses_of_people_are_never_read() -> None:
    file = read(
        event(
            "DTSTART:20240706", "SUMMARY:Fair", "ORGANIZER;CN=Jo Bloggs:mailto:jo@parish.example",
            "ATTENDEE;CN=\"Sam\":mailto:sam@parish.\r\n example", "CONTACT:Jo", "COMMENT:From Jo",
        )
    )  # fmt: skip
    assert "Jo" not in repr(file.entries)
    assert "sam" not in repr(file)
    assert file.said == ("3 names and addresses of people invited: left out, the desk keeps none.",)


def test_words_are_put_together_and_their_marks_taken_off() -> None:
    [entry] = read(
        event("DTSTART:20240706", "SUMMARY:Tea\\, cake\\; and\r\n  talk", "LOCATION:Hall\\nBroad Street",
              "DESCRIPTION:One\\nTwo\\\\", "CATEGORIES:Health,Jobs\\, skills")
    ).entries  # fmt: skip
    assert (entry.title, entry.venue, entry.notes) == ("Tea, cake; and talk", "Hall Broad Street", "One\nTwo\\")
    assert entry.themes == ("Health", "Jobs, skills")


def test_a_confirmed_event_was_held_only_when_the_file_is_ours() -> None:
    lines = event("DTSTART:20240706", "STATUS:CONFIRMED")
    assert read(lines).entries[0].status == "planned"
    assert read(lines, maker="-//Ward Desk//Ward Desk 0.3.0//EN").entries[0].status == "held"
    assert read(event("DTSTART:20240706", "STATUS:cancelled")).entries[0].status == "cancelled"


def test_a_repeating_event_becomes_its_dates_without_those_taken_out_and_with_those_moved() -> None:
    file = read(
        event("SUMMARY:Coffee", "DTSTART;TZID=Europe/London:20240104T100000", "DURATION:PT1H",
              "RRULE:FREQ=WEEKLY;UNTIL=20240201T100000Z", "EXDATE;TZID=Europe/London:20240118T100000"),
        event("SUMMARY:Coffee, in the park", "DTSTART;TZID=Europe/London:20240126T140000",
              "RECURRENCE-ID;TZID=Europe/London:20240125T100000"),
    )  # fmt: skip
    assert [(one.uid, one.title, one.start, one.end) for one in file.entries] == [
        ("one#20240104T1000", "Coffee", "2024-01-04T10:00", "2024-01-04T11:00"),
        ("one#20240111T1000", "Coffee", "2024-01-11T10:00", "2024-01-11T11:00"),
        ("one#20240125T1000", "Coffee, in the park", "2024-01-26T14:00", ""),
        ("one#20240201T1000", "Coffee", "2024-02-01T10:00", "2024-02-01T11:00"),
    ]
    assert file.said == ("“Coffee” repeats: 4 dates are read, up to 1 Feb 2024.",)


def test_a_time_stays_the_same_over_the_change_to_summer_time() -> None:
    file = read(event("DTSTART;TZID=Europe/London:20240328T100000", "RRULE:FREQ=WEEKLY;COUNT=2"))
    assert [one.start for one in file.entries] == ["2024-03-28T10:00", "2024-04-04T10:00"]


def test_what_repeats_without_end_is_read_for_a_year_from_today_and_100_dates_at_most() -> None:
    weekly = read(event("DTSTART;VALUE=DATE:20150105", "RRULE:FREQ=WEEKLY")).entries
    assert weekly[0].start == "2023-12-18"
    assert weekly[-1].start == "2024-12-16"
    assert len(read(event("DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=DAILY")).entries) == 100


def test_what_has_stopped_repeating_is_read_from_its_first_date() -> None:
    for end in ("COUNT=3", "UNTIL=20230920"):
        file = read(event("DTSTART;VALUE=DATE:20230904", f"RRULE:FREQ=WEEKLY;{end}"))
        assert [one.start for one in file.entries] == ["2023-09-04", "2023-09-11", "2023-09-18"]
    assert len(read(event("DTSTART;VALUE=DATE:20231204", "RRULE:FREQ=WEEKLY;COUNT=4")).entries) == 2  # two are past


def test_a_rule_that_cannot_be_read_gives_its_first_date_and_says_so() -> None:
    file = read(event("SUMMARY:Bells", "DTSTART:20240101T100000", "RRULE:FREQ=SECONDLY"))
    assert [one.start for one in file.entries] == ["2024-01-01T10:00"]
    assert file.said == ("“Bells” repeats in a way that can't be read: only its first date is.",)


def test_of_the_same_event_twice_the_later_version_counts() -> None:
    first = event("DTSTART:20240706", "SUMMARY:New", "SEQUENCE:3")
    assert [one.title for one in read(first, event("DTSTART:20240706", "SUMMARY:Old", "SEQUENCE:2")).entries] == ["New"]


def test_an_event_without_a_reference_is_found_again_by_its_words_and_day() -> None:
    lines = "BEGIN:VEVENT\r\nSUMMARY:Fair\r\nDTSTART:20240706\r\nEND:VEVENT\r\n"
    assert read(lines).entries[0].uid == read(lines).entries[0].uid != ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_however_the_text_is_written_it_is_read(encoding: str, ends: str) -> None:
    text = calendar(event("DTSTART:20240706", "SUMMARY:Fête at the café")).decode().replace("\r\n", ends)
    [entry] = calendar_reader.read_content("a.ics", text.encode(encoding), TODAY).entries
    assert entry.title == "Fête at the café"


def code_of(content: bytes) -> str:
    with pytest.raises(KnownError) as caught:
        calendar_reader.read_content("a.ics", content, TODAY)
    assert caught.value.safe == "Nothing was changed."
    return caught.value.code


def test_what_is_no_calendar_is_refused() -> None:
    assert code_of(b"") == code_of(b"%PDF-1.7") == code_of(bytes(range(256))) == "calendar.not_one"
    assert code_of(calendar()) == "calendar.empty"


def test_more_events_than_a_ward_has_are_refused() -> None:
    lines = event("DTSTART:20240706", uid="x")
    assert code_of(calendar(*[lines] * (MOST_EVENTS + 1))) == "calendar.too_large"
    rule = "RRULE:FREQ=DAILY"
    many = [event("DTSTART;VALUE=DATE:20240101", rule, uid=str(number)) for number in range(30)]
    assert code_of(calendar(*many)) == "calendar.too_large"


def test_a_file_far_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.ics"
    with path.open("wb") as file:
        file.truncate(6_000_000)
    with pytest.raises(KnownError) as caught:
        calendar_reader.read(path, TODAY)
    assert caught.value.code == "calendar.too_large"
    with pytest.raises(KnownError) as gone:
        calendar_reader.read(tmp_path / "gone.ics", TODAY)
    assert gone.value.code == "file.cannot_read"


def test_a_file_cut_off_keeps_the_events_before() -> None:
    content = calendar(event("DTSTART:20240706", uid="whole"), event("DTSTART:20240707", uid="half"))
    file = calendar_reader.read_content("a.ics", content[: content.index(b"END:VEVENT\r\nEND:VCALENDAR")], TODAY)
    assert [one.uid for one in file.entries] == ["whole"]
    assert file.said == ("The file ends in the middle of an event: that one is left out.",)


def test_nests_alarms_and_lines_without_end_do_no_harm() -> None:
    deep = "BEGIN:X\r\n" * 50_000
    alarm = "BEGIN:VALARM\r\nSUMMARY:Alarm\r\nDTSTART:20200101\r\nEND:VALARM"
    nested = f"BEGIN:VEVENT\r\nUID:n\r\nDTSTART:20240706\r\n{alarm}\r\nSUMMARY:{'x' * 100_000}\r\nEND:VEVENT\r\n"
    [entry] = calendar_reader.read_content("a.ics", calendar(nested) + deep.encode(), TODAY).entries
    assert (entry.start, entry.title) == ("2024-07-06", "x" * 300)


GOOD = calendar(
    event("SUMMARY:Tea\\, cake", "DTSTART;TZID=Europe/London:20240104T100000", "DURATION:PT1H", "CATEGORIES:a,b",
          "RRULE:FREQ=MONTHLY;BYDAY=1TH;COUNT=4", "EXDATE;TZID=Europe/London:20240201T100000", "STATUS:TENTATIVE"),
    event("DTSTART;VALUE=DATE:20240706", "DTEND;VALUE=DATE:20240708", "RDATE;VALUE=DATE:20240901", uid="two"),
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 12), st.binary(max_size=8) | st.sampled_from(
            [b"9", b"-", b"T", b";", b":", b"\r\n", b"=", b",", b"0", b"Z", b"P", b'"', b"\\"]
        )), max_size=6,
    )
)  # fmt: skip
@example([(GOOD.index(b"VALUE=DATE") + len(b"VALUE="), 0, b",")])
def test_a_file_damaged_anywhere_is_read_or_refused_in_words(changes: list[tuple[int, int, bytes]]) -> None:
    content = GOOD
    for place, length, words in changes:
        content = content[:place] + words + content[place + length :]
    try:
        file = calendar_reader.read_content("a.ics", content, TODAY)
    except KnownError:
        return
    for one in file.entries:
        assert times_of(one.start, one.end) == (one.start, one.end)
        assert one.title
        assert one.uid


def test_rules_made_to_take_for_ever_do_not() -> None:
    lines = event("DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=999999999")
    assert [one.start for one in read(lines).entries] == ["2024-01-01"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ('<b>Bring gloves</b>&nbsp\\; see<br>the <a href="https://moor.example">map</a>', "Bring gloves  see\nthe map"),
        ("<html><body><p>One</p><p>Two</p></body></html>", "One\nTwo"),
        ("Ages < 11 & > 4, AT&amp\\;T", "Ages < 11 & > 4, AT&amp;T"),
    ],
)
def test_a_description_written_as_a_web_page_is_read_as_plain_words(words: str, kept: str) -> None:
    [entry] = read(event("DTSTART:20240706T100000", f"DESCRIPTION:{words}")).entries
    assert entry.notes == kept


def test_an_event_with_two_beginnings_and_no_name_of_its_own_begins_with_the_first() -> None:
    file = read("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20240706\r\nDTSTART;VALUE=DATE:20240707\r\nEND:VEVENT\r\n")
    assert [entry.start for entry in file.entries] == ["2024-07-06"]
    assert file.entries[0].uid


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_way_to_another_program_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.ics"
    os.mkfifo(path)
    with pytest.raises(KnownError, match="not a file but a way") as refused:
        calendar_reader.read(path, TODAY)
    assert "pipe.ics" in refused.value.happened
