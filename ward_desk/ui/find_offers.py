"""Find offers: what "Find anything" knows without asking the document: pages, commands and colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ward_desk.ui import commands, theme
from ward_desk.ui.commands import Command
from ward_desk.ui.find import Found


def offers(pages: Sequence[tuple[str, str]], shown: str, possible: Callable[[Command], bool]) -> list[Found]:
    """Every page by its key and title, the commands that can be carried out, and the colours. Commands of the page
    shown are asked whether they can be; another page's show that page first, and are offered always."""
    rows: list[Command] = [one for one in commands.WINDOW_COMMANDS if possible(one)]
    known = {key for key, _ in pages}
    for key, own in commands.PAGE_COMMANDS.items():
        if key in known:
            rows += [one for one in own if key != shown or possible(one)]
    return [*_pages(pages), *_commands(rows), *_colours()]


def _pages(pages: Iterable[tuple[str, str]]) -> Iterable[Found]:
    return (Found(("page", key), title, "Page") for key, title in pages)


def _commands(rows: Iterable[Command]) -> Iterable[Found]:
    return (Found(("command", one.id), one.text, "Command", one.shortcut) for one in rows)


def _colours() -> Iterable[Found]:
    return (Found(("theme", name), f"Colours: {words.lower()}", "Command") for name, words in theme.THEME_LABELS)
