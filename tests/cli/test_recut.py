"""The public version and re-cuts from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ward_desk import __main__
from ward_desk.cli import Exit
from ward_desk.service.returns import returns

SPAN = ("--from", "23/10/2023", "--to", "2023-12-03")


def run(*arguments: object) -> int:
    return __main__.main([str(one) for one in arguments])


def test_a_recut_is_written_as_a_workbook_and_as_csv(
    ward_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ward_path.read_bytes()
    assert run("recut", ward_path, *SPAN, "-o", tmp_path / "out.xlsx", "--csv", tmp_path / "csv") == Exit.FINE
    said = capsys.readouterr().out
    assert f"Written: {tmp_path / 'out.xlsx'}" in said
    assert "23 Oct 2023 to 3 Dec 2023" in said
    assert "It is a re-cut, not a return." in said
    assert (tmp_path / "csv" / "recut.csv").exists()
    assert ward_path.read_bytes() == before


def test_a_recut_may_be_for_the_public(ward_path: Path, tmp_path: Path) -> None:
    run("recut", ward_path, *SPAN, "-o", tmp_path / "out.xlsx", "--csv", tmp_path / "csv", "--public")
    assert "audience,public" in (tmp_path / "csv" / "recut.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "3/12/2023", "--to", "23/10/2023", "-o", "out.xlsx"), "Put the earlier date first"),
        (("--from", "31/2/2023", "--to", "23/10/2023", "-o", "out.xlsx"), "There is no 31 February"),
        ((*SPAN, "-o", "chesham.ward"), "Give it a name that ends in .xlsx"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    ward_path: Path, arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run("recut", ward_path, *arguments) == Exit.UNUSABLE
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.xlsx").exists()


def test_a_recut_is_no_return_to_read(ward_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("recut", ward_path, *SPAN, "-o", tmp_path / "out.xlsx")
    assert run("read-return", tmp_path / "out.xlsx") == Exit.REFUSED
    assert "re-cut for two dates" in capsys.readouterr().out


def test_the_public_version_of_a_return_is_written(
    ward_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    public = ("return", ward_path, "--quarter", "Q3 2023-24", "-o", out, "--csv", tmp_path / "csv", "--public")
    assert run(*public) == Exit.FINE
    assert returns.read_back(out).header.audience == "public"
    assert (tmp_path / "csv" / "return.csv").exists()
    assert "checks" not in capsys.readouterr().err  # they are the ward's own
