"""Similar comments: those that share the rarer words of one, as suggestions; nothing is done to them unseen."""

from __future__ import annotations

import re
from typing import Final

from ward_desk.core.fields import text
from ward_desk.core.records import Row
from ward_desk.service.document import Document
from ward_desk.store import listing, survey_comments

MOST: Final = 30  # shown
_LOOKED_FOR: Final = 6  # of the rarest words of a comment
_LOOKED_AT: Final = 40  # words of a comment
_SHORTEST: Final = 3  # letters of a word that says something by itself
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# British English words that say nothing of what a comment is about.
_SAY_NOTHING = """
    a about above after again all almost already also although always am an and another any anyone anything are
    aren't around as at away back be because been before being below between bit both but by came can can't cannot
    come comes could couldn't did didn't do does doesn't doing don't done down due during each either else enough
    etc even ever every everyone everything far feel few find for from front full further get gets getting give
    given go goes going good got great had hadn't has hasn't have haven't having he her here hers him his how
    however i i'd i'll i'm i've if in into is isn't it it's its just keep know less let like little live lot lots
    made make makes making many may maybe me mean might mine more most much must my near need needed needs never new
    next nice no nobody none nor not nothing now of off often ok on once one ones only onto or other others our ours
    out over own people per perhaps place places please put quite rather really round said same say see seem seems
    several she should shouldn't since so some someone something sometimes somewhere soon still such take than thank
    thanks that that's the their theirs them then there there's these they they're thing things think this those
    though through time times to together too towards under until up upon us use used very via want wanted wants was
    wasn't way we we'd we'll we're we've well went were weren't what what's when where whether which while who whole
    whom whose why will with within without won't would wouldn't yes yet you you're your yours
"""
STOP: Final = frozenset(_SAY_NOTHING.split())


def words_of(comment: str) -> list[str]:
    """The words of a comment that say something, in small letters and in their order."""
    found = (match[0].lower().replace("’", "'") for match in _WORD.finditer(comment))
    return [word for word in found if len(word) >= _SHORTEST and word not in STOP]


def quoted(words: str, *, begins: bool = False) -> str:
    """Words as the search index takes them: one after the other, the last one as a beginning when asked."""
    return f'"{words.replace(chr(34), " ")}"' + ("*" if begins else "")


def similar(doc: Document, comment: str, most: int = MOST) -> list[Row]:
    """The comments most like one, as rows of the list of comments, the likeliest first. A word found in no other record
    tells nothing, and of the others the rarest tell most."""
    row = doc.store.get("comment", comment) or {}
    looked_for: dict[str, int] = {}
    for word in list(dict.fromkeys(words_of(text(row, "words"))))[:_LOOKED_AT]:
        match = _any_number(word)
        if match not in looked_for:
            looked_for[match] = survey_comments.frequency(doc.store, match)
    told = sorted((number, match) for match, number in looked_for.items() if number > 1)[:_LOOKED_FOR]
    if not told:
        return []
    found = survey_comments.alike(doc.store, " OR ".join(match for _, match in told), comment, most)
    return listing.rows(doc.store, survey_comments.LISTING, found)


def _any_number(word: str) -> str:
    """What finds a word and its plural: "buses" is looked for as "bus", with any ending."""
    if len(word) > _SHORTEST + 1 and word.endswith("es"):
        return quoted(word[:-2], begins=True)
    if len(word) > _SHORTEST and word.endswith("s") and not word.endswith(("ss", "'s")):
        return quoted(word[:-1], begins=True)
    return f"({quoted(word)} OR {quoted(word + 's')} OR {quoted(word + 'es')})"
