"""The command line, as people and scripts use it: each command, its help and examples, its exit codes."""

import contextlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.template_files import council_template
from ward_desk import __main__, __version__
from ward_desk.cli import COMMANDS, EXIT_WORDS, WINDOW, Exit, commands, run, tables
from ward_desk.core.changes import Op
from ward_desk.core.checks import Finding
from ward_desk.core.errors import KnownError
from ward_desk.core.periods import Quarter
from ward_desk.core.template.mapping import Mapping, Spot
from ward_desk.exchange.template import mapping_file
from ward_desk.service import edits, frameworks
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.wards import NewWard, start
from ward_desk.store import lock
from ward_desk.store.connection import SCHEMA_VERSION

SENT = Path(__file__).parents[1] / "sample_db" / "returns" / "2023-24-q2"
ROOT = Path(__file__).resolve().parent.parent
QUARTER = "Q3 2023-24"


@pytest.fixture(scope="session")
def neighbour(tmp_path_factory):
    """Another ward that held the same fair, as a document and as its return."""
    folder = tmp_path_factory.mktemp("neighbour")
    framework = next(one for one in frameworks.available() if one.code == "opportunity_bucks")
    ward = NewWard(framework, "Aylesbury North", prefix="AYN")
    doc = Document.create(folder / "aylesbury-north.ward", start(ward), clock=lambda: datetime(2023, 12, 18, 9, 30))
    edits.add(doc, "event", {"title": "The jobs fair", "start": "2023-11-22T10:00", "status": "held"})
    returns.export(doc, Quarter(2023, 3), folder / "aylesbury-north-q3.xlsx")
    doc.close()
    return folder


def make_document(path, **changes):
    """A ward whose actions have nothing wrong with them but what `changes` bring."""
    framework = next(one for one in frameworks.available() if one.code == "opportunity_bucks")
    doc = Document.create(path, start(NewWard(framework, "Chesham")), clock=lambda: datetime(2023, 12, 18, 9, 30))
    lead = edits.add(doc, "organisation", {"name": "Chesham Town Council"})
    [theme, *_] = doc.store.rows("theme")
    values = {
        "title": "Warm space at the library", "theme": theme["id"], "lead": lead, "start": "2023-10-01",
        "due": "2024-03-31", "status": "in_progress", "rating": "green", "progress": 50,
    }  # fmt: skip
    edits.add(doc, "action", {**values, **changes})
    doc.close()


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch, neighbour):
    """A folder of this test's own, with a document in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARD_DESK_STATE", str(tmp_path / "state"))
    make_document(tmp_path / "chesham.ward")
    for one in neighbour.iterdir():
        shutil.copy(one, tmp_path)
    (tmp_path / "tracker.csv").write_text("Action,By when,Comments\nLitter pick,31/03/24,With the school\n", "utf-8")
    (tmp_path / "returns").mkdir()
    shutil.copy(next(SENT.glob("abbey*.xlsx")), tmp_path / "returns")
    council_template(tmp_path).rename(tmp_path / "council.xlsx")
    wanted = Mapping("council.xlsx", spots=(Spot("cover.ward", "Start", "C4"),))
    mapping_file.write(wanted, mapping_file.default_path(tmp_path / "council.xlsx"))
    (tmp_path / "profile.csv").write_text("Indicator,Chesham,England\nClaimants,4.2,4.0\n", "utf-8")
    (tmp_path / "survey.csv").write_text("ID,How is it?,Anything else?\n1,Good,More benches\n2,Poor,\n", "utf-8")
    (tmp_path / "parish.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:one\nSUMMARY:Fair\nDTSTART:20240110\nEND:VEVENT\nEND:VCALENDAR\n", "utf-8"
    )
    return tmp_path


@pytest.fixture
def window(monkeypatch):
    """What the window was opened with, instead of a window."""
    opened = []

    def open_window(path, *, sample):
        opened.append((path, sample))
        return 0

    monkeypatch.setattr(__main__, "open_window", open_window)
    return opened


@pytest.fixture
def desk(capsys, window):
    """Runs the program with these words and gives its exit code, output and complaints."""

    def run(*words):
        code = __main__.main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def program(*words, code="from ward_desk.__main__ import main; sys.exit(main())", **environment):
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv[0] = 'ward-desk'; {code}", *words],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


# --- the window ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ([], (None, False)),
        (["--sample"], (None, True)),
        (["chesham.ward"], (Path("chesham.ward"), False)),
        (["a folder/Chesham ward.ward"], (Path("a folder/Chesham ward.ward"), False)),
        (["./check"], (Path("check"), False)),
        (["--", "-dashed.ward"], (Path("-dashed.ward"), False)),
    ],
)
def test_what_is_no_command_opens_the_window(words, opened, desk, window):
    assert desk(*words) == (Exit.FINE, "", "")
    assert window == [opened]


def test_the_window_is_asked_for_without_argparse_or_the_service():
    code = (
        "import types; ui = types.ModuleType('ward_desk.ui.app'); ui.main = lambda path, sample: 0; "
        "sys.modules['ward_desk.ui.app'] = ui; from ward_desk.__main__ import main; main(); "
        "print(sorted({'argparse', 'sqlite3', 'ward_desk.service', 'ward_desk.store'} & set(sys.modules)))"
    )
    result = program("chesham.ward", code=code)
    assert result.stdout.decode().split() == ["[]"], result.stderr.decode()


@pytest.mark.parametrize("words", [["a.ward", "b.ward"], ["--sample", "a.ward"], ["--unknown"], ["--samp"]])
def test_what_cannot_be_understood_is_wrong_usage(words, desk, window):
    code, out, err = desk(*words)
    assert code == Exit.UNUSABLE
    assert out == ""
    assert "usage: ward-desk [FILE | --sample]" in err
    assert window == []


def test_a_mistyped_command_is_recognised(desk, window):
    code, _, err = desk("chekc", "chesham.ward")
    assert code == Exit.UNUSABLE
    assert "there is no command chekc; did you mean check?" in err
    assert window == []


def test_without_qt_the_window_says_so_and_names_what_works():
    code = "sys.modules['PySide6'] = None; from ward_desk.__main__ import main; sys.exit(main())"
    result = program("chesham.ward", code=code)
    assert result.returncode == Exit.UNUSABLE
    assert "The window can't be opened here" in result.stderr.decode()


# --- help ---------------------------------------------------------------------------------------------


def test_every_command_has_its_parser_and_its_work():
    assert list(run._ARGUMENTS) == list(run._RUN) == list(COMMANDS)


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_every_help_shows_examples_and_exit_codes(words, desk):
    code, out, err = desk(*words, "--help")
    assert (code, err) == (Exit.FINE, "")
    about = COMMANDS[words[0]] if words else WINDOW
    for example in about.examples:
        assert f"\n  {example}\n" in out
    for meaning, told in EXIT_WORDS.items():
        assert f" {meaning.value} {told} " in " ".join(out.split()) + " "


def test_the_help_lists_every_command(desk):
    _, out, _ = desk("--help")
    for name, command in COMMANDS.items():
        assert name in out
        assert command.about in " ".join(out.split())


def test_every_example_works_in_the_order_given(desk, window):
    for command in (WINDOW, *COMMANDS.values()):
        for example in command.examples:
            name, *words = shlex.split(example)
            assert name == "ward-desk"
            code, out, err = desk(*words)
            assert code in (Exit.FINE, Exit.REFUSED), (example, err)
            assert out or command is WINDOW
    assert len(window) == len(WINDOW.examples)


def test_the_version_is_told(desk):
    assert desk("--version") == (Exit.FINE, f"Ward Desk {__version__}\n", "")


# --- double-counts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["aylesbury-north.ward", "aylesbury-north-q3.xlsx"])
def test_what_two_wards_report_both_is_shown(desk, here, other):
    doc = Document.open(here / "chesham.ward")
    edits.add(doc, "event", {"title": "Jobs fair", "start": "2023-11-22", "status": "held"})
    doc.close()
    before = (here / other).read_bytes()
    code, out, err = desk("double-counts", "chesham.ward", other)
    assert (code, err) == (Exit.FINE, "")
    assert out.splitlines() == [
        "Within Chesham: nothing seems to be reported twice.",
        "",
        f"Chesham and Aylesbury North ({other}): 1 possible double count",
        "Kind   What to look at",
        "Event  CHE-E01 “Jobs fair” and AYN-E01 “The jobs fair” of Aylesbury North were both on 22 Nov 2023. Agree who"
        " reports it.",
    ]
    assert (here / other).read_bytes() == before


def test_a_ward_is_not_compared_with_itself(desk, here):
    shutil.copy(here / "chesham.ward", here / "copy.ward")
    code, _, err = desk("double-counts", "chesham.ward", "copy.ward")
    assert code == Exit.UNUSABLE
    assert "copy.ward is of Chesham itself" in err


# --- return -------------------------------------------------------------------------------------------


def test_a_return_is_written_and_can_be_read_back(desk, here):
    code, out, _ = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx", "--csv", "values")
    assert code == Exit.FINE
    assert out.splitlines() == ["Written: out.xlsx", "Written: values"]
    assert (here / "values" / "action_plan.csv").is_file()

    code, out, err = desk("read-return", "out.xlsx")
    assert (code, err) == (Exit.FINE, "")
    assert "Chesham" in out
    assert "Q3 2023-24 (October to December 2023)" in out
    assert ["Action", "plan", "1"] in [line.split() for line in out.splitlines()]


def test_everything_in_a_return_can_be_had_as_json(desk):
    desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx")
    code, out, _ = desk("read-return", "out.xlsx", "--json")
    assert code == Exit.FINE
    told = json.loads(out)
    assert told["header"]["period"] == "2023-24-Q3"
    assert told["tables"]["action_plan"][0]["action"] == "Warm space at the library"


def test_a_return_that_was_sent_is_written_as_it_left_and_info_says_when(desk, here):
    with contextlib.closing(Document.open(here / "chesham.ward")) as doc:
        values = {"period": "2023-24-Q3", "status": "sent", "sent_on": "2023-12-18", "workbook": b"PK as it left"}
        doc.run(Op("test", "Sent"), lambda store: store.insert("quarterly_return", values))
    code, _, err = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx")
    assert (code, err) == (Exit.FINE, "")
    assert (here / "out.xlsx").read_bytes() == b"PK as it left"
    lines = [line.split() for line in desk("info", "chesham.ward")[1].splitlines()]
    assert any(line[:5] == ["Q3", "2023-24", "sent", "18", "Dec"] for line in lines)


def test_a_return_goes_only_where_it_is_meant_to(desk, here):
    before = (here / "chesham.ward").read_bytes()
    code, out, err = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "chesham.ward")
    assert (code, out) == (Exit.UNUSABLE, "")
    assert "ends in .xlsx" in err
    assert (here / "chesham.ward").read_bytes() == before


def test_a_return_into_a_folder_that_is_not_there_is_refused_in_one_sentence(desk):
    code, _, err = desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "nowhere/out.xlsx")
    assert code == Exit.UNUSABLE
    assert "nowhere is not there" in err
    assert "Traceback" not in err


def test_progress_is_shown_only_to_somebody_who_looks(monkeypatch, capsys):
    with commands._progress("Writing the return") as say:
        say(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with commands._progress("Writing the return") as say:
        say(1, 2, "Actions")
    assert "Writing the return: 50%" in capsys.readouterr().err


# --- check --------------------------------------------------------------------------------------------


def test_a_check_that_finds_errors_says_so_with_its_exit_code(desk):
    make_document(Path("late.ward"), due="2023-09-01")
    code, out, err = desk("check", "late.ward", "--quarter", QUARTER)
    assert (code, err) == (Exit.REFUSED, "")
    first, _, headings, *lines = out.splitlines()
    assert first.startswith("Chesham, Q3 2023-24 (October to December 2023): ")
    assert headings.split()[:3] == ["Level", "Record", "Field"]
    assert any(line.startswith("Error") and "CHE-01" in line for line in lines)
    levels = [line.split()[0] for line in lines]
    assert levels == sorted(levels)  # errors stand before warnings
    silent = next(line for line in lines if "no note this quarter" in line)
    assert silent.split("CHE-01")[1].strip() == "Progress note"


@pytest.mark.parametrize(
    ("place", "words"),
    [("2023-12", "Dec 2023"), ("2023-24-Q3", "Q3 2023-24"), ("attendance", "Attendance"), ("gone", "")],
)
def test_a_place_that_is_no_field_is_told_in_words(place, words):
    finding = Finding("missing_months", "warning", "activity_count", "1", place, "CHE-C01", "Enter it.")
    assert commands._line(finding)[2] == words


def test_a_check_with_every_warning_explained_ends_well(desk, monkeypatch):
    from ward_desk.service.returns import returns

    document, quarter = _opened_for(QUARTER)
    found = [one for one in returns.checks(document, quarter) if one.level == "warning"]
    document.close()
    monkeypatch.setattr(returns, "checks", lambda doc, quarter: found)
    code, out, _ = desk("check", "chesham.ward", "--quarter", QUARTER)
    assert code == Exit.REFUSED
    monkeypatch.setattr(returns, "checks", lambda doc, quarter: [one._replace(explained="Rain.") for one in found])
    code, out, _ = desk("check", "chesham.ward", "--quarter", QUARTER)
    assert code == Exit.FINE
    assert "Explained" in out
    assert "“Rain.”" in " ".join(out.split())
    monkeypatch.setattr(returns, "checks", lambda doc, quarter: [])
    code, out, _ = desk("check", "chesham.ward", "--quarter", QUARTER)
    assert (code, out) == (Exit.FINE, "Chesham, Q3 2023-24 (October to December 2023): nothing to mend\n")


def _opened_for(quarter):
    from ward_desk.core.periods import Quarter

    return Document.open(Path("chesham.ward"), read_only=True), Quarter.parse(quarter)


@pytest.mark.parametrize("quarter", ["Q5 2023-24", "last one", "Q3 2023-25"])
def test_a_quarter_that_is_none_is_wrong_usage(quarter, desk):
    code, out, err = desk("check", "chesham.ward", "--quarter", quarter)
    assert (code, out) == (Exit.UNUSABLE, "")
    assert err.count("\n") == 1


# --- read-return --------------------------------------------------------------------------------------


def test_a_return_that_was_changed_is_refused_and_the_place_is_named(desk):
    desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    page = book["Action plan"]
    [(row, column)] = [(c.row, c.column) for r in page.iter_rows() for c in r if c.value == date_cell(2024, 3, 31)]
    page.cell(row, column).value = "next spring"
    book.save("out.xlsx")

    code, out, err = desk("read-return", "out.xlsx")
    assert code == Exit.REFUSED
    assert "out.xlsx is refused: 1 problem." in err
    assert ["Action", "plan", str(row), "Due", "date"] in [line.split()[:5] for line in out.splitlines()]

    code, out, err = desk("read-return", "out.xlsx", "--json")
    assert (code, err) == (Exit.REFUSED, "")
    [problem] = json.loads(out)["problems"]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("Action plan", row, "Due date")


def date_cell(year, month, day):
    """A date as openpyxl gives it."""
    return datetime.combine(date(year, month, day), datetime.min.time())


def test_a_file_that_is_no_workbook_is_refused(desk, here):
    (here / "notes.xlsx").write_text("hello", encoding="utf-8")
    code, _, err = desk("read-return", "notes.xlsx")
    assert code == Exit.REFUSED
    assert "notes.xlsx is refused" in err


def test_a_workbook_that_is_not_there_cannot_be_used(desk):
    code, _, err = desk("read-return", "nothing.xlsx")
    assert code == Exit.UNUSABLE
    assert "nothing.xlsx" in err


# --- info ---------------------------------------------------------------------------------------------


def test_info_tells_what_a_document_is(desk):
    code, out, err = desk("info", "chesham.ward")
    assert (code, err) == (Exit.FINE, "")
    lines = [line.split() for line in out.splitlines()]
    assert ["Ward", "Chesham"] in lines
    assert ["Programme", "Opportunity", "Bucks"] in lines
    assert ["Schema", "version", str(SCHEMA_VERSION)] in lines
    assert ["Actions", "1"] in lines
    assert ["Themes", "5"] in lines
    assert "Add action “Warm space at the library”, Mon 18 Dec 2023, 09:30" in out
    assert "nobody has it open" in out


def test_a_document_somebody_else_has_open_can_still_be_used(desk, here):
    doc = Document.open(here / "chesham.ward")
    holder = lock.holder(here / "chesham.ward")
    assert holder is not None
    code, out, _ = desk("info", "chesham.ward")
    assert code == Exit.FINE
    assert holder.words in out
    assert desk("return", "chesham.ward", "--quarter", QUARTER, "-o", "out.xlsx")[0] == Exit.FINE
    assert lock.holder(here / "chesham.ward") == holder
    doc.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "There is no file"), (b"", "is empty"), (b"hello", "is not a Ward Desk document")],
)
@pytest.mark.parametrize("words", [["info"], ["check", "--quarter", QUARTER]], ids=lambda words: words[0])
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(content, said, words, desk, here):
    if content is not None:
        (here / "bad.ward").write_bytes(content)
    command, *rest = words
    code, out, err = desk(command, "bad.ward", *rest)
    assert (code, out) == (Exit.UNUSABLE, "")
    assert said in err
    assert "Traceback" not in err


# --- trouble ------------------------------------------------------------------------------------------


def test_a_bug_is_written_down_and_the_file_named(desk, monkeypatch):
    def broken(path):
        raise ZeroDivisionError("a bug for the test")

    monkeypatch.setattr(commands, "info", broken)
    code, out, err = desk("info", "chesham.ward")
    assert (code, out) == (Exit.BUG, "")
    assert "mistake of its own" in err
    note = Path(err.strip().rpartition(" in ")[2])
    assert "a bug for the test" in note.read_text(encoding="utf-8")


def test_a_bug_that_cannot_be_written_down_is_shown(desk, here, monkeypatch):
    (here / "state").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(commands, "info", lambda path: 1 / 0)
    code, _, err = desk("info", "chesham.ward")
    assert code == Exit.BUG
    assert "ZeroDivisionError" in err


def test_stopping_it_is_no_bug(desk, monkeypatch):
    def stopped(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "info", stopped)
    assert desk("info", "chesham.ward") == (Exit.STOPPED, "", "")


def test_a_reader_that_stops_reading_is_no_bug():
    process = subprocess.Popen(
        [sys.executable, "-m", "ward_desk", "info", "chesham.ward"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait() == Exit.STOPPED


def test_a_known_error_keeps_all_three_of_its_sentences(desk, monkeypatch):
    def full(path):
        raise KnownError("disk_full", "There is no room left.", "Nothing was lost.", "Make some room.")

    monkeypatch.setattr(commands, "info", full)
    code, _, err = desk("info", "chesham.ward")
    assert (code, err) == (Exit.UNUSABLE, "There is no room left. Nothing was lost. Make some room.\n")


# --- as a program -------------------------------------------------------------------------------------


def test_it_runs_as_a_module_and_writes_utf8_whatever_the_console_says(here):
    make_document(here / "quoted.ward", title="Café “Ŵylan” → open")
    result = subprocess.run(
        [sys.executable, "-m", "ward_desk", "info", "quoted.ward"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252"},
    )
    assert result.returncode == Exit.FINE, result.stderr
    assert "Café “Ŵylan” → open" in result.stdout.decode("utf-8")


def test_no_command_needs_qt():
    code = (
        "sys.modules.update(PySide6=None, shiboken6=None, matplotlib=None); from ward_desk.__main__ import main; "
        "import shlex; sys.exit(max(main(shlex.split(words)) for words in sys.argv[1:]))"
    )
    examples = [example.removeprefix("ward-desk ") for one in COMMANDS.values() for example in one.examples]
    result = program(*examples, code=code)
    assert result.returncode in (Exit.FINE, Exit.REFUSED), result.stderr.decode()
    assert b"Traceback" not in result.stderr


# --- tables -------------------------------------------------------------------------------------------


def test_a_table_lines_up_and_wraps_only_its_last_column():
    rows = [("Error", "CHE-07", "The due date stands before the start. Correct one of them."), ("Warning", "", "Ŵ")]
    assert tables.lines(("Level", "Record", "What"), rows, 48) == [
        "Level    Record  What",
        "Error    CHE-07  The due date stands before the",
        "                 start. Correct one of them.",
        "Warning          Ŵ",
    ]
    assert len(tables.lines(("Level", "Record", "What"), rows, 0)) == 3


def test_wide_and_combining_letters_take_the_room_they_take():
    first, second, third = tables.lines(("A", "B"), [("日本", "x"), ("e\u0301", "x")], 0)
    assert (first, second, third) == ("A     B", "日本  x", "e\u0301     x")
