"""Preferences: what the window remembers between two sittings, in one ini file, with types.

The file lies in the user's configuration folder, or in the folder named by WARD_DESK_CONFIG. Nothing in it
belongs to a document. A value that cannot be read is as if it had never been kept.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

VERSION: Final = 1
RECENT_KEPT: Final = 8


class ColumnState(NamedTuple):
    """How someone left a list: widths in pixels by column, hidden columns, the sort."""

    widths: dict[str, int]
    hidden: frozenset[str] | None  # None: never chosen
    sort: str
    descending: bool


class ListState(NamedTuple):
    """How someone left what stands over a list."""

    group: str = ""  # what it is grouped by
    view: str = ""  # "" for the table
    more: bool = False  # whether the lesser filters are shown


def default_path() -> Path:
    """Where the preferences lie when no path is given."""
    folder = os.environ.get("WARD_DESK_CONFIG")
    if folder:
        return Path(folder) / "ward-desk.ini"
    where = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(where)) / "ward-desk" / "ward-desk.ini"


class Prefs:
    """The preferences file, one property or pair of methods for each thing remembered."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self._settings = QSettings(str(self.path), QSettings.Format.IniFormat)
        self._settings.setValue("version", VERSION)

    def _text(self, key: str, default: str = "") -> str:
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def _json(self, key: str) -> object:
        try:
            return json.loads(self._text(key) or "null")
        except ValueError:
            return None

    def _set_json(self, key: str, value: object) -> None:
        self._settings.setValue(key, json.dumps(value, separators=(",", ":")))

    def sync(self) -> None:
        """Write what has changed to the file now."""
        self._settings.sync()

    @property
    def theme(self) -> str:
        """The name of a theme, or "" when none was chosen: then the system's light or dark is followed."""
        return self._text("theme")

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def text_size(self) -> int:
        """Per cent of the usual size of text."""
        value = self._json("text_size")
        return value if isinstance(value, int) and 50 <= value <= 300 else 100

    @text_size.setter
    def text_size(self, per_cent: int) -> None:
        self._set_json("text_size", per_cent)

    @property
    def role(self) -> str:
        """The role this person's changes are recorded under; a role, never a name."""
        return self._text("role")

    @role.setter
    def role(self, words: str) -> None:
        self._settings.setValue("role", words)

    def recent(self) -> list[Path]:
        """The documents opened lately, latest first, those that are gone left out."""
        value = self._json("recent")
        paths = [Path(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []
        return [path for path in paths if path.exists()]

    def add_recent(self, path: Path) -> None:
        """Remember a document as the latest one opened."""
        path = path.absolute()
        others = [one for one in self.recent() if one != path]
        self._set_json("recent", [str(one) for one in [path, *others][:RECENT_KEPT]])

    def template(self, document: Path) -> Path | None:
        """The council's template filled last for a document, while it is there."""
        value = self._json("templates")
        path = value.get(str(document.absolute())) if isinstance(value, dict) else None
        return Path(path) if isinstance(path, str) and Path(path).exists() else None

    def set_template(self, document: Path, template: Path) -> None:
        """Remember the template of a document."""
        value = self._json("templates")
        known = dict(value) if isinstance(value, dict) else {}
        self._set_json("templates", {**known, str(document.absolute()): str(template.absolute())})

    @property
    def collate_output(self) -> Path | None:
        """The programme workbook written last; None when its folder is gone."""
        name = self._text("collate/output")
        return Path(name) if name and Path(name).parent.is_dir() else None

    @collate_output.setter
    def collate_output(self, path: Path) -> None:
        self._settings.setValue("collate/output", str(path))

    @property
    def collate_expect(self) -> str:
        """The code of the framework whose wards should all be there when returns are put together; empty for none."""
        return self._text("collate/expect")

    @collate_expect.setter
    def collate_expect(self, code: str) -> None:
        self._settings.setValue("collate/expect", code)

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window, as Qt saves it; empty when never kept."""
        value = self._settings.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("window/geometry", value)

    @property
    def last_page(self) -> str:
        """The key of the page shown last."""
        return self._text("window/page")

    @last_page.setter
    def last_page(self, key: str) -> None:
        self._settings.setValue("window/page", key)

    def pane(self, key: str) -> list[int]:
        """Sizes of the panes of a splitter in pixels; empty when never kept."""
        value = self._json(f"panes/{key}")
        return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []

    def set_pane(self, key: str, sizes: list[int]) -> None:
        """Remember the sizes of a splitter."""
        self._set_json(f"panes/{key}", sizes)

    def columns(self, key: str) -> ColumnState:
        """How the list of that key was left."""
        value = self._json(f"columns/{key}")
        kept: dict[str, object] = value if isinstance(value, dict) else {}
        widths, hidden, sort = kept.get("widths"), kept.get("hidden"), kept.get("sort")
        return ColumnState(
            {str(k): v for k, v in widths.items() if isinstance(v, int)} if isinstance(widths, dict) else {},
            frozenset(str(one) for one in hidden) if isinstance(hidden, list) else None,
            sort if isinstance(sort, str) else "",
            kept.get("descending") is True,
        )

    def set_columns(self, key: str, state: ColumnState) -> None:
        """Remember how a list was left."""
        hidden = None if state.hidden is None else sorted(state.hidden)
        self._set_json(f"columns/{key}", {**state._asdict(), "hidden": hidden})

    def list_state(self, key: str) -> ListState:
        """How the list of that key is grouped and viewed."""
        value = self._json(f"lists/{key}")
        kept: dict[str, object] = value if isinstance(value, dict) else {}
        group, view = kept.get("group"), kept.get("view")
        return ListState(
            group if isinstance(group, str) else "", view if isinstance(view, str) else "", kept.get("more") is True
        )

    def set_list_state(self, key: str, state: ListState) -> None:
        """Remember how a list is grouped and viewed."""
        self._set_json(f"lists/{key}", state._asdict())

    def beside(self, key: str) -> bool | None:
        """Whether the record is shown beside the list, in the view of that key; None when it was never chosen."""
        value = self._json(f"beside/{key}")
        return value if isinstance(value, bool) else None

    def set_beside(self, key: str, shown: bool) -> None:
        """Remember whether the record is shown beside the list."""
        self._set_json(f"beside/{key}", shown)
