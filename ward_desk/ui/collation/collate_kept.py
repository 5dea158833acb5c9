"""Collate kept: what this window remembers between two sittings, in the preferences' own file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from ward_desk.ui.prefs import Prefs


class Kept:
    """Where the programme workbook went last, and the programme that was expected."""

    def __init__(self, prefs: Prefs) -> None:
        self._settings = QSettings(str(prefs.path), QSettings.Format.IniFormat)

    def _text(self, key: str) -> str:
        value = self._settings.value(f"collate/{key}", "")
        return value if isinstance(value, str) else ""

    @property
    def output(self) -> Path | None:
        """The workbook written last; None when its folder is gone."""
        name = self._text("output")
        return Path(name) if name and Path(name).parent.is_dir() else None

    @output.setter
    def output(self, path: Path) -> None:
        self._settings.setValue("collate/output", str(path))

    @property
    def expect(self) -> str:
        """The code of the framework whose wards should all be there; empty for none."""
        return self._text("expect")

    @expect.setter
    def expect(self, code: str) -> None:
        self._settings.setValue("collate/expect", code)
