"""Finding and removing what could say who somebody is, in free text as it is typed and before it leaves.

Finds e-mail addresses, UK phone numbers, National Insurance numbers, full postcodes and titled names
(model.md, Privacy is a shape, not a notice). The time grows with the length of the text and no faster,
whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

KINDS: Final = {
    "email": "e-mail address",
    "phone": "phone number",
    "ni": "National Insurance number",
    "postcode": "full postcode",
    "name": "name",
}


class Find(NamedTuple):
    """Something personal in a text: `text` stands from `start` to before `end`; `kind` is in KINDS."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def label(self) -> str:
        """What people read for its kind: "phone number"."""
        return KINDS[self.kind]


def scan(text: str) -> list[Find]:
    """Everything personal in a text, in reading order and never overlapping."""
    found: list[Find] = []
    spans = [(start, -end, kind) for kind, look in _LOOKS.items() for start, end in look(text)]
    reached = 0
    for start, minus_end, kind in sorted(spans):
        if start >= reached:
            reached = -minus_end
            found.append(Find(kind, start, reached, text[start:reached]))
    return found


def redact(text: str, find: Find) -> str:
    """The text with one find replaced by, say, "[removed: phone number]".

    Raises ValueError when the find no longer stands where it was found: scan again after each change.
    """
    if text[find.start : find.end] != find.text:
        raise ValueError(f"The text changed since this {find.label} was found in it.")
    return f"{text[: find.start]}[removed: {find.label}]{text[find.end :]}"


def redact_all(text: str) -> str:
    """The text with every find replaced, until a scan finds nothing."""
    while finds := scan(text):
        pieces, reached = [], 0
        for find in finds:
            pieces += [text[reached : find.start], f"[removed: {find.label}]"]
            reached = find.end
        text = "".join([*pieces, text[reached:]])
    return text


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# No pattern below matches more than some sixty characters or repeats a repetition: that bounds the time.

_GAP = r"[ \t\u00a0\u2009]"
_LOCAL_MARKS: Final = frozenset("._%+'-’&")

_FIGURE = rf"(?:{_GAP}?[().–-]?{_GAP}?[0-9])"

# The first group of a national number has three figures or more, so that 01-12-2023 10:00 stays a date.
_PHONE: Final = rf"""
    (?: (?<![0-9]) \(?\+ | (?<![\w£$€]) (?<![0-9][.,-]) \(?00 ) {_GAP}?44\)?{_GAP}?(?:\(0\)|0)?
        (?:{_FIGURE}{{10}}(?![0-9]) | {_FIGURE}{{9}}(?![0-9]))
  | (?<![\w£$€]) (?<![0-9][.,-])
    (?: (?=\(?0[1-35789][0-9]) \(?0 (?:{_FIGURE}{{10}}(?![0-9]) | {_FIGURE}{{9}}(?![0-9]))
      | 07{_GAP}[0-9]{{3}}{_GAP}?[0-9]{{3}}{_GAP}?[0-9]{{3}}(?![0-9])
      | 7[1-9][0-9]{{8}}(?![0-9])
      | 447[0-9]{{9}}(?![0-9]) )
"""
_NI: Final = rf"(?<![^\W_])[a-z]{{2}}{_GAP}?[-.]?(?:[0-9]{{2}}{_GAP}?[-.]?){{3}}[a-d](?![^\W_])"
_POSTCODE: Final = rf"""
    (?<![^\W_])
    (?: (?P<out>[a-pr-uwyz](?:[0-9][0-9a-z]?|[a-hk-y][0-9][0-9a-z]?)) (?P<gap>{_GAP}{{0,2}}|-)
        (?P<in>[0-9][abd-hjlnp-uw-z]{{2}})
      | gir{_GAP}?0aa )
    (?![^\W_])
"""
_ORDINALS: Final = ("st", "nd", "rd", "th")

_TITLE: Final = rf"""
    (?<!\w)
    (?P<title>[Mm]rs?|MRS?|[Mm]s|MS|[Mm]x|MX|Miss|MISS|[Dd]r|DR|[Cc]llrs?|CLLRS?|[Cc]ouncillors?|COUNCILLORS?
      |[Rr]ev|REV|Revd|Reverend|Prof|Professor|Sir|SIR|Dame|DAME)
    (?: \.{_GAP}{{0,2}} | {_GAP}{{1,2}} )
    (?=[^\W\d_])
"""
_WORD: Final = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])){0,39}"
_JOIN: Final = rf"\.?{_GAP}{{1,2}}|\.(?=[^\W\d_])"
_LINKS: Final = _words("de du da di del della la le van von der den bin ibn al el ap ab st")
_AND: Final = rf"(?:,|{_GAP}(?:and|&)){_GAP}"
_ANY_CASE_AFTER: Final = ("mr", "mrs")
_LONGEST_NAME: Final = 4  # words
_LONGEST_PLACE: Final = 6  # words
_MOST_NAMES: Final = 12

# Words with a capital letter after a title that begin no name.
_NO_NAME: Final = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december and or the a an i we he she they it is was has had will who in on at
    to for of from with by please our your my this that no not but if as all any both also said says
""")
_NO_NAME_AFTER: Final = dict.fromkeys(
    ("cllr", "cllrs", "councillor", "councillors"),
    _words("""
    fund funds funding grant grants surgery surgeries briefing briefings community crowd development champion
    champions call portal email code ward visit visits support role training budget action partnership update
    updates meeting meetings
    """),
) | {"ms": _words("teams word excel office outlook forms sharepoint access powerpoint project society")}
# Places called after somebody: Dr Challoner's Grammar School, Sir William Ramsay School.
_PLACES: Final = _words("""
    school schools college academy hospital university centre center surgery church trust foundation library
    road street avenue close way drive lane park hall house court gardens
""")
_PLACE_TITLES: Final = frozenset(("dr", "sir", "dame"))


@cache
def _pattern(source: str, any_case: bool) -> re.Pattern[str]:
    """A pattern compiled when first needed, which keeps the window's start quick."""
    return re.compile(source, re.VERBOSE | (re.IGNORECASE if any_case else re.NOFLAG))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    at = text.find("@")
    while at >= 0:
        start, end = at, at + 1
        while start > 0 and at - start < 64 and _in_local_part(text[start - 1]):
            start -= 1
        while end < len(text) and end - at < 255 and (text[end].isalnum() or text[end] in ".-"):
            end += 1
        while start < at and text[start] in _LOCAL_MARKS:
            start += 1
        host = text[at + 1 : end].rstrip(".-")
        if start < at and "." in host.lstrip(".") and host[0].isalnum():
            yield start, at + 1 + len(host)
        at = text.find("@", at + 1)


def _in_local_part(character: str) -> bool:
    return character.isalnum() or character in _LOCAL_MARKS


def _phones(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _pattern(_PHONE, True).finditer(text))


def _ni_numbers(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _pattern(_NI, True).finditer(text))


def _postcodes(text: str) -> Iterator[tuple[int, int]]:
    for match in _pattern(_POSTCODE, True).finditer(text):
        if match["in"] and match["in"].endswith(_ORDINALS) and match["gap"] and len(match["out"]) <= 2:
            continue  # "Flat B1 2nd floor"
        yield match.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    for match in _pattern(_TITLE, False).finditer(text):
        title = match["title"].lower()
        end = _name_end(text, match.end(), title)
        if end is None or (title in _PLACE_TITLES and _runs_into_a_place(text, match.end())):
            continue
        if title in ("cllrs", "councillors"):
            end = _last_name_end(text, end, title)
        yield match.start(), end


def _name_end(text: str, at: int, title: str) -> int | None:
    """Where the name that begins at `at` ends, or None when no name does.

    After Mr and Mrs its first word may be in small letters. A lone initial is no name: "Rev B" is a revision.
    """
    end, barred = None, _NO_NAME_AFTER.get(title, frozenset())
    for place in range(_LONGEST_NAME):
        match = _pattern(_WORD, False).match(text, at)
        if match is None:
            break
        word, low = match[0], match[0].lower()
        link = low in _LINKS
        named = word[0].isupper() or (place == 0 and title in _ANY_CASE_AFTER)
        if low in _NO_NAME or (place == 0 and low in barred) or not (named or link):
            break
        owner = len(word) > 2 and low.endswith(("'s", "’s"))
        if not link and (len(word) > 1 or end):
            end = match.end() - (2 if owner else 0)
        joint = _pattern(_JOIN, False).match(text, match.end())
        if owner or joint is None or ("." in joint[0] and len(word) > 1):
            break
        at = joint.end()
    return end


def _last_name_end(text: str, end: int, title: str) -> int:
    """Where "Cllrs Smith, Jones and Khan" ends, from the end of its first name."""
    for _ in range(_MOST_NAMES):
        joint = _pattern(_AND, False).match(text, end)
        reached = joint and _name_end(text, joint.end(), title)
        if not reached:
            break
        end = reached
    return end


def _runs_into_a_place(text: str, at: int) -> bool:
    """Whether the capital words from `at` are those of a place: "Challoner's Grammar School"."""
    for _ in range(_LONGEST_PLACE):
        match = _pattern(_WORD, False).match(text, at)
        if match is None or not match[0][0].isupper():
            return False
        if match[0].lower() in _PLACES:
            return True
        joint = _pattern(_JOIN, False).match(text, match.end())
        if joint is None:
            return False
        at = joint.end()
    return False


_LOOKS = {"email": _emails, "phone": _phones, "ni": _ni_numbers, "postcode": _postcodes, "name": _names}
