"""Application: opens and closes documents for the one window, and looks after crashes."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ward_desk import __version__
from ward_desk.core import resources
from ward_desk.core.errors import BugError, KnownError
from ward_desk.service import recovery
from ward_desk.service.document import Clock, Document
from ward_desk.ui import dialogs, theme
from ward_desk.ui.keeper import TypingKeeper
from ward_desk.ui.main_window import MainWindow, PageSpec, Words
from ward_desk.ui.page import Page
from ward_desk.ui.prefs import Prefs

if TYPE_CHECKING:  # imported when something is first looked for
    from ward_desk.ui.find import Found

PATTERN = "Ward Desk documents (*.ward)"


class Application:
    """The desk behind the window."""

    def __init__(self, qt: QApplication, prefs: Prefs | None = None, clock: Clock | None = None) -> None:
        self.qt, self.prefs, self._clock = qt, prefs or Prefs(), clock
        self.session = recovery.Session()
        self.crash = self.session.crashed_before()
        self._keeper: TypingKeeper | None = None
        self._drafts: recovery.Drafts | None = None
        self._collating: QWidget | None = None  # the window of the central team, once it was opened
        theme.apply(qt, theme.chosen(self.prefs.theme, qt), self.prefs.text_size)
        self.window = MainWindow(self, self.prefs, self._pages(), self._welcome, _search, _words)
        self.window.closed.connect(self._on_closed)

    # ---- the pages

    def _pages(self) -> Sequence[PageSpec]:
        def actions(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.plan.actions import ActionsPage

            return ActionsPage(doc, prefs, self._keeper)

        def events(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.events.events import EventsPage

            return EventsPage(doc, prefs, self._keeper)

        def feedback(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.feedback.feedback import FeedbackPage

            return FeedbackPage(doc, prefs, self._keeper)

        def counts(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.counts.counts import CountsPage

            return CountsPage(doc, prefs, self._keeper)

        def thread(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.thread.thread import ThreadPage

            return ThreadPage(doc, prefs, self._keeper)

        def returns(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.returns.returns import ReturnsPage

            return ReturnsPage(doc, prefs, self._keeper)

        def home(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.home import HomePage

            return HomePage(doc, prefs)

        def settings(doc: Document, prefs: Prefs) -> Page:
            from ward_desk.ui.pages.partnership import PartnershipPage

            return PartnershipPage(doc, prefs, self._keeper)

        return (
            PageSpec("home", "Home", "home", home),
            PageSpec("actions", "Action plan", "actions", actions, ("action",)),
            PageSpec("events", "Events", "events", events, ("event",)),
            PageSpec("feedback", "Feedback", "feedback", feedback, ("feedback", "survey", "comment")),
            PageSpec("counts", "Activity counts", "counts", counts, ("activity_count", "figure")),
            PageSpec("thread", "Golden thread", "thread", thread),
            PageSpec("returns", "Returns", "returns", returns, ("quarterly_return",)),
            PageSpec("partnership", "Partnership", "settings", settings,
                     ("partnership", "organisation", "priority", "funding", "risk", "deep_dive", "evidence",
                      "recommendation", "profile_line"), at_foot=True),
        )  # fmt: skip

    def _welcome(self) -> QWidget:
        from ward_desk.ui.pages.welcome import Welcome

        page = Welcome(self.prefs.recent)
        page.sample_asked.connect(self.open_sample)
        page.open_asked.connect(self.open_ward)
        page.path_asked.connect(self.open_path)
        page.new_asked.connect(self.create)
        page.collate_asked.connect(self.collate_returns)
        return page

    def collate_returns(self) -> None:
        """Open the window in which the central team puts the returns of its wards together."""
        from ward_desk.ui.collation.collate_window import CollateWindow

        if self._collating is None:
            self._collating = CollateWindow(self.prefs)
        self._collating.show()
        self._collating.raise_()
        self._collating.activateWindow()

    # ---- documents

    def open_path(self, path: Path) -> None:
        """Open a document in the window. What stands in the way is said in words; the one open before stays open."""
        if self.window.document is not None and path.resolve() == self.window.document.path.resolve():
            return
        self.window.commit_pending()
        try:
            doc = Document.open(path, role=self.prefs.role, clock=self._clock)
        except KnownError as error:
            read = self._read_instead(path, error)
            if read is None:
                return
            doc = read
        except BugError as error:
            dialogs.tell(self.window, f"{path.name} could not be opened: Ward Desk met something it does not know.",
                         f"Nothing was changed. {error}")  # fmt: skip
            return
        self._show(doc)

    def _read_instead(self, path: Path, error: KnownError) -> Document | None:
        """When only writing is impossible, offer to read."""
        readable = error.code in ("locked", "read_only", "busy") or (
            error.code == "too_new" and "to read" in error.safe
        )
        if not readable:
            dialogs.tell_error(self.window, error)
            return None
        if dialogs.ask(self.window, error.happened, ["Open it to read"], f"{error.safe} {error.next_step}") != 0:
            return None
        try:
            return Document.open(path, read_only=True, clock=self._clock)
        except KnownError as second:
            dialogs.tell_error(self.window, second)
            return None

    def _show(self, doc: Document) -> None:
        self._let_go()
        self.prefs.add_recent(doc.path)
        self._drafts = recovery.Drafts(doc.path)
        left = self._drafts.left_behind() if not doc.read_only else []
        self._keeper = TypingKeeper(self._drafts)
        self.session.start(doc.path)
        self.window.set_document(doc)
        if left or self.crash:
            QTimer.singleShot(0, self.window, lambda: self._after_crash(left))

    def _after_crash(self, left: Sequence[recovery.Draft]) -> None:
        """Say what happened to the last sitting, and put half-typed text back where people want it."""
        crash, self.crash = self.crash, None
        happened = "Ward Desk did not end as it should last time." if crash else "Some text was still being typed."
        note = f" What went wrong was written down in {crash.note}." if crash and crash.note else ""
        if not left:
            dialogs.tell(self.window, happened, f"Everything saved before is here; nothing was being typed.{note}")
            return
        if len(left) == 1:
            words = f"This was being typed: “{left[0].text[:200]}”."
        else:
            words = f"Text in {len(left)} fields was being typed, the first: “{left[0].text[:200]}”."
        answer = dialogs.ask(
            self.window, happened, ["Put it back", "Throw it away"],
            f"Everything saved before is here. {words} It goes back into its field, where you can finish it.{note}",
        )  # fmt: skip
        if answer == 0:
            self._put_back(left)
        elif answer == 1 and self._drafts is not None:
            self._drafts.clear()

    def _put_back(self, left: Sequence[recovery.Draft]) -> None:
        lost: list[str] = []
        by_record: dict[tuple[str, str], dict[str, str]] = {}
        for draft in left:
            by_record.setdefault((draft.table, draft.row_id), {})[draft.field] = draft.text
        for (table, row_id), fields in by_record.items():
            if not (self.window.open_record(table, row_id) and self.window.page is not None
                    and self.window.page.restore_draft(row_id, fields)):  # fmt: skip
                lost += fields.values()
        if lost:
            dialogs.tell(
                self.window, "The record of some text is not there any more.",
                "Here it is, to copy where it belongs: " + " / ".join(lost),
            )  # fmt: skip

    def _let_go(self) -> None:
        """Close the document that is open, everything half typed being kept in it."""
        doc = self.window.document
        if doc is None:
            return
        self.window.commit_pending()
        self.window.set_document(None)
        self._end_typing(doc)
        doc.close()

    def open_ward(self) -> None:
        """Ask for a document and open it."""
        path = dialogs.choose_file(self.window, "open", "Open a ward's document", PATTERN, self._folder())
        if path is not None:
            self.open_path(path)

    def open_sample(self) -> None:
        """Open this user's own copy of the sample ward, made when there is none."""
        try:
            self.open_path(own_sample())
        except KnownError as error:
            dialogs.tell_error(self.window, error)

    def new_ward(self) -> None:
        """Show the start page, with the keyboard in the form for a new ward."""
        self.close_ward()
        page = self.window.stack.currentWidget()
        start = getattr(page, "start_new", None)
        if callable(start):
            start()

    def create(self, new: object) -> None:
        """Make a document for a new ward partnership, where people say, and open it."""
        from ward_desk.service import wards

        assert isinstance(new, wards.NewWard)
        try:
            fill = wards.start(new)
            name = "-".join(new.ward.lower().split()) or "ward"
            path = dialogs.choose_file(
                self.window, "save", "Where should the document be?", PATTERN, self._folder() / f"{name}.ward"
            )
            if path is None:
                return
            path = path if path.suffix else path.with_suffix(".ward")
            self._show(Document.create(path, fill, role=self.prefs.role, clock=self._clock or datetime.now))
        except KnownError as error:
            dialogs.tell_error(self.window, error)

    def save_copy(self) -> None:
        """Ask where, and write a whole copy there."""
        doc = self.window.document
        if doc is None:
            return
        self.window.commit_pending()
        start = doc.path.with_name(f"{doc.path.stem} copy.ward")
        path = dialogs.choose_file(self.window, "save", "Save a copy", PATTERN, start)
        if path is not None:
            path = path if path.suffix else path.with_suffix(".ward")
            doc.save_copy(path)
            self.window.status.say(f"Copy saved: {path.name}")

    def close_ward(self) -> None:
        """Close the document and show the start page."""
        self._let_go()
        if not self.window.stack.count():
            self.window.set_document(None)
        self.session.start(None)

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.window.close()

    def about(self) -> None:
        """Which version this is, and what it is."""
        dialogs.tell(self.window, f"Ward Desk {__version__}",
                     "For the local partnership of one council ward. Free software under the MIT licence.")  # fmt: skip

    def show_help(self, topic: str) -> None:
        """Say what the page is for and which keys work there."""
        from ward_desk.ui.help import words_for

        heading, words = words_for(topic or self.prefs.last_page)
        dialogs.tell(self.window, heading, words)

    def _folder(self) -> Path:
        recent = self.prefs.recent()
        documents = Path.home() / "Documents"
        return recent[0].parent if recent else documents if documents.is_dir() else Path.home()

    def _end_typing(self, doc: Document) -> None:
        """Forget what was being typed, which is in the document now; but for a sentence that says why on the page of
        returns: that counts only when somebody says so, and is there again when the document is opened."""
        keeper, drafts = self._keeper, self._drafts
        self._keeper = self._drafts = None
        if keeper is None or drafts is None:
            return
        if not doc.read_only:
            keeper.flush()
            drafts.forget_where(lambda one: not one.field.startswith(recovery.WHY))
            if not drafts.left_behind():
                drafts.clear()
        keeper.close()

    def _on_closed(self) -> None:
        doc = self.window.document
        if doc is not None:
            self._end_typing(doc)
            doc.close()
        self.session.end()


def own_sample() -> Path:
    """The user's own copy of the sample ward. Raises KnownError when it can't be made."""
    mine = recovery.state_folder() / "chesham.ward"
    if mine.exists():
        return mine
    package = resources.folder()
    for source in (package / "sample" / "chesham.ward", package.parent / "sample_db" / "chesham.ward"):
        if source.exists():
            try:
                mine.parent.mkdir(parents=True, exist_ok=True)
                mine.write_bytes(source.read_bytes())
            except OSError as error:
                raise KnownError(
                    "cant_copy", f"The sample could not be put at {mine}: {error.strerror}.", "Nothing was changed.",
                    "Make some room on the disk, then try again.",
                ) from error  # fmt: skip
            return mine
    raise KnownError(
        "no_sample", "The sample ward did not come with this copy of Ward Desk.", "Nothing was changed.",
        "Start a new ward partnership, or open a document.",
    )  # fmt: skip


def _search(doc: Document, words: str) -> Sequence[Found]:
    from ward_desk.service import finding
    from ward_desk.ui.find import Found

    return [Found((hit.table, hit.row_id), hit.title, hit.kind) for hit in finding.find(doc, words)]


def _words(doc: Document) -> Words:
    from ward_desk.service import summary
    from ward_desk.service.returns import returns

    notices = [str(doc.partnership["notice"])]
    if doc.read_only:
        notices.insert(0, "Open to read only. Changes made elsewhere show here.")
    return Words(
        notice=" ".join(filter(None, notices)),
        state="Read only" if doc.read_only else "✓ All changes saved",
        next_return=returns.due_words(doc, doc.today),
        badges=summary.badges(doc, doc.today),
    )


def catch_bugs(window: Callable[[], QWidget | None]) -> None:
    """Write an error of ours down and say it once, instead of ending the program: what is committed is safe."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        note = recovery.write_crash(text)
        where = f" It was written down in {note}." if note else ""
        dialogs.tell(window(), "Something went wrong in Ward Desk itself.",
                     f"Everything saved is safe, and you can go on.{where} Please report it.")  # fmt: skip

    sys.excepthook = hook


def main(path: Path | None = None, sample: bool = False) -> int:
    """Open the window, on a document, the sample or the start page. Gives the exit code."""
    recovery.enable_fault_log()
    QApplication.setApplicationName("Ward Desk")
    QApplication.setDesktopFileName("ward-desk")
    qt = QApplication(sys.argv[:1])
    app = Application(qt)
    catch_bugs(lambda: app.window)
    _set_icon(qt)
    app.session.start(None)
    if path is not None:
        app.open_path(path)
    elif sample:
        app.open_sample()
    if app.window.document is None and not app.window.stack.count():
        app.window.set_document(None)
        if app.crash:
            QTimer.singleShot(0, app.window, lambda: app._after_crash([]))
    app.window.show()
    return qt.exec()


def _set_icon(qt: QApplication) -> None:
    from ward_desk.ui.icons import app_icon

    qt.setWindowIcon(app_icon())
