"""Event comment: one comment heard at an event: its words, its theme, and the action it led to, all in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ward_desk.core.choices import label as words_of
from ward_desk.core.records import Row
from ward_desk.core.rules import finds
from ward_desk.service.feedback import STANDINGS, standing
from ward_desk.ui.pages.events.recorded.event_theme_pick import Theme, ThemePick
from ward_desk.ui.record.editors import NameLine, Options, offer_names
from ward_desk.ui.widgets import FlowLayout, button, label


class Comment(QWidget):
    """One comment. It says what is meant; the page stores it."""

    theme_asked = Signal(str, str)  # feedback, theme or ""
    open_asked = Signal(str, str)  # table, id
    action_asked = Signal(str)  # feedback: make an action from it
    link_asked = Signal(str, str)  # feedback, action
    remove_asked = Signal(str)  # feedback
    take_out_asked = Signal(str)  # feedback: take out what looks personal

    def __init__(self, actions: Callable[[], Options]) -> None:
        super().__init__()
        self.row = Row()
        self._actions = actions
        self._themes: Sequence[Theme] | None = None
        self._linker: NameLine | None = None
        self.words = label("", wrap=True)
        self.off = button("✕", link=True)
        self.off.clicked.connect(lambda: self.remove_asked.emit(self.item))
        self.theme = ThemePick("Theme")
        self.theme.picked.connect(lambda theme: self.theme_asked.emit(self.item, theme))
        self.opens = button("", link=True)
        self.opens.clicked.connect(lambda: self.open_asked.emit("feedback", self.item))
        self.stands = label("", "soft")
        self.action = button("", link=True)
        self.action.clicked.connect(lambda: self.open_asked.emit("action", str(self.row["action"])))
        self.make = button("Make an action", link=True)
        self.make.clicked.connect(lambda: self.action_asked.emit(self.item))
        self.link = button("Link one…", link=True, tip="Link an action there is already")
        self.link.clicked.connect(self._offer_actions)
        self.take_out = button("Take it out")
        self.take_out.clicked.connect(lambda: self.take_out_asked.emit(self.item))
        self.personal = label("", "warning", wrap=True)
        for one in (self.off, self.opens, self.action, self.make, self.link, self.take_out):
            one.setAutoDefault(True)
        self._lay_out()

    @property
    def item(self) -> str:
        """The id of the comment shown."""
        return str(self.row["id"])

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.words, 1)
        top.addWidget(self.off, 0, Qt.AlignmentFlag.AlignTop)
        foot = QWidget()
        flow = FlowLayout(foot, gap=10)
        for one in (self.theme, self.opens, self.stands, self.action, self.make, self.link):
            flow.addWidget(one)
        self.stands.setMinimumHeight(self.opens.sizeHint().height())
        self._found = QWidget()
        found = QHBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.addWidget(self.personal, 1)
        found.addWidget(self.take_out, 0, Qt.AlignmentFlag.AlignTop)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addLayout(top)
        self._box.addWidget(foot)
        self._box.addWidget(self._found)

    def load(self, row: Row, themes: Sequence[Theme], *, read_only: bool = False) -> None:
        """Show the comment as it is stored; one that has not changed is left as it is."""
        shown = {**row, "read_only": int(read_only)}
        if shown == self.row and themes == self._themes:
            return
        if row["ref"] != self.row.get("ref"):
            self._name(str(row["ref"]))
        self.row, self._themes = shown, themes
        self.words.setText(f"“{row['words']!s}”")
        self.theme.load(themes, str(row["theme_id"] or ""), read_only=read_only)
        stands = standing(row)
        self.stands.setText(words_of(STANDINGS, stands))
        self.stands.setVisible(stands != "heard" or read_only)  # else what can be made says that nothing is yet
        followed = bool(row["action"])
        had_keyboard = self.make.hasFocus() or (self._linker is not None and self._linker.hasFocus())
        self.action.setText(str(row["action_ref"] or ""))
        self.action.setToolTip(f"Open {row['action_ref']!s}")
        self.action.setAccessibleName(f"Open {row['action_ref']!s}")
        self.action.setVisible(followed)
        if followed and self._linker is not None:
            self._linker.hide()
        if followed and had_keyboard:
            self.action.setFocus(Qt.FocusReason.OtherFocusReason)
        self.make.setVisible(not followed and not read_only)
        self.link.setVisible(not followed and not read_only)
        self.off.setVisible(not read_only)
        hits = [find.text for name in ("words", "place") for find in finds("feedback", name, str(row[name] or ""))]
        self._found.setVisible(bool(hits))
        if hits:
            self.personal.setText(f"“{hits[0]}” looks personal. Nothing may say who spoke.")
            self.take_out.setVisible(not read_only)

    def _name(self, ref: str) -> None:
        """The line is that of another comment now."""
        self.opens.setText(ref)
        self.opens.setToolTip(f"Open {ref}")
        self.opens.setAccessibleName(f"Open {ref}")
        self.off.setToolTip(f"Remove {ref}")
        self.off.setAccessibleName(f"Remove {ref}")
        self.theme.name = f"Theme of {ref}"
        self.make.setAccessibleName(f"Make an action from {ref}")
        self.link.setAccessibleName(f"Link an action to {ref}")
        self.take_out.setAccessibleName(f"Take what looks personal out of {ref}")
        if self._linker is not None:
            self._linker.hide()

    def _offer_actions(self) -> None:
        if self._linker is None:
            self._linker = NameLine("Action to link", "Type part of an action…")
            self._linker.entered.connect(self._link)
            self._box.addWidget(self._linker)
        offer_names(self._linker.names, [words for _, words in self._actions()])
        self._linker.clear_name()
        self._linker.show()
        self._linker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self, typed: str) -> None:
        found = action_named(typed, self._actions())
        if found and self._linker is not None:
            self._linker.clear_name()
            self.link_asked.emit(self.item, found)


def action_named(typed: str, actions: Options) -> str:
    """The id of the action whose reference or whole words are typed; "" for none."""
    wanted = typed.casefold()
    return next(
        (str(one) for one, words in actions if wanted in (words.casefold(), words.split(" ", 1)[0].casefold())), ""
    )
