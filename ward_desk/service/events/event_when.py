"""Event when: when an event is, from its start to its end, as one line people read and type."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from ward_desk.core.records import Value
from ward_desk.core.typed import TypedError, read_date, read_datetime, show_datetime

_TO = re.compile(r"\s+(?:to|until|till)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[ap]\.?m\.?)?|noon|midday|midnight)"
_HYPHEN = re.compile(rf"(.*?)({_CLOCK}) ?- ?({_CLOCK})", re.IGNORECASE)  # 10-3pm, 10:00-15:00
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}(?:[.:][0-9]{2})? ?[ap]\.?m\.?|noon|midday|midnight", re.IGNORECASE)
_HOUR = re.compile(r"(?:(.*?)[\s,]+)??(?:at )?([0-9]{1,2}|[0-9]{1,2}\.[0-9]{2})", re.IGNORECASE)  # 13 dec 10
_MORNING: Final = 7  # a bare hour before it is one of the afternoon: nobody meets at 2 in the night
_LATE, _EARLY = time(17), time(6)  # an evening may end after midnight


def show(start: Value, end: Value) -> str:
    """When an event is: "Wed 13 Dec 2023, 10:00 to 15:00"; the end with its day where that is another one."""
    begins, ends = _said(start), _said(end)
    if not begins or not ends or start == end:
        return begins or (f"until {ends}" if ends else "")
    same_day = str(start)[:10] == str(end)[:10]
    return f"{begins} to {ends.rpartition(', ')[2] if same_day and len(str(end)) > 10 else ends}"


def read(text: str, today: date, day: date | None = None) -> tuple[str, str]:
    """(start, end) ready to store, from "13 dec 10:00 to 3pm", "13 dec 10-3", "13/12 to 15/12"; "" for what is not
    said. Times alone are those of `day`. Raises TypedError."""
    words = " ".join(text.split())
    if words.lower().startswith("until "):
        return "", _stored(read_datetime(words[6:], today))
    first, last = _parts(words)
    if not last:
        return (_stored(_begin(first, today, day)), "") if first else ("", "")
    hour = _HOUR.fullmatch(first)
    ends = _clock(last, bare=hour is not None or bool(_ends_in_time(first)))
    if ends is None:
        begins, until = _begin(first, today, day), read_datetime(last, today)
        if _moment(until) < _moment(begins):
            raise TypedError("It would end before it starts. Correct one of the two times.")
        return _stored(begins), _stored(until)
    if hour is not None and not _TIME.fullmatch(first):
        bare = _bare(hour[2])
        later = bare.replace(hour=bare.hour + 12) if bare.hour < 12 else bare
        begins_at = _afternoon(bare) if _is_bare(last) else later if later < ends else bare
        begins = datetime.combine(read_date(hour[1], today) if hour[1] else _known(day), begins_at)
    else:
        begins = _begin(first, today, day)
    if not isinstance(begins, datetime):
        raise TypedError("Type the time it starts as well, such as 13 Dec, 10:00 to 15:00.")
    if _is_bare(last) and ends <= begins.time() and ends.hour < 12:  # 10 to 3
        ends = ends.replace(hour=ends.hour + 12)
    return _stored(begins), _stored(_after(begins, ends))


def _said(value: Value) -> str:
    text = str(value or "")
    try:
        return show_datetime(date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text))
    except ValueError:
        return text


def _parts(words: str) -> tuple[str, str]:
    """What stands before and behind the "to"; nothing behind when there is none."""
    found = _TO.search(words)
    if found:
        return words[: found.start()].strip(), words[found.end() :].strip()
    hyphen = _HYPHEN.fullmatch(words)
    # 13-12 is a day; hours only behind a day that is written out, or with one of the two clearly a time.
    if hyphen and (
        _TIME.fullmatch(hyphen[2]) or _TIME.fullmatch(hyphen[3]) or re.search(r"[a-z]{3}\W*$", hyphen[1], re.I)
    ):
        return f"{hyphen[1]}{hyphen[2]}".strip(), hyphen[3]
    return words, ""


def _begin(words: str, today: date, day: date | None) -> datetime | date:
    if _TIME.fullmatch(words):
        return _datetime(f"{_known(day).isoformat()} {words}", today)
    return read_datetime(words, today)


def _clock(words: str, *, bare: bool) -> time | None:
    """The time of the day that words are; a bare hour is one only where `bare`."""
    if _TIME.fullmatch(words):
        return _datetime(f"2000-01-01 {words}", date(2000, 1, 1)).time()
    return _bare(words) if bare and _is_bare(words) else None


def _datetime(words: str, today: date) -> datetime:
    found = read_datetime(words, today)
    assert isinstance(found, datetime)  # there is a time in it
    return found


def _is_bare(words: str) -> bool:
    return re.fullmatch(r"[0-9]{1,2}(\.[0-9]{2})?", words) is not None


def _bare(words: str) -> time:
    hour, _, minute = words.partition(".")
    if int(hour) > 23 or int(minute or 0) > 59:
        raise TypedError(f"There is no time {words}. Type it as 10:00, 14:30 or 2:30pm.")
    return time(int(hour), int(minute or 0))


def _afternoon(at: time) -> time:
    return at.replace(hour=at.hour + 12) if at.hour < _MORNING else at


def _ends_in_time(words: str) -> bool:
    return bool(re.search(rf"(?:^|[\s,])(?:{_TIME.pattern})$", words, re.IGNORECASE))


def _after(begins: datetime, ends: time) -> datetime:
    end = datetime.combine(begins.date(), ends)
    if end >= begins:
        return end
    if begins.time() >= _LATE and ends <= _EARLY:
        return end + timedelta(days=1)
    raise TypedError("It would end before it starts. Correct one of the two times.")


def _known(day: date | None) -> date:
    if day is None:
        raise TypedError("Type the day as well, such as 13 Dec, 10:00 to 15:00.")
    return day


def _moment(when: datetime | date) -> str:
    return when.isoformat()[:10] if not isinstance(when, datetime) else when.isoformat(timespec="minutes")


def _stored(when: datetime | date) -> str:
    return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()
