"""Return check: what stands in the way of a return, one cause a line, with the way to each field that mends it.

The lines are a list for the keyboard: it stays on its line, or on the next when that one is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ward_desk.core.check_groups import Group, minutes_words
from ward_desk.core.checks import Finding
from ward_desk.ui.pages.returns.return_line import Key, Line, LineWidget
from ward_desk.ui.pages.returns.return_state import TONES, State, how_many, key_of
from ward_desk.ui.panes import bring_into_view
from ward_desk.ui.reading_order import reading_order
from ward_desk.ui.record.record_why import WhyEditor
from ward_desk.ui.widgets import label

MOST: Final = 25  # records under one cause; the others come up as these are put right
_HEADINGS: Final = {
    "error": "To put right before it can be signed",
    "warning": "To mend, or to explain in one sentence",
}
_PASSED: Final[Key] = ("passed",)
_EXPLAINED: Final[Key] = ("explained",)

Explain = Callable[[Sequence[Finding], str], bool]
Offer = Callable[[Finding], str]


class CheckList(QWidget):
    """The findings of the checks. `explain` keeps a sentence about some of them and tells whether it could; `offered`
    gives the words that were once said of one."""

    asked = Signal(str, str, str)  # table, id, field: go there

    def __init__(self, explain: Explain, offered: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explain, self._offered = explain, offered
        self._state: State | None = None
        self._open: set[Key] = set()
        self._lines: list[LineWidget] = []
        self._current: tuple[Key, int] = (), 0  # the line the keyboard is on, or was on last
        self._why: tuple[Key, str] | None = None  # the line whose sentence is written, and what is written so far
        self._editor: WhyEditor | None = None
        self.heading = label("", "heading", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 8, 0)
        whole.setSpacing(6)
        whole.addWidget(self.heading)
        whole.addWidget(self.bar)
        whole.addLayout(self._column)
        whole.addStretch(1)

    # ---- what is shown

    def show_state(self, state: State) -> None:
        """Show how a return stands. The keyboard stays on its line, or comes to the next when that one is mended."""
        if state == self._state:
            return
        if self._state is not None and state.of != self._state.of:  # another return: from the top, folded
            self._open.clear()
            self._current, self._why = ((), 0), None
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
        for part in self._parts(state):
            if isinstance(part, Line):
                self._put(part, before)
            else:
                self._column.addWidget(part)
        for left in before.values():
            left.hide()
            left.deleteLater()
        self._find_current()
        reading_order(self)
        if writing:
            self._write()
        elif here:
            self.take_keyboard()

    def _parts(self, state: State) -> Iterator[Line | QWidget]:
        for level, words in _HEADINGS.items():
            groups = [one for one in state.groups if one.level == level]
            if groups:
                heading = label(words, "soft", wrap=True)
                heading.setContentsMargins(0, 10, 0, 4)
                yield heading
            for one in groups:
                yield from self._of_group(one, ("wanting",), state.can_explain and one.can_explain)
        if state.explained:
            said = sum(len(one.findings) for one in state.explained)
            yield Line(_EXPLAINED, f"Explained ({said:,})", folds=True)
            if _EXPLAINED in self._open:
                for one in state.explained:
                    yield from self._of_group(one, _EXPLAINED, state.can_explain, depth=1)
        if state.passed:
            yield Line(_PASSED, f"{how_many(len(state.passed), 'check')} passed", folds=True)
            if _PASSED in self._open:
                for rule in state.passed:
                    yield Line((*_PASSED, rule), rule, tone="blue", depth=1)

    def _of_group(self, group: Group, part: Key, explain: bool, depth: int = 0) -> Iterator[Line]:
        findings = tuple(group.findings)
        key = (*part, *key_of(group))
        done = part == _EXPLAINED
        link = ("edit…" if done else "say why…") if explain else ""
        tone = "grey" if done else TONES[group.level]
        many = len(findings) > 1
        small = _said_of(findings) if done else minutes_words(max(1, round(group.minutes)))
        if many and not done:
            small = f"{len(findings):,} of them · {small}"
        yield Line(key, group.sentence, small, tone, depth, findings, many, link)
        if not many or key not in self._open:
            return
        for finding in findings[:MOST]:
            of_one = (*key, finding.table, finding.row_id, finding.field, finding.sentence)
            yield Line(of_one, finding.sentence, _said_of((finding,)) if done else "", tone, depth + 1,
                       (finding,), explain=link)  # fmt: skip
        if len(findings) > MOST:
            left = f"and {len(findings) - MOST:,} more, shown as these are put right"
            yield Line((*key, "more"), left, depth=depth + 1)

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
        """Put the keyboard on the line it was on last, or on the one that came in its place."""
        if self._lines:
            self._lines[self._current[1]].take_keyboard()

    def _find_current(self) -> None:
        key, place = self._current
        keys = [one.line.key for one in self._lines]
        # What is mended is gone, and the next has its place; the part that says what passed wants nothing.
        at = keys.index(key) if key in keys else min(place, len(keys) - 1)
        self._current = (keys[at], at) if keys else ((), 0)
        for one in self._lines:
            one.set_current(one.line.key == self._current[0])

    def _enter(self, line: LineWidget) -> None:
        self._current = line.line.key, self._lines.index(line)
        for one in self._lines:
            one.set_current(one is line)

    def _step(self, line: LineWidget, by: int) -> None:
        at = min(len(self._lines) - 1, max(0, self._lines.index(line) + by))
        self._lines[at].take_keyboard()

    def _go(self, line: LineWidget) -> None:
        one = line.line.one
        if line.line.folds:
            self._fold(line, line.line.key not in self._open, step=True)
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
            self.take_keyboard()

    def show_cause(self, group: Group) -> None:
        """Put the keyboard on a cause, with its records unfolded."""
        key = ("wanting", *key_of(group))
        self._open.add(key)
        self._lay()
        found = next((one for one in self._lines if one.line.key == key), None)
        if found is not None:
            found.take_keyboard()

    # ---- saying why

    def say_why(self, key: Key) -> None:
        """Write the sentence about a warning, in place."""
        line = next((one for one in self._lines if one.line.key == key), None)
        if line is None or not line.line.explain:
            return
        self._editor = None
        self._why = key, ""
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

    def commit_pending(self) -> None:
        """Keep the sentence half typed: before the page is left, before undo and before closing."""
        line = next((one.line for one in self._lines if self._why is not None and one.line.key == self._why[0]), None)
        if line is not None and self._editor is not None and self._editor.pending:
            self._keep(line, self._editor.pending)

    def _keep(self, line: Line, words: str) -> None:
        why, editor = self._why, self._editor
        self._why = self._editor = None
        if not self._explain([one for one in line.findings if words or one.explained], words):
            self._why, self._editor = why, editor
            return
        here = self._has_keyboard()
        self._lay()
        if here:
            self.take_keyboard()

    def _leave(self) -> None:
        self._why = self._editor = None
        self._lay()
        self.take_keyboard()


def _said_of(findings: Sequence[Finding]) -> str:
    said = list(dict.fromkeys(one.explained for one in findings if one.explained))
    return "; ".join(f"“{one}”" for one in said[:3])
