"""Survey comments: queries of what people wrote, how far it is sorted, what is like it, and which needs it went into.

The search index holds every comment's words; what is alike and what a rule catches is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ward_desk.core.records import Row
from ward_desk.store.listing import CHUNK, Listing
from ward_desk.store.rows import Store

_COUNTED_UP_TO: Final = 20_000  # records a word is in; it is common then, however many more there are

_THEMES = (
    "(SELECT group_concat(words, ', ') FROM (SELECT coalesce(nullif(t.short_label, ''), t.label) AS words"
    " FROM comment_theme e JOIN theme t ON t.id = e.theme WHERE e.comment = r.id ORDER BY t.position))"
)

# A comment is sorted when anything was decided about it; r is the comment.
SORTED = (
    "(r.no_reply = 1 OR r.need IS NOT NULL OR r.priority IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM comment_theme e WHERE e.comment = r.id))"
)

LISTING = Listing(
    source="comment r LEFT JOIN survey s ON s.id = r.survey LEFT JOIN question q ON q.id = r.question"
    " LEFT JOIN response x ON x.id = r.response LEFT JOIN feedback n ON n.id = r.need"
    " LEFT JOIN priority p ON p.id = r.priority",
    columns={
        "words": "r.words", "themes": _THEMES, "need": "coalesce(n.ref, '')", "priority": "coalesce(p.title, '')",
        "no_reply": "r.no_reply", "survey": "coalesce(s.title, '')", "opens": "coalesce(s.opens, s.closes)",
        "question": "coalesce(q.wording, '')", "answered_on": "x.answered_on", "age_band": "coalesce(x.age_band, '')",
        "area": "coalesce(x.area, '')", "channel": "coalesce(x.channel, '')", "illustrative": "r.illustrative",
    },
    words=("r.words",),
    filters={
        "survey": "r.survey = ?", "question": "r.question = ?", "need": "r.need = ?",
        "theme": "r.id IN (SELECT comment FROM comment_theme WHERE theme = ?)",
        "sorted=no": f"NOT {SORTED}", "sorted=yes": SORTED, "sorted=no_reply": "r.no_reply = 1",
    },
    sort="opens",
    descending=True,
)  # fmt: skip


def _scope(survey: str, question: str) -> tuple[str, list[str]]:
    """The condition that leaves the comments r of one survey and one question; "" stands for every one."""
    asked = [(name, value) for name, value in (("survey", survey), ("question", question)) if value]
    return " AND ".join(f"r.{name} = ?" for name, _ in asked) or "1", [value for _, value in asked]


def progress(store: Store, survey: str = "", question: str = "") -> tuple[int, int]:
    """How many comments are sorted, and how many there are, of one survey or question or of all."""
    where, values = _scope(survey, question)
    row = store.connection.execute(f"SELECT total({SORTED}), count(*) FROM comment r WHERE {where}", values).fetchone()
    return int(row[0]), int(row[1])


def by_theme(store: Store, survey: str = "", question: str = "") -> dict[str, int]:
    """How many comments each theme has, of one survey or question or of all; one comment counts in each of its
    themes."""
    where, values = _scope(survey, question)
    joined = "" if where == "1" else "JOIN comment r ON r.id = e.comment"
    return {
        row[0]: row[1]
        for row in store.connection.execute(
            f"SELECT e.theme, count(*) FROM comment_theme e {joined} WHERE {where} GROUP BY e.theme", values
        )
    }


def first_unsorted(store: Store, ids: Sequence[str]) -> str | None:
    """The first of these comments that nothing was decided about."""
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        asked = f"SELECT r.id FROM comment r WHERE r.id IN ({', '.join('?' * len(part))}) AND NOT {SORTED}"
        found = {row[0] for row in store.connection.execute(asked, part)}
        if found:
            return next(one for one in part if one in found)
    return None


def some(store: Store, ids: Sequence[str]) -> list[Row]:
    """These comments in this order, each with `answered_on` and with the `sharing`, `title`, `ref` and `closes` of its
    survey; one that has gone since is left out."""
    found: dict[str, Row] = {}
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        for row in store.query(
            "SELECT r.*, x.answered_on, s.sharing, s.title, s.ref, s.closes FROM comment r"
            " LEFT JOIN response x ON x.id = r.response LEFT JOIN survey s ON s.id = r.survey"
            f" WHERE r.id IN ({', '.join('?' * len(part))})",
            part,
        ):
            found[str(row["id"])] = row
    return [found[one] for one in ids if one in found]


def themes_of(store: Store, ids: Sequence[str]) -> dict[str, set[str]]:
    """The themes of each of these comments."""
    found: dict[str, set[str]] = {one: set() for one in ids}
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        for row in store.connection.execute(
            f"SELECT comment, theme FROM comment_theme WHERE comment IN ({', '.join('?' * len(part))})", part
        ):
            found[row[0]].add(row[1])
    return found


def needs(store: Store) -> list[Row]:
    """Every feedback item with how many comments stand behind it (`comments`), those with most first and the others by
    when they were heard, last first."""
    return store.query(
        "SELECT f.id, f.ref, f.words, f.how_many, coalesce(c.number, 0) AS comments FROM feedback f"
        " LEFT JOIN (SELECT need, count(*) AS number FROM comment WHERE need IS NOT NULL GROUP BY need) c"
        " ON c.need = f.id ORDER BY comments DESC, f.heard_on DESC, f.rowid DESC"
    )


def of_need(store: Store, need: str, most: int = -1) -> list[Row]:
    """The comments behind a feedback item, in the order they came; at most so many."""
    return store.query("SELECT * FROM comment WHERE need = ? ORDER BY rowid LIMIT ?", (need, most))


def number_of_need(store: Store, need: str) -> int:
    """How many comments stand behind a feedback item."""
    return store.number("SELECT count(*) FROM comment WHERE need = ?", (need,))


def grouped(store: Store, responses: Sequence[str]) -> list[str]:
    """The comments of these responses that stand behind a feedback item."""
    found: list[str] = []
    for at in range(0, len(responses), CHUNK):
        part = responses[at : at + CHUNK]
        asked = f"SELECT id FROM comment WHERE need IS NOT NULL AND response IN ({', '.join('?' * len(part))})"
        found += [row[0] for row in store.connection.execute(asked, part)]
    return found


def grouped_at(store: Store, question: str) -> list[str]:
    """The comments to this question that stand behind a feedback item."""
    asked = "SELECT id FROM comment WHERE need IS NOT NULL AND question = ?"
    return [row[0] for row in store.connection.execute(asked, (question,))]


# ---- by their words


def frequency(store: Store, match: str) -> int:
    """How many records what is looked for is in, counted no further than makes it common."""
    return store.number(
        "SELECT count(*) FROM (SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT ?)", (match, _COUNTED_UP_TO)
    )


def alike(store: Store, match: str, but: str, most: int) -> list[str]:
    """The comments that hold anything looked for, those with most of it and with the rarest first (bm25), but one."""
    return [
        row[0]
        for row in store.connection.execute(
            "SELECT s.row_id FROM search_words w JOIN search_row s ON s.docid = w.rowid"
            " WHERE search_words MATCH ? AND s.record = 'comment' AND s.row_id <> ? ORDER BY rank, w.rowid LIMIT ?",
            (match, but, most),
        )
    ]


def caught(store: Store, match: str, survey: str = "") -> list[str]:
    """The comments that hold anything looked for, of one survey or of all, in the order they came."""
    where, values = _scope(survey, "")
    return [
        row[0]
        for row in store.connection.execute(
            "SELECT r.id FROM search_words w JOIN search_row s ON s.docid = w.rowid JOIN comment r ON r.id = s.row_id"
            f" WHERE search_words MATCH ? AND s.record = 'comment' AND {where} ORDER BY r.rowid",
            (match, *values),
        )
    ]


def marked(store: Store, match: str, ids: Sequence[str], before: str, after: str) -> dict[str, str]:
    """The words of these few comments, with what was looked for between two marks."""
    return {
        row[0]: row[1]
        for row in store.connection.execute(
            "SELECT s.row_id, highlight(search_words, 0, ?, ?) FROM search_words w JOIN search_row s"
            " ON s.docid = w.rowid WHERE search_words MATCH ? AND s.record = 'comment'"
            f" AND w.rowid IN (SELECT docid FROM search_row WHERE record = 'comment'"
            f" AND row_id IN ({', '.join('?' * len(ids))}))",
            (before, after, match, *ids),
        )
    }


def unsorted_words(store: Store, survey: str, most: int) -> Iterator[str]:
    """What the comments say that nothing was decided about, the last ones first, at most so many."""
    where, values = _scope(survey, "")
    for row in store.connection.execute(
        f"SELECT r.words FROM comment r WHERE {where} AND NOT {SORTED} ORDER BY r.rowid DESC LIMIT ?", (*values, most)
    ):
        yield row[0]
