"""What the centre should ask about: wards missing or twice, versions that were never seen, other programmes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ward_desk.core.collation.standard import Standard
from ward_desk.core.collation.tables import Incoming
from ward_desk.core.fields import text, whole
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain


class Notice(NamedTuple):
    """One thing to ask about: whose it is, and a sentence that says what to do."""

    code: str
    about: str  # a ward, or a programme
    sentence: str


def missing(wards: Iterable[str], period: str) -> Iterator[Notice]:
    """The wards of the framework without a return."""
    for ward in wards:
        yield Notice("ward.missing", ward, f"There is no return of {ward} for {period}. Ask for it, and collate again.")


def twice(every: Sequence[Row], counted: frozenset[str]) -> Iterator[Notice]:
    """Returns of one ward, quarter and version that are not the same. A later version has settled it."""
    groups: dict[tuple[str, str, int], list[Row]] = {}
    for row in every:
        if row["status"] != "draft":
            key = text(row, "ward_key"), text(row, "period"), whole(row, "version") or 0
            groups.setdefault(key, []).append(row)
    newest = {key[:2]: key for key in sorted(groups)}
    for key in sorted(newest.values()):
        rows = sorted(groups[key], key=lambda row: (row["return_id"] not in counted, text(row, "return_id")))
        if len(rows) > 1:
            first, *others = rows
            says = " and ".join(f"{text(row, 'file')} ({text(row, 'return_id')[:8]})" for row in others)
            used = "is the one counted" if first["return_id"] in counted else "comes before the others"
            yield Notice(
                "ward.twice", text(first, "ward"),
                f"{text(first, 'ward')} has {len(rows)} different returns that call themselves version {key[2]}: "
                f"{text(first, 'file')} ({text(first, 'return_id')[:8]}) {used}, {says} "
                f"{'is' if len(others) == 1 else 'are'} not. Ask the ward which is right, and to send it as version "
                f"{key[2] + 1}.",
            )  # fmt: skip


def gaps(every: Sequence[Row]) -> Iterator[Notice]:
    """Versions that must have been sent before one that was read, and were not read themselves."""
    versions: dict[tuple[str, str], set[int]] = {}
    names: dict[str, str] = {}
    for row in every:
        key = text(row, "ward_key"), text(row, "period_label")
        versions.setdefault(key, set()).add(whole(row, "version") or 1)
        names.setdefault(key[0], text(row, "ward"))
    for (ward, period), have in sorted(versions.items()):
        lacking = [str(number) for number in range(1, max(have)) if number not in have]
        if lacking:
            word = "version" if len(lacking) == 1 else "versions"
            yield Notice(
                "version.gap", names[ward],
                f"{names[ward]} is at version {max(have)} for {period}, and {word} {', '.join(lacking)} "
                f"{'was' if len(lacking) == 1 else 'were'} never read. Nothing is lacking from the figures.",
            )  # fmt: skip


def others(rows: Sequence[Row], programme_key: str, programme: str, council: str) -> Iterator[Notice]:
    """Returns of another programme or another council than the workbook is of."""
    for row in sorted(rows, key=lambda row: (text(row, "ward_key"), text(row, "return_id"))):
        if row["programme_key"] != programme_key:
            yield Notice(
                "programme.other", text(row, "ward"),
                f"{text(row, 'file')} is of {text(row, 'ward')} in {text(row, 'programme')}, not in {programme}. It is "
                f"kept in the data file and left out of the workbook.",
            )  # fmt: skip
        elif plain(text(row, "council")) != plain(council):
            yield Notice(
                "council.other", text(row, "ward"),
                f"{text(row, 'file')} says that its council is {text(row, 'council')}, and others say {council}. It is "
                f"counted: ask the ward to put its council right.",
            )  # fmt: skip


def other_quarters(rows: Sequence[Row], period: str, shown: str) -> Iterator[Notice]:
    """Returns of this programme that are of another quarter than the workbook, `shown` as people read it."""
    wards: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["period"] != period:
            key = text(row, "period"), text(row, "period_label").partition(" (")[0]
            wards.setdefault(key, set()).add(text(row, "ward"))
    for (_, label), named in sorted(wards.items()):
        names = sorted(named)
        about = names[0] if len(names) == 1 else f"{len(names)} wards"
        yield Notice(
            "period.other", about,
            f"The workbook is of {shown} and leaves out {label}: {_listed(names)}. It is kept in the data file; to see "
            "that quarter, collate again and name it.",
        )  # fmt: skip


def strangers(counted: Sequence[Incoming], standard: Standard) -> Iterator[Notice]:
    """Wards that are not in the framework."""
    known = set(map(plain, standard.wards))
    for one in counted:
        ward = text(one.row, "ward")
        if known and plain(ward) not in known:
            yield Notice(
                "ward.unknown", ward,
                f"{ward} is not a ward of this programme. It is counted: check how its name is written.",
            )  # fmt: skip


def labels(counted: Sequence[Incoming], standard: Standard) -> Iterator[Notice]:
    """Themes under an earlier name, which are taken for the one they are, and themes the framework does not know."""
    ours = set(standard.themes.labels)
    wards: dict[str, list[str]] = {}
    for one in counted if ours else ():
        said = {
            name
            for table in ("actions", "events", "counts", "feedback")
            for row in one.tables[table]
            for part in text(row, "theme").split(";")
            if (name := part.strip())
        }
        for name in said - ours:
            wards.setdefault(name, []).append(text(one.row, "ward"))
    for name in sorted(wards):
        named = wards[name]
        about = named[0] if len(named) == 1 else f"{len(named)} wards"
        now = standard.themes.of(name)[0]
        if now in ours:
            sentence = f"“{name}” is counted under “{now}”, as the theme is called now: {_listed(named)}."
            yield Notice("theme.earlier", about, sentence)
        else:
            sentence = f"The programme knows no theme “{name}”, which stands by itself: {_listed(named)}."
            yield Notice("theme.unknown", about, sentence)


def _listed(names: Sequence[str]) -> str:
    """A few names, or the first few of many."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"so in the return of {', '.join(names[:3])}{more}"
