"""Commands: the one table of everything the window can be told to do; menus, keys and Find anything walk it.

A command of the window is carried out by a method of the main window or of the application behind it, a command
of a page by a method of that page, found by the name under `handler`. Add a row here and the method there.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Command(NamedTuple):
    """One thing to do. `enabled` names a property of whoever handles it; empty: always possible."""

    id: str
    text: str  # as in a menu; "…" when it asks something first
    handler: str
    shortcut: str = ""
    menu: str = ""  # File, Edit, View or Help; empty: in no menu
    enabled: str = ""
    main: bool = False  # the filled button of a page
    button: bool = True  # for a page: a button in the top bar
    separator: bool = False  # a line above it in its menu


WINDOW_COMMANDS: Final[tuple[Command, ...]] = (
    Command("file.new", "New ward…", "new_ward", "Ctrl+Shift+N", "File"),
    Command("file.open", "Open…", "open_ward", "Ctrl+O", "File"),
    Command("file.copy", "Save a copy…", "save_copy", "Ctrl+Shift+S", "File", "has_document"),
    Command("file.collate", "Collate returns…", "collate_returns", "", "File", separator=True),
    Command("file.close", "Close", "close_ward", "Ctrl+W", "File", "has_document", separator=True),
    Command("file.quit", "Quit", "quit", "Ctrl+Q", "File"),
    Command("edit.undo", "Undo", "undo", "Ctrl+Z", "Edit", "can_undo"),
    Command("edit.redo", "Redo", "redo", "Ctrl+Shift+Z", "Edit", "can_redo"),
    Command("edit.find", "Find anything…", "find_anything", "Ctrl+K", "Edit", "has_document", separator=True),
    Command("edit.filter", "Filter this page", "filter_page", "Ctrl+F", "Edit", "has_document"),
    Command("view.return", "Back to the return", "back_to_return", "F8", "View", "is_mending"),
    Command("view.bigger", "Bigger text", "bigger_text", "Ctrl++", "View", separator=True),
    Command("view.smaller", "Smaller text", "smaller_text", "Ctrl+-", "View"),
    Command("help.page", "Help with this page", "help_page", "F1", "Help"),
    Command("help.keys", "Keyboard shortcuts", "show_keys", "Ctrl+/", "Help"),
    Command("help.about", "About Ward Desk", "about", "", "Help", separator=True),
)

# By the key of the page, in the order of its buttons.
PAGE_COMMANDS: Final[dict[str, tuple[Command, ...]]] = {
    "actions": (
        Command("actions.note", "Write a note", "new_note", "Ctrl+M", enabled="can_edit"),
        Command("actions.new", "New action", "new_record", "Ctrl+N", enabled="can_edit", main=True),
        Command("actions.table", "View as table", "view_table", "Alt+1", button=False, separator=True),
        Command("actions.timeline", "View as timeline", "view_timeline", "Alt+2", button=False),
        Command("actions.board", "View as board", "view_board", "Alt+3", button=False),
        Command("actions.progress", "View progress summary", "view_progress", "Alt+4", button=False),
        Command("actions.beside", "Record beside", "toggle_beside", "F9", button=False),
        Command(
            "actions.export", "Export list…", "export_list", "Ctrl+E", enabled="can_write", button=False, separator=True
        ),
        Command("actions.print", "Print plan…", "print_plan", "Ctrl+P", enabled="can_write", button=False),
        Command("actions.import", "Bring in a tracker…", "import_tracker", "Ctrl+I", enabled="can_edit", button=False),
    ),
    "events": (
        Command("events.new", "Record event", "new_record", "Ctrl+N", enabled="can_edit", main=True),
        Command("events.numbers", "Record numbers", "record_numbers", "Ctrl+M", enabled="can_record", button=False),
        Command("events.held", "Set to Held", "set_held", "Ctrl+H", enabled="can_hold", button=False),
        Command("events.cancel", "Cancel event…", "cancel_event", "Ctrl+Shift+H", enabled="can_cancel", button=False),
        Command("events.repeat", "Repeat…", "repeat_event", "Ctrl+R", enabled="can_plan", button=False, separator=True),
        Command("events.duplicate", "Plan once more", "duplicate_event", "Ctrl+D", enabled="can_plan", button=False),
        Command("events.before", "Session before", "session_before", "Alt+PgUp", enabled="in_series", button=False),
        Command("events.after", "Session after", "session_after", "Alt+PgDown", enabled="in_series", button=False),
        Command("events.table", "View as list", "view_table", "Alt+1", button=False, separator=True),
        Command("events.month", "View as month", "view_month", "Alt+2", button=False),
        Command("events.week", "View as week", "view_week", "Alt+3", button=False),
        Command("events.figures", "View figures of the year", "view_figures", "Alt+4", button=False),
        Command("events.beside", "Record beside or alone", "toggle_beside", "F9", button=False),
        Command("events.calendar", "Add to my calendar…", "export_calendar", "Ctrl+Shift+C", enabled="can_write"),
        Command(
            "events.import",
            "Bring in a calendar…",
            "import_calendar",
            "Ctrl+I",
            enabled="can_edit",
            button=False,
            separator=True,
        ),
        Command("events.tally", "Print tally sheet…", "print_tally", "Ctrl+P", enabled="can_print", button=False),
    ),
    "feedback": (
        Command("feedback.import", "Bring in a survey file…", "import_survey", "Ctrl+I", enabled="can_edit"),
        Command("feedback.survey", "New survey", "new_survey", "Ctrl+M", enabled="can_edit"),
        Command("feedback.new", "Write down feedback", "new_item", "Ctrl+N", enabled="can_edit", main=True),
        Command("feedback.said", "View what residents said", "view_said", "Alt+1", button=False, separator=True),
        Command("feedback.surveys", "View surveys", "view_surveys", "Alt+2", button=False),
        Command("feedback.comments", "View comments", "view_comments", "Alt+3", button=False),
        Command("feedback.did", "View “You said, we did”", "view_did", "Alt+4", button=False),
        Command(
            "feedback.forms",
            "Type in paper forms",
            "type_forms",
            "Ctrl+T",
            enabled="on_survey",
            button=False,
            separator=True,
        ),
        Command("feedback.slips", "Count equality slips", "count_slips", enabled="on_survey", button=False),
        Command(
            "feedback.bank", "Questions from the bank…", "pick_questions", "Ctrl+B", enabled="on_survey", button=False
        ),
        Command(
            "feedback.print", "Print the survey as a form…", "print_form", "Ctrl+P", enabled="on_survey", button=False
        ),
        Command(
            "feedback.poster", "Poster: You said, we did…", "make_poster", "Ctrl+Shift+P", button=False, separator=True
        ),
        Command("feedback.election", "Pre-election period…", "set_pre_election", button=False),
    ),
    "counts": (
        Command("counts.enter", "Enter this month", "enter_missing", "Ctrl+M", enabled="can_edit"),
        Command("counts.new", "New count", "new_record", "Ctrl+N", enabled="can_edit", main=True),
        Command("counts.behind", "How it adds up", "show_behind", "Ctrl+B", button=False, separator=True),
        Command("counts.note", "Note on this figure", "note_figure", "Ctrl+Shift+M", enabled="can_edit", button=False),
        Command("counts.table", "View as table", "view_table", "Alt+1", button=False, separator=True),
        Command("counts.charts", "View as charts", "view_charts", "Alt+2", button=False),
        Command("counts.beside", "Count below", "toggle_beside", "F9", button=False),
        Command("counts.across", "Months or quarters across", "toggle_across", "Alt+Q", button=False),
        Command("counts.down", "Fill down", "fill_down", "Ctrl+D", enabled="can_edit", button=False, separator=True),
        Command("counts.right", "Fill right", "fill_right", "Ctrl+R", enabled="can_edit", button=False),
        Command("counts.headings", "Copy with headings", "copy_with_headings", "Ctrl+Shift+C", button=False),
        Command("counts.adjust", "Adjust the figure…", "adjust_figure", "Ctrl+J", enabled="can_edit", button=False),
        Command(
            "counts.export",
            "Export figures…",
            "export_figures",
            "Ctrl+E",
            enabled="can_write",
            button=False,
            separator=True,
        ),
        Command("counts.import", "Bring in figures…", "import_figures", "Ctrl+I", enabled="can_edit", button=False),
        Command("counts.profile", "Bring in a ward profile…", "import_profile", enabled="can_edit", button=False),
        Command(
            "counts.standard", "Standard counts…", "choose_standard", enabled="can_edit", button=False, separator=True
        ),
        Command("counts.compare", "Compare with another ward…", "compare_wards", enabled="can_compare", button=False),
    ),
    "thread": (
        Command("thread.start", "Look up a record", "start_from", "Ctrl+J", button=False),
        Command("thread.make", "Make an action", "make_action", "Ctrl+M", enabled="can_make"),
        Command("thread.link", "Link…", "link", "Ctrl+L", enabled="can_link", main=True),
    ),
    "partnership": (
        Command(
            "partnership.profile",
            "Bring in a ward profile…",
            "import_profile",
            "Ctrl+I",
            enabled="can_edit",
            button=False,
        ),
    ),
    "returns": (
        Command("returns.start", "Start the next return", "start_return", "Ctrl+N", enabled="can_start", button=False),
        Command(
            "returns.template",
            "Fill the council’s own template…",
            "fill_template",
            "Ctrl+T",
            enabled="has_return",
            button=False,
        ),
        Command("returns.public", "Public version…", "show_public", "Ctrl+Shift+P", enabled="has_return", button=False),
        Command("returns.recut", "Re-cut for two dates…", "show_recut", "Ctrl+R", button=False),
        Command("returns.csv", "Export CSV folder…", "export_csv", enabled="has_return", button=False),
        Command("returns.export", "Export return…", "export_return", "Ctrl+E", enabled="has_return", button=False),
        Command(
            "returns.check", "View checks", "view_check", "Alt+1", "", "shows_return", button=False, separator=True
        ),
        Command("returns.words", "View words of the return", "view_words", "Alt+2", "", "shows_return", button=False),
        Command("returns.preview", "View preview", "view_preview", "Alt+3", "", "shows_return", button=False),
        Command("returns.changes", "View changes", "view_changes", "Alt+4", "", "shows_return", button=False),
        Command("returns.sign", "View sign-off", "view_sign_off", "Alt+5", "", "shows_return", button=False),
    ),
}


def of_page(key: str) -> tuple[Command, ...]:
    """The commands of a page."""
    return PAGE_COMMANDS.get(key, ())


def shortcuts() -> list[tuple[str, str]]:
    """Every key and what it does, for the list of keyboard shortcuts."""
    listed = [(one.shortcut, one.text.rstrip("…")) for one in WINDOW_COMMANDS if one.shortcut]
    for page in PAGE_COMMANDS.values():
        listed += [(one.shortcut, one.text.rstrip("…")) for one in page if one.shortcut]
    return list(dict.fromkeys([*listed, *_FIXED_KEYS]))


# Keys of the controls themselves, which no command stands behind.
_FIXED_KEYS: Final = (
    ("Ctrl+1 to Ctrl+9", "Go to a page"),
    ("Up, Down", "Move in a list"),
    ("Shift+Up, Shift+Down, Ctrl+A", "Choose several rows of a list"),
    ("Left, Right", "In a grouped list, fold and unfold the group; with Ctrl, every group"),
    ("Enter", "From a list into its form; in a field, keep what is typed"),
    ("Esc", "In a field, put back what was there; after that, from the form to its list"),
    ("Delete", "Remove the chosen rows of a list"),
    ("Ctrl+C", "Copy the chosen rows of a list as a table"),
    ("Ctrl+Enter", "In several lines of text, keep what is typed"),
    ("Shift+Enter", "In a new note, begin another line"),
    ("Alt+T", "Take out what looks personal"),
    ("1 to 9, P, N, G, S, R", "Among comments: themes, priority, no reply needed, need, similar ones, redact"),
    ("E, Space, Left, Right", "Among the checks of a return: say why, show the records of a cause, hide them"),
    ("A, W, T, Space", "In You said, we did: an action, the answer, told back, on the poster"),
    ("Shift+Left, Shift+Right", "On the timeline, move the due date by a day; with Alt the start, with Ctrl by a week"),
    ("+, -, T", "On the timeline, show more or less of it; scroll to today"),
    ("Space", "On the timeline, fold or unfold a group"),
    ("Space", "On the calendar, go to the next event of the day; in a list of days, leave one out"),
    ("Home, End", "On the calendar, go to today, or to the last day of the month or week"),
    ("Alt+arrows", "On the calendar, move the event to another day, week or time"),
    ("F2", "In the grid of figures, change what is in the cell; any letter or digit begins it anew"),
    ("Tab, Shift+Tab", "In the grid of figures, go from month to month; Ctrl+Tab leaves the grid"),
    ("Shift+arrows", "In the grid of figures, choose a block; Ctrl+A chooses all of it"),
    ("Delete", "In the grid of figures, empty the chosen cells; Ctrl+Delete removes the count"),
    ("Ctrl+V", "In the grid of figures, paste a block of a spreadsheet"),
    ("Alt+Left, Alt+Right", "On the board, move the chosen cards to the status before or after"),
)
