"""`ward-desk calendar`, as people and scripts use it."""

from datetime import datetime
from pathlib import Path

import icalendar
import pytest

from ward_desk import __main__
from ward_desk.cli import Exit
from ward_desk.service import edits, frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start

PARISH = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:tea
SUMMARY:Tea with Mrs Jones
DTSTART:20240110T100000
ATTENDEE:mailto:jo@parish.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder of this test's own, with a document and a calendar in it."""
    monkeypatch.chdir(tmp_path)
    new = NewWard(frameworks.load("opportunity_bucks"), "Chesham", "Chesham", "CHE")
    doc = Document.create(tmp_path / "chesham.ward", start(new), clock=lambda: datetime(2023, 12, 18, 9))
    edits.add(doc, "event", {"title": "Jobs fair", "start": "2023-11-22", "status": "held"})
    edits.add(doc, "event", {"title": "Forum", "start": "2024-01-22T18:00", "sharing": "ward"})
    doc.close()
    (tmp_path / "parish.ics").write_text(PARISH, "utf-8")
    return tmp_path


@pytest.fixture
def desk(capsys):
    """Runs the command with these words and gives its exit code, output and complaints."""

    def run(*words):
        code = __main__.main(["calendar", *words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def titles(path="out.ics"):
    calendar = icalendar.Calendar.from_ical(Path(path).read_bytes())
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def stored():
    doc = Document.open(Path("chesham.ward"), read_only=True)
    try:
        return [row["title"] for row in doc.store.rows("event")]
    finally:
        doc.close()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["Jobs fair", "Forum"]),
        (("--planned",), ["Forum"]),
        (("--event", "che-e01"), ["Jobs fair"]),
        (("--event", "CHE-E02", "--event", "CHE-E01"), ["Forum", "Jobs fair"]),
        (("--for", "programme"), ["Jobs fair"]),
    ],
)
def test_the_events_asked_for_are_written(words, expected, desk):
    code, out, err = desk("export", "chesham.ward", "out.ics", *words)
    assert (code, err) == (Exit.FINE, "")
    assert out.startswith("Written: out.ics (")
    assert titles() == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("out.ics", "--event", "CHE-E99"), "There is no event CHE-E99."),
        (("chesham.ward",), "ends in .ics"),
        (("out.ics", "--event", "CHE-E02", "--for", "public"), "There is nothing to write"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence_and_nothing_is(words, said, desk, here):
    before = (here / "chesham.ward").read_bytes()
    code, out, err = desk("export", "chesham.ward", *words)
    assert (code, out) == (Exit.UNUSABLE, "")
    assert said in err
    assert (here / "chesham.ward").read_bytes() == before
    assert not (here / "out.ics").exists()


def test_a_calendar_comes_in_and_says_what_it_did(desk):
    code, out, err = desk("import", "chesham.ward", "parish.ics")
    assert (code, err) == (Exit.FINE, "")
    assert "Add   2024-01-10 10:00       Tea with [removed: name]" in out
    assert "1 name or address of people invited: left out, the desk keeps none." in out
    assert out.endswith("1 to add.\nBrought in 1 event from parish.ics.\n")
    assert stored()[-1] == "Tea with [removed: name]"


def test_a_dry_run_changes_nothing(desk, here):
    before = (here / "chesham.ward").read_bytes()
    code, out, _ = desk("import", "chesham.ward", "parish.ics", "--dry-run")
    assert (code, out.splitlines()[-1]) == (Exit.FINE, "1 to add. Nothing was changed.")
    assert (here / "chesham.ward").read_bytes() == before


def test_words_stay_as_they_are_when_that_is_asked_for(desk):
    desk("import", "chesham.ward", "parish.ics", "--keep-personal")
    assert stored()[-1] == "Tea with Mrs Jones"


def test_one_of_the_two_ways_must_be_named(desk):
    code, _, err = desk()
    assert code == Exit.UNUSABLE
    assert "export | import" in err
