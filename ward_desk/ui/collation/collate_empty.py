"""Collate empty: what stands in the window before a file is dropped there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from ward_desk.ui.widgets import Card, button, label


class EmptyPlace(Card):
    """Says what to drop, and offers to choose it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.body.addStretch(1)
        heading = label("Drop the returns of the wards here", "heading")
        words = label(
            "The workbooks themselves, or a folder of them. They are only read: each is checked, and what stands "
            "against it is shown before anything is put together. Nothing leaves this computer.",
            "soft", wrap=True,
        )  # fmt: skip
        for one in (heading, words):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.body.addWidget(one)
        self.start = button("Choose a folder…", main=True)
        self.start.clicked.connect(self.asked)
        self.body.addWidget(self.start, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(1)
