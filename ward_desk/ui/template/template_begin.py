"""Template begin: what goes where when a template is opened: as it was kept beside it, or a first guess."""

from __future__ import annotations

from ward_desk.core.errors import KnownError
from ward_desk.core.template.mapping import Mapping
from ward_desk.core.typed import counted
from ward_desk.exchange.template import mapping_file
from ward_desk.exchange.template.template_file import Template
from ward_desk.service.template import filling


def mapping_of(template: Template) -> tuple[Mapping, str, bool]:
    """The mapping beside a template, or a first guess; what there is to say about it; whether it is on disk."""
    path = mapping_file.default_path(template.path)
    if path.exists():
        try:
            return mapping_file.read(path), f"What goes where comes from {path.name}.", True
        except KnownError as error:
            words = f"{error.happened} It is left as it is; what follows is a first guess."
            return filling.suggest(template), words, False
    guess = filling.suggest(template)
    number = len(guess.spots) + sum(len(one.columns) for one in guess.lists)
    if not number:
        return guess, "Point at where each field goes. It is kept beside the template for the quarters to come.", False
    found = f"The desk found {'a place' if number == 1 else 'places'} for {counted(number, 'field')}."
    return guess, f"{found} Look them over, and point at where the others go.", False


def first_sheet(template: Template, mapping: Mapping) -> str:
    """The sheet shown first: one that something goes into, else the first that the council shows."""
    into = [one.sheet for one in mapping.spots] + [one.sheet for one in mapping.lists]
    seen = [one.name for one in template.sheets if not one.hidden]
    return next((one for one in into[:1] if template.has(one)), seen[0] if seen else template.sheets[0].name)
