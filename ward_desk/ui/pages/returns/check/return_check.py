"""Return check: what stands in the way of a return, one cause a line, with the way to each field that mends it.

The lines are a list for the keyboard: it stays on its line, or on the next when that one is mended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ward_desk.core.check_groups import Group
from ward_desk.core.checks import Finding
from ward_desk.service import recovery
from ward_desk.ui.pages.returns.check.return_line import Key, Line, LineWidget
from ward_desk.ui.pages.returns.check.return_lines import SIGN, WANTING, after, parts, personal
from ward_desk.ui.pages.returns.check.return_state import State, key_of
from ward_desk.ui.panes import bring_into_view
from ward_desk.ui.record.record_why import WhyEditor
from ward_desk.ui.widgets import label

_KEYS: Final = "Enter goes to what is wrong, and F8 comes back here."
_KEY_E: Final = " E explains a warning in one sentence."

Explain = Callable[[Sequence[Finding], str], bool]
Offer = Callable[[Finding], str]


class CheckList(QWidget):
    """The findings of the checks. `explain` keeps a sentence about some of them and tells whether it could; `offered`
    gives the words that were once said of one."""

    asked = Signal(str, str, str)  # table, id, field: go there
    sign_off_asked = Signal()
    typing = Signal(str, str)  # what a sentence is kept safe under, and as much as is typed; "" when it is kept or left
    laid = Signal()  # the lines, or the one that Tab comes to, are others

    def __init__(self, explain: Explain, offered: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explain, self._offered = explain, offered
        self._state: State | None = None
        self._open: set[Key] = set()
        self._lines: list[LineWidget] = []
        self._current: tuple[Key, int] = (), 0  # the line the keyboard is on, or was on last
        self._why: tuple[Key, str] | None = None  # the line whose sentence is written, and what is written so far
        self._left: dict[Key, str] = {}  # sentences half typed when they were left, for the next time
        self._left_of: dict[str, dict[Key, str]] = {}  # the same of the other returns
        self._editor: WhyEditor | None = None
        self.heading = label("", "heading", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keys = label("", "small", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 8, 0)
        whole.setSpacing(6)
        whole.addWidget(self.heading)
        whole.addWidget(self.bar)
        whole.addWidget(self.keys)
        whole.addLayout(self._column)
        whole.addStretch(1)

    # ---- what is shown

    def show_state(self, state: State) -> None:
        """Show how a return stands. The keyboard stays on its line, or comes to the next when that one is mended."""
        if state == self._state:
            return
        if self._state is not None and state.of != self._state.of:  # another return: from the top, folded
            self._open.clear()
            self._park()
            self._left_of[self._state.of] = self._left
            self._left, self._current = self._left_of.pop(state.of, {}), ((), 0)
        self._state = state
        self._lay()

    def _lay(self) -> None:
        state = self._state
        assert state is not None
        here = self._has_keyboard()
        if self._editor is not None and self._why is not None:
            self._why = self._why[0], self._editor.pending
        writing = self._editor is not None and self._editor.field.hasFocus()
        self._editor = None
        order = self.lines
        before = {(one.line, one.is_open): one for one in self._lines if not one.has_more}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not (isinstance(widget, LineWidget) and not widget.has_more):
                widget.hide()
                widget.deleteLater()
        self._lines = []
        self.heading.setText(state.words)
        self.bar.setVisible(bool(state.rules))
        self.bar.setRange(0, max(1, state.rules))
        self.bar.setValue(state.done)
        self.bar.setAccessibleName(f"{state.done} of {state.rules} checks passed or explained")
        self.bar.setToolTip(self.bar.accessibleName())
        self.keys.setText(_KEYS + _KEY_E * any(one.can_explain for one in state.groups))
        self.keys.setVisible(bool(state.groups))
        self._whole.setEnabled(False)  # each line shown would lay out all those above it anew
        for part in parts(state, self._open):
            if isinstance(part, Line):
                self._put(part, before)
            else:
                heading = label(part, "soft", wrap=True)
                heading.setContentsMargins(0, 10, 0, 4)
                self._column.addWidget(heading)
        for left in before.values():
            left.hide()
            left.deleteLater()
        self._whole.setEnabled(True)
        self._whole.activate()
        self._find_current(order)
        self.laid.emit()
        if writing:
            self._write()
        elif here:
            self._to_line()

    def _put(self, line: Line, before: dict[tuple[Line, bool], LineWidget]) -> None:
        """Put a line at the end: the one there was before where it is as it was, for a new one takes long to show."""
        written = self._why[1] if self._why is not None and self._why[0] == line.key else None
        is_open = line.key in self._open
        made = before.pop((line, is_open), None) or self._make(line, is_open=is_open)
        self._lines.append(made)
        self._column.addWidget(made)
        if written is not None:
            self._put_editor(made, written)
        made.show()  # at once: the keyboard can only come to what is shown

    def _make(self, line: Line, *, is_open: bool) -> LineWidget:
        made = LineWidget(line, is_open=is_open)
        made.opened.connect(lambda: self._go(made))
        made.folded.connect(lambda unfold: self._fold(made, unfold))
        made.why_asked.connect(lambda: self.say_why(line.key))
        made.stepped.connect(lambda by: self._step(made, by))
        made.entered.connect(lambda: self._enter(made))
        return made

    def _put_editor(self, below: LineWidget, written: str) -> None:
        line = below.line
        said = {one.explained for one in line.findings}
        words = said.pop() if len(said) == 1 else ""
        offered = "" if words else self._offered(line.findings[0])
        editor = WhyEditor(line.words, words, explained=bool(words), offered=offered)
        if written:
            editor.put_back(written)
        editor.kept.connect(lambda words: self._keep(line, words))
        editor.left.connect(self._leave)
        editor.typing.connect(lambda words: self.typing.emit(_safe_under(line.key), words))
        self._editor = editor
        below.put_below(editor)

    # ---- the keyboard

    @property
    def lines(self) -> list[Line]:
        """The lines shown, in their order."""
        return [one.line for one in self._lines]

    def _has_keyboard(self) -> bool:
        here = self.window().focusWidget() if self.isVisible() else None
        return here is not None and self.isAncestorOf(here)

    def take_keyboard(self) -> None:
        """Put the keyboard into a sentence half typed, or else on the line it was on last or the one that came in its
        place."""
        if self._editor is not None and self._editor.pending:
            self._write()
        else:
            self._to_line()

    def _to_line(self) -> None:
        if self._lines:
            self._lines[self._current[1]].take_keyboard()

    def _find_current(self, before: Sequence[Line]) -> None:
        key, place = self._current
        keys = [one.line.key for one in self._lines]
        if key not in keys:
            key = next((one for one in after(key, place, [one.key for one in before]) if one in keys), ())
        if key not in keys:  # from the top: what was passed over is still to mend
            key = keys[0] if keys else ()
        self._current = (key, keys.index(key)) if keys else ((), 0)
        for one in self._lines:
            one.set_current(one.line.key == self._current[0])

    def _enter(self, line: LineWidget) -> None:
        self._current = line.line.key, self._lines.index(line)
        for one in self._lines:
            one.set_current(one is line)
        self.laid.emit()

    def _step(self, line: LineWidget, by: int) -> None:
        at = min(len(self._lines) - 1, max(0, self._lines.index(line) + by))
        self._lines[at].take_keyboard()

    def _go(self, line: LineWidget) -> None:
        one = line.line.one
        if line.line.folds:
            self._fold(line, line.line.key not in self._open, step=True)
        elif line.line.key == SIGN:
            self.sign_off_asked.emit()
        elif one is not None:
            self._enter(line)
            self.asked.emit(one.table, one.row_id, one.field)

    def _fold(self, line: LineWidget, unfold: bool, *, step: bool = False) -> None:
        key = line.line.key
        if not line.line.folds:
            if not unfold:  # from a record back to its cause
                above = [one for one in self._lines if one.line.folds and key[: len(one.line.key)] == one.line.key]
                if above:
                    above[-1].take_keyboard()
            return
        (self._open.add if unfold else self._open.discard)(key)
        self._current = key, self._lines.index(line)
        self._lay()
        if unfold and step:
            self._step(self._lines[self._current[1]], 1)
        else:
            self._to_line()

    def show_cause(self, group: Group) -> None:
        """Put the keyboard on a cause, with its records unfolded."""
        key = (*WANTING, *key_of(group))
        self._open.add(key)
        self._lay()
        found = next((one for one in self._lines if one.line.key == key), None)
        if found is not None:
            found.take_keyboard()

    def show_personal(self) -> bool:
        """Open the first explanation in which something personal stands, to be written anew; False when there is none
        among those shown."""
        keys = personal(self._state.explained) if self._state is not None else ()
        if keys:
            self._open.update(keys[:-1])
            self._lay()
            self.say_why(keys[-1])
        return bool(keys) and self._editor is not None

    # ---- saying why

    def say_why(self, key: Key) -> None:
        """Write the sentence about a warning, in place."""
        line = next((one for one in self._lines if one.line.key == key), None)
        if line is None or not line.line.explain:
            return
        self._park()
        self._why = key, self._left.pop(key, "")
        self._current = key, self._lines.index(line)
        self._lay()
        self._write(whole=True)

    def _write(self, *, whole: bool = False) -> None:
        """Put the keyboard into the sentence, with the `whole` of it chosen when it is begun."""
        if self._editor is not None:
            self._editor.field.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self._editor)
            if whole:
                self._editor.field.selectAll()

    def _park(self) -> None:
        """Put away what is half typed until its line is explained again: only Keep and Enter say that it is so."""
        if self._why is not None and (written := self._editor.pending if self._editor is not None else self._why[1]):
            self._left[self._why[0]] = written
        self._why = self._editor = None

    def _keep(self, line: Line, words: str) -> None:
        why, editor = self._why, self._editor
        self._why = self._editor = None
        self._left.pop(line.key, None)
        if not self._explain([one for one in line.findings if words or one.explained], words):
            self._why, self._editor = why, editor
            return
        self.typing.emit(_safe_under(line.key), "")
        here = self._has_keyboard()
        self._lay()
        if here:
            self._to_line()

    def restore_draft(self, draft: Mapping[str, str]) -> list[str]:
        """Put sentences that a crash left half typed back where they were written: the first is open, any other is
        there when its line is explained again. Gives those whose line is not there any more."""
        written: dict[Key, str] = {
            tuple(json.loads(one.removeprefix(recovery.WHY))): words for one, words in draft.items()
        }
        for key in written:
            self._open.update(key[:length] for length in range(1, len(key)))
        self._left.update(written)
        self._why, self._editor = next(iter(written.items()), None), None
        if self._why is not None:
            self._current = (self._why[0], 0)
        self._lay()
        there = {one.key for one in self.lines}
        known = self._state is not None and bool(self._state.rules)  # else they are looked for when it is
        return [words for key, words in written.items() if known and key not in there]

    def _leave(self) -> None:
        if self._why is not None:
            self.typing.emit(_safe_under(self._why[0]), "")
        self._park()
        self._lay()
        self._to_line()


def _safe_under(key: Key) -> str:
    return f"{recovery.WHY}{json.dumps(key)}"
