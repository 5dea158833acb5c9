"""Activity counts of all wards: which of them are one count, each ward's figures, and what they come to together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Final

from ward_desk.core.collation.standard import Standard
from ward_desk.core.collation.tables import Incoming
from ward_desk.core.collation.totals import NOT_APPLICABLE, Given, nature_of, over_wards, plain_number
from ward_desk.core.collation.ward_rows import ALL_WARDS
from ward_desk.core.fields import number, text
from ward_desk.core.records import Row
from ward_desk.core.same_name import plain
from ward_desk.core.typed import show_number

MONTHS: Final = ("month_1", "month_2", "month_3")
FIGURES: Final = (*MONTHS, "quarter", "year_to_date", "last_quarter")
_LEVELS: Final = {"Programme": 0, "Theme": 1}  # any other comes after them


@dataclass
class Counted:
    """One count and the wards that keep it."""

    code: str
    nature: str
    rows: list[Row] = field(default_factory=list)  # of the table counts, with "ward"
    given: list[dict[str, Given]] = field(default_factory=list)  # beside each row, by the names of FIGURES

    @property
    def level(self) -> str:
        """The widest level any ward gives it."""
        return min((text(row, "level") for row in self.rows), key=lambda one: (_LEVELS.get(one, 2), one))


def gathered(counted: Sequence[Incoming], codes: Mapping[str, str]) -> list[Counted]:
    """The counts of all wards. A standard count is known by its code, any other by its name; and both by what they
    are counted in and how they add up. `codes` finds the code of a standard count in returns that lack it."""
    found: dict[tuple[str, str, str], Counted] = {}
    for one in counted:
        values: dict[object, list[Row]] = {}
        for value in one.tables["count_values"]:
            values.setdefault(value["row"], []).append(value)
        for row in one.tables["counts"]:
            name = plain(text(row, "count"))
            code = text(row, "code") or codes.get(name, "")
            key = (f"code {code}" if code else name, plain(text(row, "unit")), text(row, "nature"))
            count = found.setdefault(key, Counted(code, text(row, "nature")))
            count.rows.append({**row, "ward": one.row["ward"]})
            count.given.append(_given(one.row, values.get(row["row"], [])))
    return [found[key] for key in sorted(found, key=lambda key: (_LEVELS.get(found[key].level, 2), *key))]


def _given(header: Row, values: Sequence[Row]) -> dict[str, Given]:
    months = {header[name]: name for name in MONTHS}
    result = dict.fromkeys(FIGURES, Given(None))
    for value in values:
        measure = text(value, "measure")
        name = months.get(value["period"], "") if measure == "month" else measure
        if name in result:
            result[name] = Given(
                number(value, "value"), text(value, "mark"), number(value, "numerator"), number(value, "base")
            )
    return result


def counts(gathered: Sequence[Counted], standard: Standard, want: int) -> list[Row]:
    """Each count: all wards together, then ward by ward."""
    rows: list[Row] = []
    for one in gathered:
        name = standard.names.get(one.code) or min(text(row, "count") for row in one.rows)
        rows.append(_together(one, name, standard, want))
        rows += [_row(one, name, standard, row, given) for row, given in zip(one.rows, one.given, strict=True)]
    return rows


def _row(one: Counted, name: str, standard: Standard, row: Row, given: Mapping[str, Given]) -> Row:
    made = {**_about(one, name, standard), "ward": row["ward"], "ref": row["ref"], "target": row["target"],
            "rating": row["rating"], "completeness": row["completeness"], "note": row["explanation"]}  # fmt: skip
    for figure in FIGURES:
        made |= {figure: given[figure].value, f"{figure}_mark": given[figure].mark}
    return made


def _together(one: Counted, name: str, standard: Standard, want: int) -> Row:
    # Every ward should keep a standard count or one of the programme; any other only the wards that made it.
    wards = len({text(row, "ward") for row in one.rows})
    wanted = want if one.code or one.level == "Programme" else wards
    nature = nature_of(one.nature)
    made = {**_about(one, name, standard), "ward": ALL_WARDS, "ref": None, "rating": None}
    notes: list[str] = []
    for figure in FIGURES:
        total = over_wards(nature, [given[figure] for given in one.given], wanted)
        made |= {figure: total.value, f"{figure}_mark": total.mark}
        if figure == "quarter":
            made["completeness"] = _completeness(one, total.have, max(wanted, wards))
            notes += [total.why or _out_of(nature, one)] if total.value is not None or total.why else []
    made["target"] = _target(nature, one.rows) if wards == wanted else None
    ratings = Counter(text(row, "rating") for row in one.rows if row["rating"])
    if ratings:
        notes.append(", ".join(f"{ratings[word]} {word}" for word in ("Green", "Amber", "Red") if ratings[word]) + ".")
    if any(row["also_counted_by"] for row in one.rows):
        notes.append("Some wards say that others count the same thing: see Double counts.")
    return {**made, "note": "\n".join(filter(None, notes))}


def _out_of(nature: str, one: Counted) -> str:
    """What a rate or a score of the quarter is out of: "15 of 110." or "40 answers."; empty for anything else."""
    quarters = [given["quarter"] for given in one.given if given["quarter"].value is not None]
    base = show_number(plain_number(fsum(given.base or 0 for given in quarters)))
    if nature == "rate":
        return f"{show_number(plain_number(fsum(given.numerator or 0 for given in quarters)))} of {base}."
    return f"{base} answers." if nature == "score" else ""


def _about(one: Counted, name: str, standard: Standard) -> Row:
    named = Counter(standard.themes.shown(row["theme"]) for row in one.rows)
    theme = min(named, key=lambda each: (-named[each], each))
    kind, unit = (min(text(row, key) for row in one.rows) for key in ("kind", "unit"))
    return {
        "count": name, "code": one.code, "level": one.level, "theme": theme, "nature": one.nature, "kind": kind,
        "unit": unit,
    }  # fmt: skip


def _completeness(one: Counted, have: int, want: int) -> str:
    """ "9 of 10 wards, 26 of 30 months"; the months of the wards that count by the month."""
    said = f"{min(have, want)} of {want} {'ward' if want == 1 else 'wards'}"
    quarterly = sum(1 for given in one.given if all(given[month].mark == NOT_APPLICABLE for month in MONTHS))
    if quarterly == len(one.given):
        return said
    monthly = max(want, len(one.given)) - quarterly
    months = sum(1 for given in one.given for month in MONTHS if given[month].value is not None)
    return f"{said}, {months} of {3 * monthly} months"


def _target(nature: str, rows: Sequence[Row]) -> float | None:
    """What the wards' targets come to, where every one of them has one and they can be added up."""
    targets = [target for row in rows if (target := number(row, "target")) is not None]
    if len(targets) < len(rows) or nature not in ("flow", "stock"):
        return None
    return over_wards(nature, [Given(target) for target in targets], len(targets)).value
