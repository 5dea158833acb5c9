"""service.recovery: text being typed, and the notice of a crash, outlive a program that is killed."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ward_desk.service import recovery
from ward_desk.service.document import Document
from ward_desk.service.recovery import Drafts, Session, state_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """A state folder of this test's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("WARD_DESK_STATE", str(folder))
    return folder


@pytest.fixture
def no_folder(state):
    """A state folder that can't be made, because a file stands in its place."""
    state.write_text("not a folder", encoding="utf-8")


class Program:
    """Another run of the program, which says "ready" and then waits to be killed."""

    def __init__(self, code: str, *arguments: object) -> None:
        waiting = f"{code}\nprint('ready', flush=True)\nsys.stdin.read()\n"
        self.process = subprocess.Popen(
            [sys.executable, "-c", "import sys\nfrom pathlib import Path\n" + waiting, *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        self.process.kill()
        self.end()

    def end(self) -> str:
        return self.process.communicate()[1]


SITTING = "from ward_desk.service.recovery import Session\nsession = Session()\nsession.start(Path(sys.argv[1]))"


# --- text being typed ---------------------------------------------------------------------------------


def test_what_was_being_typed_is_there_again(tmp_path):
    Drafts(tmp_path / "a.ward").keep("action", "1", "what", "Half a sentence “with quotes”\nand £ signs")
    [draft] = Drafts(tmp_path / "a.ward").left_behind()
    assert draft[:4] == ("action", "1", "what", "Half a sentence “with quotes”\nand £ signs")
    assert draft.at


def test_only_the_latest_text_of_a_field_is_kept(tmp_path):
    drafts = Drafts(tmp_path / "a.ward")
    for text in ("H", "Ha", "Hal"):
        assert drafts.keep("action", "1", "what", text)
    assert [draft.text for draft in drafts.left_behind()] == ["Hal"]


def test_a_field_whose_text_is_saved_is_forgotten_and_the_others_stay(tmp_path):
    drafts = Drafts(tmp_path / "a.ward")
    drafts.keep("action", "1", "what", "saved")
    drafts.keep("action", "1", "title", "not saved")
    drafts.forget("action", "1", "what")
    drafts.forget("action", "1", "never kept")
    assert [draft.field for draft in drafts.left_behind()] == ["title"]


def test_each_document_has_its_own_drafts(tmp_path):
    Drafts(tmp_path / "one" / "a.ward").keep("action", "1", "what", "one")
    other = Drafts(tmp_path / "two" / "a.ward")
    assert other.left_behind() == []
    other.clear()
    assert len(Drafts(tmp_path / "one" / "a.ward").left_behind()) == 1


def test_a_link_to_a_document_has_the_drafts_of_the_document(tmp_path):
    (tmp_path / "a.ward").touch()
    (tmp_path / "link.ward").symlink_to(tmp_path / "a.ward")
    Drafts(tmp_path / "a.ward").keep("action", "1", "what", "text")
    assert Drafts(tmp_path / "link.ward").left_behind() == Drafts(tmp_path / "a.ward").left_behind()


def test_clearing_leaves_nothing_behind(tmp_path, state):
    drafts = Drafts(tmp_path / "a.ward")
    drafts.keep("action", "1", "what", "text")
    drafts.clear()
    assert drafts.left_behind() == []
    assert list((state / "drafts").iterdir()) == []


def test_a_draft_cut_short_is_passed_over(tmp_path, state):
    drafts = Drafts(tmp_path / "a.ward")
    drafts.keep("action", "1", "what", "whole")
    [file] = state.glob("drafts/*/*.json")
    file.with_name("0.json").write_bytes(file.read_bytes()[:20])
    file.with_name("1.json").write_bytes(b"")
    file.with_name("2.json").write_text("[1]", encoding="utf-8")
    file.with_name("3.json").write_bytes(b"\xff\xfe")
    assert [draft.text for draft in drafts.left_behind()] == ["whole"]


def test_a_write_that_fails_keeps_the_text_before(tmp_path, monkeypatch):
    drafts = Drafts(tmp_path / "a.ward")
    drafts.keep("action", "1", "what", "first")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(recovery.os, "fsync", full)
    assert not drafts.keep("action", "1", "what", "second")
    assert [draft.text for draft in drafts.left_behind()] == ["first"]


def test_an_id_cannot_lead_out_of_the_folder(tmp_path, state):
    Drafts(tmp_path / "a.ward").keep("action", "../../../../escaped", "what", "text")
    assert len(list(state.glob("drafts/*/*.json"))) == 1
    assert not list(tmp_path.glob("**/escaped*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_on_the_computer_can_read_drafts(tmp_path, state):
    Drafts(tmp_path / "a.ward").keep("action", "1", "what", "text")
    [folder] = (state / "drafts").iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.usefixtures("no_folder")
def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path):
    drafts, session = Drafts(tmp_path / "a.ward"), Session()
    assert not drafts.keep("action", "1", "what", "text")
    drafts.forget("action", "1", "what")
    drafts.clear()
    assert drafts.left_behind() == []
    session.start(tmp_path / "a.ward")
    assert session.crashed_before() is None
    recovery.enable_fault_log()
    assert recovery.write_crash("text") is None
    session.end()


def test_killing_the_program_loses_neither_text_nor_committed_work(tmp_path, state):
    document = tmp_path / "a.ward"
    typing = """
from ward_desk.service import edits, frameworks
from ward_desk.service.document import Document
from ward_desk.service.recovery import Drafts, Session
from ward_desk.service.wards import NewWard, start
path = Path(sys.argv[1])
framework = frameworks.available()[0]
doc = Document.create(path, start(NewWard(framework, framework.wards[0].ward)))
session = Session()
session.start(path)
row = edits.add(doc, "action", {"title": "Committed before the end"})
Drafts(path).keep("action", row, "what", "Being typed when the l")
"""
    Program(typing, document).kill()

    crash = Session().crashed_before()
    assert crash is not None
    assert crash.document == document
    doc = Document.open(document)
    [action] = doc.store.rows("action")
    doc.close()
    assert action["title"] == "Committed before the end"
    [draft] = Drafts(document).left_behind()
    assert (draft.row_id, draft.text) == (action["id"], "Being typed when the l")


# --- sittings that ended badly ------------------------------------------------------------------------


def test_a_sitting_that_ended_as_it_should_is_no_crash(tmp_path, state):
    session = Session()
    session.start(tmp_path / "a.ward")
    session.end()
    assert Session().crashed_before() is None
    assert list((state / "running").iterdir()) == []


def test_a_killed_sitting_is_told_once(tmp_path):
    Program(SITTING, tmp_path / "a.ward").kill()
    crash = Session().crashed_before()
    assert crash is not None
    assert crash.document == tmp_path / "a.ward"
    assert crash.started
    assert crash.text == ""
    assert crash.note is None
    assert Session().crashed_before() is None


def test_a_sitting_that_still_runs_is_no_crash(tmp_path):
    program = Program(SITTING, tmp_path / "a.ward")
    assert Session().crashed_before() is None
    program.kill()
    assert Session().crashed_before() is not None


def test_our_own_sitting_is_no_crash(tmp_path):
    session = Session()
    session.start(tmp_path / "a.ward")
    assert session.crashed_before() is None
    session.end()


def test_the_marker_follows_the_document_that_is_opened(tmp_path):
    program = Program(SITTING + "\nsession.start(Path('b.ward'))", tmp_path / "a much longer name.ward")
    program.kill()
    crash = Session().crashed_before()
    assert crash is not None
    assert crash.document == ROOT / "b.ward"


def test_of_several_crashes_the_latest_is_told(tmp_path, state):
    running = state / "running"
    running.mkdir(parents=True)
    for day in ("02", "01"):
        kept = {"document": f"/{day}.ward", "started": f"2024-01-{day}T10:00:00"}
        (running / f"{day}.json").write_text(json.dumps(kept), encoding="utf-8")
    (running / "cut short.json").write_bytes(b'{"docu')
    crash = Session().crashed_before()
    assert crash is not None
    assert crash.started == "2024-01-02T10:00:00"
    assert list(running.iterdir()) == []


def test_a_crash_note_is_told_with_the_crash(tmp_path):
    code = SITTING + "\nfrom ward_desk.service import recovery\nrecovery.write_crash('ValueError: “a”')"
    Program(code, tmp_path / "a.ward").kill()
    crash = Session().crashed_before()
    assert crash is not None
    assert "ValueError: “a”" in crash.text
    assert crash.note is not None
    assert crash.note.read_text(encoding="utf-8") == crash.text


@pytest.mark.skipif(not hasattr(signal, "SIGSEGV") or os.name == "nt", reason="needs a signal to send")
def test_a_crash_below_python_leaves_its_traceback(tmp_path):
    code = SITTING + "\nfrom ward_desk.service import recovery\nrecovery.enable_fault_log()"
    program = Program(code, tmp_path / "a.ward")
    program.process.send_signal(signal.SIGSEGV)
    program.end()
    crash = Session().crashed_before()
    assert crash is not None
    assert "Segmentation fault" in crash.text
    assert 'File "<string>"' in crash.text


def test_a_good_sitting_with_a_fault_log_leaves_no_note(state):
    done = "from ward_desk.service import recovery\ns = recovery.Session()\ns.start(None)\nrecovery.enable_fault_log()"
    finish = "\nrecovery.enable_fault_log()\ns.end()"
    assert Program(done + finish).end() == ""
    assert list((state / "crashes").iterdir()) == []
    assert list((state / "running").iterdir()) == []


def test_old_crash_notes_go(state):
    folder = state / "crashes"
    folder.mkdir(parents=True)
    for number in range(30):
        (folder / f"2001-01-{number:02d}.txt").write_text("old", encoding="utf-8")
    note = recovery.write_crash("new")
    assert note is not None
    assert note in set(folder.iterdir())
    assert len(list(folder.iterdir())) == recovery.NOTES_KEPT


# --- the folder ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "home/.local/state/ward-desk"),
        ("linux", {"XDG_STATE_HOME": "{tmp}/xdg"}, "xdg/ward-desk"),
        ("linux", {"XDG_STATE_HOME": "relative"}, "home/.local/state/ward-desk"),
        ("darwin", {}, "home/Library/Application Support/ward-desk"),
        ("win32", {"LOCALAPPDATA": "{tmp}/local"}, "local/ward-desk"),
        ("win32", {}, "home/AppData/Local/ward-desk"),
    ],
)
def test_each_system_keeps_state_where_it_wants_it(platform, variables, expected, tmp_path, monkeypatch):
    for name in ("WARD_DESK_STATE", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(tmp=tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(sys, "platform", platform)
    assert state_folder() == tmp_path / expected
