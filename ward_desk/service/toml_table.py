"""A table of a TOML file, which knows where it stands and says in words what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from ward_desk.core.choices import Choices

T = TypeVar("T")


class WrongTable(Exception):  # noqa: N818 - it is caught, put into words and never shown by name
    """What is wrong with a file, in words that name the place."""


class Table:
    """Takes values out only when they have the right type. Every method raises WrongTable."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self.values = values
        self.where = where

    def wrong(self, what: str) -> NoReturn:
        raise WrongTable(f"{self.where}: {what}" if self.where else what)

    def take(self, key: str, kind: type | tuple[type, ...], called: str) -> Any:
        if key not in self.values:
            self.wrong(f"“{key}” is missing.")
        value = self.values[key]
        # True is an int to Python, never to someone who writes one of these files.
        if not isinstance(value, kind) or isinstance(value, bool):
            self.wrong(f"“{key}” must be {called}.")
        return value

    def text(self, key: str, *, empty: bool = False) -> str:
        value: str = self.take(key, str, "text in quotation marks")
        if not (value.strip() or empty):
            self.wrong(f"“{key}” is empty.")
        return value

    def choice(self, key: str, allowed: Choices, *, may_lack: bool = False) -> str:
        if may_lack and key not in self.values:
            return ""
        value = self.text(key)
        codes = [code for code, _ in allowed]
        if value not in codes:
            self.wrong(f"“{key}” is “{value}”, which is none of {', '.join(codes)}.")
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        value: int = self.take(key, int, "a whole number")
        if not least <= value <= most:
            self.wrong(f"“{key}” must be from {least} to {most}.")
        return value

    def table(self, key: str) -> Table:
        return Table(self.take(key, dict, "a table"), key)

    def each(self, key: str, make: Callable[[Table], T], *, may_lack: bool = False) -> tuple[T, ...]:
        if may_lack and key not in self.values:
            return ()
        rows = self.take(key, list, "a list of tables")
        within = f"{self.where}, {key}" if self.where else key
        made = []
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, dict):
                self.wrong(f"“{key}” must be a list of tables.")
            made.append(make(Table(row, f"{within} {number}")))
        return tuple(made)
