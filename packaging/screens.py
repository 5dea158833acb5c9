#!/usr/bin/env python3
"""Pictures of every page of the window, with the sample ward: `python packaging/dev.py screens`."""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_db" / "chesham.ward"
# The day the sample is told on, so that the same sources give the same pictures on every day.
NOW = datetime(2023, 12, 18, 9, 30)
TOLD = "Ward Partnership workshop"  # an event of the sample with who came and what was said
BUSY = date(2023, 12, 7)  # a day of the sample with an event, in a week and a month that have more

PAGES = (
    "welcome",
    "home",
    "actions",
    "timeline",
    "board",
    "progress",
    "tracker",
    "events",
    "month",
    "week",
    "event-pictures",
    "feedback",
    "survey",
    "responses",
    "comments",
    "did",
    "poster",
    "forms",
    "survey-file",
    "counts",
    "pictures",
    "figures",
    "thread",
    "returns",
    "return-words",
    "return-preview",
    "return-changes",
    "return-sign",
    "recut",
    "public",
    "template",
    "collate",
    "collate-glance",
    "partnership",
)
# Those that are a way to look at the action plan, not a page of their own.
VIEWS = ("timeline", "board", "progress", "tracker")
CALENDAR = ("month", "week", "event-pictures")  # ways to look at the events
FEEDBACK = ("survey", "responses", "comments", "did", "poster", "forms", "survey-file")  # parts of the Feedback page
RETURN_TABS = ("return-words", "return-preview", "return-changes", "return-sign")  # from its second part on
RETURNS = ("returns", *RETURN_TABS, "recut", "public", "template")  # parts of the Returns page, and what replaces it
COLLATE = ("collate", "collate-glance")  # the window of the centre: as the returns came in, and put together
TEN_WARDS = ROOT / "sample_db" / "returns" / "2023-24-q2"
# The page of the window each of them is on.
PLACES = {**dict.fromkeys(VIEWS, "actions"), **dict.fromkeys(CALENDAR, "events"), "pictures": "counts",
          "figures": "counts", **dict.fromkeys(FEEDBACK, "feedback"), **dict.fromkeys(RETURNS, "returns")}  # fmt: skip
# A view's own key, where its picture is called otherwise.
KEYS = {"actions": "table", "events": "table", "counts": "table", "event-pictures": "figures", "pictures": "charts"}
THEMES = ("light", "dark", "contrast")
SIZES = ((1440, 900), (1024, 640))


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(
        prog="dev.py screens",
        description=__doc__,
        epilog="example: python packaging/dev.py screens --pages actions,home --theme dark",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screens", help="the folder they are put in")
    parser.add_argument("--pages", type=names(PAGES), default=PAGES, help=f"only these of {','.join(PAGES)}")
    parser.add_argument("--theme", type=names(THEMES), default=THEMES, help=f"only these of {','.join(THEMES)}")
    return parser.parse_args()


def names(known: tuple[str, ...]):
    """How a list of names with commas is read."""

    def read(text: str) -> tuple[str, ...]:
        wanted = tuple(text.split(","))
        strange = [name for name in wanted if name not in known]
        if strange:
            raise argparse.ArgumentTypeError(f"there is no {strange[0]}; there are {', '.join(known)}")
        return wanted

    return read


def take(pages: tuple[str, ...], themes: tuple[str, ...], out: Path, folder: Path) -> int:
    """Take the pictures. `folder` is for the copy of the sample and whatever the window remembers."""
    from PySide6.QtWidgets import QApplication

    from ward_desk.ui.app import Application

    document = folder / SAMPLE.name
    shutil.copy(SAMPLE, document)
    qt = QApplication.instance() or QApplication([])
    desk = Application(qt, clock=lambda: NOW)
    window = desk.window
    window.show()
    taken = 0
    for page in pages:
        shown = window
        if page in COLLATE:
            shown = collate_window(qt, desk, page, folder)
        elif page == "welcome":
            desk.close_ward()
        else:
            place = PLACES.get(page, page)
            desk.prefs.last_page = place  # what a document opens on
            desk.open_path(document)
            window.show_page(place)
            show_view(qt, window, page, folder)
            if page not in (*FEEDBACK, *RETURNS):
                choose_first(window.page)
            if page == "events":
                choose(window.page, TOLD)
            if page in ("month", "week"):
                window.page.calendar.days.go_to(BUSY)
        for theme in themes:
            window.set_theme(theme)
            for width, height in SIZES:
                shown.resize(width, height)
                settle(qt)
                file = out / f"{page}-{theme}-{width}x{height}.png"
                if not shown.grab().save(str(file)):
                    raise SystemExit(f"The picture {file} could not be written.")
                taken += 1
        if shown is not window:
            shown.close()
    window.close()
    return taken


def show_view(qt, window, name, folder) -> None:
    """Bring the action plan or the events to one of their views, and back to the table for its own picture."""
    from tests import figure_files, trackers
    from ward_desk.ui.pages.figures.figures_import import ImportFigures
    from ward_desk.ui.pages.tracker.import_tracker import ImportTracker

    if name == "tracker":
        window.page.drop_file(trackers.chesham(folder / "Chesham action tracker.xlsx"))
        while not window.findChildren(ImportTracker):
            qt.processEvents()
    elif name == "figures":
        window.page.drop_file(figure_files.messy(folder / "Chesham key figures.xlsx"))
        while not window.findChildren(ImportFigures):
            qt.processEvents()
    elif name in FEEDBACK:
        show_feedback(qt, window.page, name, folder)
    elif name in RETURNS:
        show_return(qt, window.page, name, folder)
    elif name in (*VIEWS, *CALENDAR, *KEYS):
        window.page.pane.show_view(KEYS.get(name, name))


def show_feedback(qt, page, name, folder) -> None:
    """Bring the Feedback page to one of its parts, or to what takes their place for a while."""
    from tests import survey_files

    page.paper.close()
    page.file_in.close()
    if name == "survey-file":
        page.drop_file(survey_files.forms_csv(folder / "Autumn survey(1-12).csv"))
        while page.file_in.screen is None:
            qt.processEvents()
    elif name in ("survey", "responses", "forms"):
        page.view_surveys()
        choose(page.surveys, "Autumn residents' survey")
        if name == "responses":
            page.surveys.parts.show_tab(1)
        elif name == "forms":
            page.type_forms()
    elif name == "comments":
        page.view_comments()
    elif name == "did":
        page.view_did()
    else:
        page.make_poster()


def show_return(qt, page, name, folder) -> None:
    """Bring the Returns page to one of its parts, or to what takes its place for a while."""
    from tests.template_files import council_template

    page.instead.close()
    page.take_keyboard()
    if name in ("returns", *RETURN_TABS):
        page.tabs.show_tab(("returns", *RETURN_TABS).index(name))
    elif name == "template":
        page.drop_file(council_template(folder))
        while page.instead.template.screen is None:
            qt.processEvents()
    elif name == "public":
        page.show_public()
    else:
        page.show_recut()


def collate_window(qt, desk, name, folder):
    """The window of the centre with the returns of the sample wards; put together when the name says so."""
    from ward_desk.ui.collation.collate_window import CollateWindow

    window = CollateWindow(desk.prefs)
    window.show()
    window.add([TEN_WARDS])
    finish(qt, window)
    if name == "collate-glance":
        window.write_to(folder / "programme.xlsx")
        window.collate()
        finish(qt, window)
    return window


def finish(qt, window) -> None:
    """Let a window end the long work it has begun."""
    while window.is_busy:
        qt.processEvents()


def choose(page, title) -> None:
    """Be on the record of that title."""
    row = next(row for row in page.doc.store.rows(page.table) if row["title"] == title)
    page.open_record(page.table, str(row["id"]))


def choose_first(page) -> None:
    """Be on the first record of the page's list, so that the form beside it is filled."""
    from ward_desk.ui.table.table_page import ListPane

    for pane in page.findChildren(ListPane):
        pane.select_first()


def settle(qt) -> None:
    """Let the window lay itself out and do what it puts off until people pause: badges and the words of the frame."""
    from time import monotonic

    from ward_desk.ui.frame_words import AFTER_OPENING_MS

    until = monotonic() + 2 * AFTER_OPENING_MS / 1000
    while monotonic() < until or not charts_drawn(qt):
        qt.processEvents()


def charts_drawn(qt) -> bool:
    """Whether every chart that can be seen has been drawn."""
    from ward_desk.ui.charts.chart_picture import ChartPicture
    from ward_desk.ui.pages.counts.pictures.count_picture_grid import PictureGrid

    seen = (one for one in qt.allWidgets() if isinstance(one, ChartPicture | PictureGrid))
    return all(one.is_drawn for one in seen if not one.visibleRegion().isEmpty())


def main() -> int:
    """Take the pictures asked for, and say where they are."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    # An error inside Qt ends nothing by itself; a picture taken after one is not to be trusted.
    errors = []

    def hook(kind, error, trace):
        errors.append(error)
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook
    # Whatever the window remembers is not to come from, or go to, this person's own desk.
    with tempfile.TemporaryDirectory() as name:
        os.environ["WARD_DESK_STATE"] = os.environ["WARD_DESK_CONFIG"] = name
        taken = take(options.pages, options.theme, options.out, Path(name))
    print(f"{taken} pictures are in {options.out}")
    return 1 if errors else 0


if __name__ == "__main__":
    # dev.py says so as well; this is for those who start the file itself.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
