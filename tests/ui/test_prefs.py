"""Preferences: what was remembered comes back as it was, and what cannot be read is as if never kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from ward_desk.ui.prefs import RECENT_KEPT, ColumnState, Prefs, default_path


def again(prefs: Prefs) -> Prefs:
    prefs.sync()
    return Prefs(prefs.path)


def test_everything_remembered_comes_back(prefs: Prefs) -> None:
    prefs.theme, prefs.text_size, prefs.role, prefs.last_page = "dark", 130, "Community officer", "events"
    prefs.geometry = QByteArray(b"\x01\x02")
    prefs.set_pane("actions", [640, 380])
    state = ColumnState({"title": 300}, frozenset({"lead"}), "due", True)
    prefs.set_columns("actions", state)
    kept = again(prefs)
    assert (kept.theme, kept.text_size, kept.role, kept.last_page) == ("dark", 130, "Community officer", "events")
    assert bytes(kept.geometry.data()) == b"\x01\x02"
    assert kept.pane("actions") == [640, 380]
    assert kept.columns("actions") == state


def test_nothing_remembered_is_nothing_chosen(prefs: Prefs) -> None:
    assert (prefs.theme, prefs.text_size, prefs.recent(), prefs.pane("x")) == ("", 100, [], [])
    assert prefs.columns("x") == ColumnState({}, None, "", False)


def test_no_columns_hidden_is_not_the_same_as_never_chosen(prefs: Prefs) -> None:
    prefs.set_columns("x", ColumnState({}, frozenset(), "", False))
    assert again(prefs).columns("x").hidden == frozenset()


def test_the_latest_document_comes_first_and_once(prefs: Prefs, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.ward" for n in range(RECENT_KEPT + 2)]
    for path in paths:
        path.touch()
        prefs.add_recent(path)
    prefs.add_recent(paths[5])
    recent = again(prefs).recent()
    assert recent[0] == paths[5]
    assert len(recent) == len(set(recent)) == RECENT_KEPT


def test_a_document_that_is_gone_is_not_offered(prefs: Prefs, tmp_path: Path) -> None:
    path = tmp_path / "gone.ward"
    path.touch()
    prefs.add_recent(path)
    path.unlink()
    assert prefs.recent() == []


@pytest.mark.parametrize("text", ["rubbish", "{", '{"widths": 3}', "[1, 2]", ""])
def test_a_file_someone_has_spoilt_does_no_harm(tmp_path: Path, text: str) -> None:
    path = tmp_path / "spoilt.ini"
    quoted = text.replace('"', '\\"')
    path.write_text(f'[General]\ntext_size="{quoted}"\n[columns]\nx="{quoted}"\n[panes]\nx="{quoted}"\n', "utf-8")
    prefs = Prefs(path)
    assert prefs.text_size == 100
    assert prefs.columns("x").widths == {}
    assert all(isinstance(one, int) for one in prefs.pane("x"))


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WARD_DESK_CONFIG", str(tmp_path))
    assert default_path().parent == tmp_path
