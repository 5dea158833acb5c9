"""A quarter of figures for eight counts, copied out of a spreadsheet, is pasted, taken back and brought again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ward_desk.core.periods import Quarter
from ward_desk.service.counts.figures import count_views
from ward_desk.service.document import Document
from ward_desk.ui.app import Application
from ward_desk.ui.pages.counts.counts import CountsPage
from ward_desk.ui.pages.counts.grid.count_paste import PasteView

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MONTHS = ("2024-01", "2024-02", "2024-03")
Q4 = Quarter(2023, 4)


def eight(doc: Document) -> list[tuple[str, str]]:
    """(id, name) of eight counts that have a figure a month and are typed."""
    wanted = [row for row in doc.store.rows("activity_count", order="position") if not row["computed"]]
    monthly = [row for row in wanted if row["frequency"] == "monthly" and row["nature"] in ("flow", "stock")]
    return [(str(row["id"]), str(row["name"])) for row in monthly[:8]]


def quarter_of(doc: Document, counts: list[tuple[str, str]]) -> list[float | None]:
    views = count_views(doc, [one for one, _ in counts], Q4)
    return [cell.total.value for view in views.values() for cell in view.months[9:]]


def test_a_quarter_of_figures_is_pasted_from_a_spreadsheet_with_a_look_first_and_undone_as_one(
    desk: Application, press: Callable[..., None]
) -> None:
    doc = desk.window.document
    assert doc is not None
    counts = eight(doc)
    assert len(counts) == 8
    before = quarter_of(doc, counts)
    lines = ["Measure\tJan 2024\tFeb 2024\tMar 2024\tTotal"]
    lines += [f"{name}\t{n + 1}\t1,0{n}0\tabout {n + 20}\t" for n, (_, name) in enumerate(counts)]
    QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    press(desk, (Qt.Key.Key_5, CTRL))
    page = desk.window.page
    assert isinstance(page, CountsPage)
    page.grid.setFocus()
    press(desk, (Qt.Key.Key_V, CTRL))
    view = page.findChild(PasteView)
    assert view is not None
    assert view.go.text() == "Paste 24 figures"
    assert "24 new" in view.summary.text()
    assert QApplication.focusWidget() is view.go
    press(desk, Qt.Key.Key_Return)
    after = quarter_of(doc, counts)
    assert after == [value for n in range(8) for value in (n + 1, 1000 + n * 10, n + 20)]
    assert doc.undo_label == "Paste 24 figures"
    press(desk, (Qt.Key.Key_Z, CTRL))
    assert quarter_of(doc, counts) == before
    press(desk, (Qt.Key.Key_Z, CTRL | SHIFT))
    assert quarter_of(doc, counts) == after
    stored = [doc.store.rows("figure", activity_count=counts[0][0], period=key)[0] for key in MONTHS]
    assert [row["precision"] for row in stored] == ["exact", "exact", "about"]
