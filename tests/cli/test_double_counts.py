"""`ward-desk double-counts`, as people and scripts use it."""

import shutil

import pytest

from ward_desk.cli import Exit
from ward_desk.service import edits
from ward_desk.service.document import Document

pytestmark = pytest.mark.usefixtures("here")


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
