"""Files of figures: longer than a tracker, and still not without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from ward_desk.core.errors import KnownError
from ward_desk.exchange import figures_file
from ward_desk.exchange.tracker import tracker_csv


def test_a_file_of_figures_may_be_longer_than_a_tracker(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("count,period,value\n" + "Visits,2023-11,4\n" * 6_000)
    assert len(figures_file.read(path).sheets[0].rows) == 6_001


def test_one_with_more_rows_than_that_is_refused_by_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("a\n" * 50_001)
    with pytest.raises(KnownError, match="A file of figures may have 50,000 rows") as refused:
        figures_file.read(path)
    assert "Nothing was changed. Bring the figures in by parts" in refused.value.sentence


def test_cells_are_counted_before_they_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker_csv, "MOST_CELLS", 8)
    path = tmp_path / "figures.csv"
    path.write_text("a,b\n1,2\n,\n3,\n4,5\n6\n")
    figures_file.read(path)
    path.write_text("a,b\n1,2\n,\n3,\n4,5\n6,7\n")
    with pytest.raises(KnownError, match="far more cells than a file of figures"):
        figures_file.read(path)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 and more", b"\xff\xfe\x00", b"\n\n"])
def test_what_is_no_text_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        figures_file.read(path)
    assert refused.value.safe == "Nothing was changed."
    assert refused.value.next_step
