"""Wards: what a new document starts with: partnership, themes, recommendations and counts of its programme."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ward_desk.core.errors import KnownError
from ward_desk.core.records import Row
from ward_desk.service.frameworks import Framework, StandardCount
from ward_desk.store.rows import Store


class NewWard(NamedTuple):
    """What somebody starting a partnership is asked for. Roles, never names."""

    framework: Framework
    ward: str
    town: str = ""
    prefix: str = ""
    chair_role: str = "Ward councillor (chair)"
    officer_role: str = "Community officer"
    work_email: str = ""


def suggested_prefix(ward: str, framework: Framework) -> str:
    """Three letters for a ward's references: the programme's own for its wards, else the first letters of the name."""
    for known in framework.wards:
        if known.ward.casefold() == ward.strip().casefold():
            return known.prefix
    letters = re.sub("[^A-Z]", "", ward.upper())[:3]
    return letters if len(letters) > 1 else "WRD"


def start(new: NewWard) -> Callable[[Store], None]:
    """What fills a new document. Raises KnownError when the ward has no name or the prefix is not letters."""
    ward = new.ward.strip()
    prefix = (new.prefix.strip() or suggested_prefix(ward, new.framework)).upper()
    if not ward:
        raise KnownError("no_ward", "The ward has no name yet.", "Nothing was made.", "Choose a ward or type its name.")
    if not re.fullmatch("[A-Z][A-Z0-9]{1,5}", prefix):
        raise KnownError(
            "prefix", f"“{prefix}” can't stand in front of references.", "Nothing was made.",
            "Use two to six letters or digits, starting with a letter, such as CHE.",
        )  # fmt: skip

    def fill(store: Store) -> None:
        framework = new.framework
        store.insert("partnership", {
            "ward": ward, "town": new.town.strip(), "council": framework.council, "programme": framework.programme,
            "framework": framework.code, "prefix": prefix, "chair_role": new.chair_role,
            "officer_role": new.officer_role, "work_email": new.work_email,
            "year_start_month": framework.year_start_month, "small_number": framework.thresholds.small_number,
            "return_due_day": framework.return_due_day,
        })  # fmt: skip
        themes: dict[str, str] = {}
        for at, theme in enumerate(framework.themes):
            row: Row = {"code": theme.code, "label": theme.label, "short_label": theme.short_label,
                        "earlier_labels": theme.earlier_words, "position": at}  # fmt: skip
            themes[theme.code] = store.insert("theme", row)
        for at, one in enumerate(framework.recommendations):
            store.insert("recommendation", {"code": one.code, "title": one.title, "term": one.term, "position": at})
        counts: dict[str, str] = {}
        for at, count in enumerate(framework.counts):
            counts[count.code] = store.insert("activity_count", count_row(count, themes, at))
        for count in framework.counts:
            if count.leads_to:
                store.update("activity_count", counts[count.code], {"leads_to": counts[count.leads_to]})

    return fill


def count_row(count: StandardCount, themes: Mapping[str, str], position: int) -> Row:
    """A standard count as it is kept, but for the count it leads to; `themes` are the ids of the themes by code."""
    return {
        "code": count.code, "computed": count.computed, "computed_kind": count.computed_kind,
        "name": count.name, "definition": count.definition, "unit": count.unit, "kind": count.kind,
        "level": count.level, "theme": themes.get(count.theme), "nature": count.nature, "better": count.better,
        "frequency": count.frequency, "tolerance": count.tolerance, "source": count.source, "position": position,
    }  # fmt: skip
