"""A folder with a document, and the program run in it."""

import shutil
from datetime import datetime

import pytest

from tests.cli_files import ROOT, make_document
from tests.template_files import council_template
from ward_desk import __main__
from ward_desk.core.periods import Quarter
from ward_desk.core.template.mapping import Mapping, Spot
from ward_desk.exchange.template import mapping_file
from ward_desk.service import edits, frameworks
from ward_desk.service.document import Document
from ward_desk.service.returns import returns
from ward_desk.service.wards import NewWard, start

SENT = ROOT / "sample_db" / "returns" / "2023-24-q2"


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


@pytest.fixture
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
