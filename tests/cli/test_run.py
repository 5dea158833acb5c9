"""The command line, as people and scripts use it: its help and examples, its exit codes, and trouble."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_files import ROOT, make_document, program
from ward_desk import __version__
from ward_desk.cli import COMMANDS, EXIT_WORDS, WINDOW, Exit, info, run
from ward_desk.core.errors import KnownError

pytestmark = pytest.mark.usefixtures("here")


# --- the window -----------------------------------------------------------------------------------------


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


# --- help -----------------------------------------------------------------------------------------------


def test_every_command_has_its_parser_and_its_work():
    assert list(run.WORK) == list(COMMANDS)


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


# --- trouble --------------------------------------------------------------------------------------------


def test_a_bug_is_written_down_and_the_file_named(desk, monkeypatch):
    def broken(options):
        raise ZeroDivisionError("a bug for the test")

    monkeypatch.setattr(info, "run", broken)
    code, out, err = desk("info", "chesham.ward")
    assert (code, out) == (Exit.BUG, "")
    assert "mistake of its own" in err
    note = Path(err.strip().rpartition(" in ")[2])
    assert "a bug for the test" in note.read_text(encoding="utf-8")


def test_a_bug_that_cannot_be_written_down_is_shown(desk, here, monkeypatch):
    (here / "state").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(info, "run", lambda options: 1 / 0)
    code, _, err = desk("info", "chesham.ward")
    assert code == Exit.BUG
    assert "ZeroDivisionError" in err


def test_stopping_it_is_no_bug(desk, monkeypatch):
    def stopped(options):
        raise KeyboardInterrupt

    monkeypatch.setattr(info, "run", stopped)
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
    def full(options):
        raise KnownError("disk_full", "There is no room left.", "Nothing was lost.", "Make some room.")

    monkeypatch.setattr(info, "run", full)
    code, _, err = desk("info", "chesham.ward")
    assert (code, err) == (Exit.UNUSABLE, "There is no room left. Nothing was lost. Make some room.\n")


# --- as a program ---------------------------------------------------------------------------------------


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
