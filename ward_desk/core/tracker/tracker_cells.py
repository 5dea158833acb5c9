"""Reading one cell of a tracker: several actions, names, dated lines, milestones, percentages, ratings, choices."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from ward_desk.core.tracker import tracker_dates
from ward_desk.core.tracker.tracker import Cell
from ward_desk.core.tracker.tracker_words import CHOICES, COLOUR_WORDS, NOTHING, STANDINGS, plain

LONGEST_TITLE: Final = 250  # characters; a longer text is told by its first line
_LONGEST_NAMES: Final = 2_000  # characters; a longer text is sentences, with commas of their own
_LONGEST_PART: Final = 250  # of several actions in one cell that only blank lines part
_MARKER: Final = re.compile(
    r"^[ \t]*(?:(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}[.)])\s+|[-–—•●▪◦*·o]\s+|[•●▪]\s*)", re.I
)
_SAID: Final = re.compile(
    r"\s*[-–—:,;(]*\s*\b(?:(?P<done>done|completed?|achieved|delivered)|(?P<due>due|by|target))\b:?\s*(?:on\s+|by\s+)?$",
    re.I,
)


class Items(NamedTuple):
    """The several things one cell lists, and the words before the first of them."""

    before: str
    items: tuple[str, ...]


def listed(text: str) -> Items:
    """What a cell lists: numbered or with bullets, or short paragraphs parted by blank lines. One thing is one item."""
    lines = text.split("\n")
    marked = [at for at, line in enumerate(lines) if _MARKER.match(line)]
    if len(marked) > 1:
        ends = [*marked[1:], len(lines)]
        items = ["\n".join(lines[at:end]) for at, end in zip(marked, ends, strict=True)]
        return Items(
            "\n".join(lines[: marked[0]]).strip(), tuple(_MARKER.sub("", item, count=1).strip() for item in items)
        )
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    if len(blocks) > 1 and all(len(block) <= _LONGEST_PART for block in blocks):
        return Items("", tuple(blocks))
    return Items("", (text.strip(),))


def title(text: str) -> tuple[str, str]:
    """A title in one line, and the words that were too many for it: a cell's further lines, when it is long."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line, ""
    first, _, rest = text.strip().partition("\n")
    if len(first) <= LONGEST_TITLE:
        return " ".join(first.split()), rest.strip()
    return f"{first[:LONGEST_TITLE].rsplit(' ', 1)[0].rstrip()}…", text.strip()


def names(text: str, *, commas: bool = True) -> tuple[str, ...]:
    """Several organisations: by line or semicolon where there is one, else by a slash between spaces or `commas`."""
    commas = commas and len(text) <= _LONGEST_NAMES
    sign = r"[;\n]" if re.search(r"[;\n]", text.strip()) else r",(?![^(]*\))| / " if commas else " / "
    parts = (_MARKER.sub("", part).strip(" ,.;") for part in re.split(sign, text))
    return tuple(dict.fromkeys(part for part in parts if part))


def nothing(text: str) -> bool:
    """Whether the words only say that there is nothing yet: TBC, n/a, none, a dash."""
    return plain(text) in NOTHING or not plain(text)


class Standing(NamedTuple):
    """What words or a colour say of how an action stands."""

    status: str
    rating: str
    exact: bool  # whether the words say this and nothing more
    coloured: bool = False  # whether the words name the colour itself


_CIRCLES: Final = {
    circle: f" {word} "
    for circles, word in (("🔴🟥❤", "red"), ("🟠🟧🟡🟨🧡💛", "amber"), ("🟢🟩💚", "green"), ("🔵🟦💙✅✔☑", "blue"))
    for circle in circles
}


def in_words(text: str) -> str:
    """A rating or status with its coloured circles and ticks as words; a circle before the same word is left off."""
    words = "".join(_CIRCLES.get(one, one) for one in text)
    return text if words == text else re.sub(r"\b(\w+)(\W+\1\b)+", r"\1", " ".join(words.split()), flags=re.I)


def standing(text: str) -> Standing | None:
    """Status and rating from words; None when they say nothing of either."""
    text = in_words(text)
    before, arrow, now = _last_arrow(text)
    if arrow and plain(before) and (read := standing(now)):
        return read._replace(exact=False)  # "G → A": how it stood says nothing now
    words = plain(text)
    if words in STANDINGS:
        exact = not _SIGN.search(text)
        return Standing(*STANDINGS[words], exact=exact, coloured=words in COLOUR_WORDS)
    parts = words.split()
    for end in range(min(len(parts), 4), 0, -1):
        start = " ".join(parts[:end])
        if start in STANDINGS and (len(start) > 1 or _lone_letter(text)):
            return Standing(*STANDINGS[start], exact=False, coloured=start in COLOUR_WORDS)
    return None


_SIGN: Final = re.compile(
    r"[^\w\s\x21-\x7e–—‘’“”•●£\ufe0f\u200b-\u200f]"
)  # an arrow or a face says something of its own


def _last_arrow(text: str) -> tuple[str, str, str]:
    parts = re.split(r"(→|➔|➜|⇒|-+>|=+>)", text)
    return ("".join(parts[:-2]), parts[-2], parts[-1]) if len(parts) > 2 else (text, "", "")


def _lone_letter(text: str) -> bool:
    """ "A - slipped a month" begins with a letter that stands for a rating; "A meeting was held" does not."""
    return bool(re.match(r"\s*[A-Za-z]\s*(?:[-–—:(/.]|\n)", text))


def standing_of_colour(colour: str) -> Standing | None:
    """Status and rating from the colour of a cell; blue is complete, grey says nothing."""
    if colour in ("red", "amber", "green"):
        return Standing("", colour, exact=True, coloured=True)
    return Standing("complete", "", exact=True, coloured=True) if colour == "blue" else None


def choice(target: str, text: str) -> tuple[str, bool]:
    """A code of a choice, "" when no word of it is there, and whether the words say this and nothing more."""
    known, words = CHOICES[target], plain(text)
    if words in known:
        return known[words], True
    begun = [word for word in known if len(word) > 2 and re.match(rf"{word}\b", words)]
    inside = [word for word in known if len(word) > 3 and re.search(rf"\b{word}\b", words)]
    best = max(begun, key=len, default="") or max(inside, key=len, default="")
    return (known[best], False) if best else ("", False)


def percent(cell: Cell, *, shares: bool) -> tuple[int | None, bool]:
    """Whole per cent, and whether the cell says nothing more; `shares` is a column of shares of 1. None for words."""
    found = re.match(r"\s*(\d{1,3}(?:\.\d+)?)\s*(%|per ?cent)?", cell.text, re.I)
    if found is None:
        return None, False
    number = float(found[1])
    share = not found[2] and number % 1 > 0 and (number < 1 or (shares and number < 2))
    if share or (not found[2] and shares and number == 1):
        number *= 100
    rest = cell.text[found.end() :].strip(" .")
    if number > 100 or (rest and not found[2]):
        return None, False
    known = plain(rest) in ("", "complete", "completed", "done")
    sure = shares or not share
    return round(number), known and sure and abs(number - round(number)) < 1e-6


def dated_notes(text: str, today: date) -> tuple[tuple[str | None, str], ...]:
    """An updates cell as notes: a line that begins with a date begins one, and further lines go with it.

    A date without a year is in the past. A date still to come, or a month alone, stays in the words.
    """
    notes: list[tuple[str | None, list[str]]] = []
    for line in text.split("\n"):
        day, rest = _dated(line, today)
        if day or not notes:
            notes.append((day, [rest]))
        else:
            notes[-1][1].append(rest)
    found = [(day, "\n".join(lines).strip()) for day, lines in notes]
    return tuple(_with_words(found))


def _with_words(notes: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """The notes that have words; a date alone is said in words."""
    return [(day, words or f"Dated {day}") for day, words in notes if day or words]


_LINE_DATE: Final = re.compile(
    r"^[\s\[(•*\-–—]*(?:update[sd]?\s+|as at\s+|as of\s+)?"
    rf"(?P<day>{tracker_dates.DAY.pattern})[\])]?\s*(?:[-–—:.,]+|\s|$)\s*",
    re.I,
)


def _dated(line: str, today: date) -> tuple[str | None, str]:
    found = _LINE_DATE.match(line)
    if found is None:
        return None, line
    words = found["day"]
    read = tracker_dates.read(Cell(words, words), today)
    day = read.day
    if day and day > today and read.sentence:
        day = day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else None
    if day is None or day > today:
        return None, line
    return day.isoformat(), line[found.end() :].strip()


class ReadMilestone(NamedTuple):
    """One milestone: its title, and when it is due and was done as ISO dates."""

    title: str
    due: str | None
    done: str | None


def milestones(text: str, today: date) -> tuple[ReadMilestone, ...]:
    """Milestones, one a line, bullet or semicolon: "Venue booked (due 1 Nov 2023, done 30 Oct 2023)"."""
    items = listed(text)
    lines = [items.before, *items.items] if len(items.items) > 1 else re.split(r"[\n;]", text)
    found = (_milestone(" ".join(_MARKER.sub("", line).split()), today) for line in lines)
    return tuple(one for one in found if one.title)


def _milestone(words: str, today: date) -> ReadMilestone:
    """The dates at the end of a milestone's words, or one before them; a date anywhere else stays in its words."""
    due = done = None
    title = words
    while True:
        days = list(tracker_dates.DAY.finditer(title))
        if not days or title[days[-1].end() :].strip(" .),;]✓✔☑"):
            break
        day = tracker_dates.read(Cell(days[-1].group(), days[-1].group()), today).day
        before = title[: days[-1].start()]
        said = _SAID.search(before)
        if day is None or (due and not (said and said["done"])) or (done and said and said["done"]):
            break
        is_done = bool(said and said["done"]) or bool(re.search("[✓✔☑]", title[days[-1].end() :]))
        due, done = (due, day.isoformat()) if is_done else (day.isoformat(), done)
        title = (before[: said.start()] if said else before).rstrip(" -–—:,(;[")
    if due is None and done is None and (found := _LINE_DATE.match(title)) and title[found.end() :]:
        day = tracker_dates.read(Cell(found["day"], found["day"]), today).day
        if day:
            due, title = day.isoformat(), title[found.end() :].strip()
    return ReadMilestone(title or words, due, done)
