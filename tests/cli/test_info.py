"""`ward-desk info`, as people and scripts use it."""

import pytest

from tests.cli_files import QUARTER
from ward_desk.cli import Exit
from ward_desk.service.document import Document
from ward_desk.store import lock
from ward_desk.store.connection import SCHEMA_VERSION

pytestmark = pytest.mark.usefixtures("here")


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
