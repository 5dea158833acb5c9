"""Whether a template is still the one its mapping was made for."""

from __future__ import annotations

from ward_desk.core.template.mapping import Mapping
from ward_desk.exchange.template.template_file import Template, short_hash


def changed_template(template: Template, mapping: Mapping) -> str:
    """What differs from the template the mapping was made for, in sentences; "" when nothing does.

    Only the sheets that the mapping puts something into count.
    """
    then = dict(piece.split(":", 1) for piece in mapping.fingerprint.split() if ":" in piece)
    used = dict.fromkeys([*(one.sheet for one in mapping.spots), *(one.sheet for one in mapping.lists)])
    by_shape = {template.shape(one.name): one.name for one in template.sheets}
    said = []
    for sheet in used:
        before = then.get(short_hash(sheet), "")
        if not template.has(sheet):
            now = by_shape.get(before, "")
            said.append(
                f"The sheet {sheet} is now called {now}."
                if now and short_hash(now) not in then
                else f"There is no sheet {sheet} any more."
            )
        elif before and before != template.shape(sheet):
            said.append(f"The headings, merged cells or dropdowns of {sheet} are not as they were.")
    if not said:
        return ""
    return " ".join([*said, f"See whether everything still goes where it should in {template.path.name}."])
