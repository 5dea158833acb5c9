"""`ward-desk collate`, as people and scripts use it."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from tests.collate_files import a_return, action, written
from ward_desk.cli import Exit, collate
from ward_desk.core.errors import KnownError


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, a_return("Abbey"), a_return("Chesham"))
    return tmp_path


@pytest.fixture
def desk(capsys):
    """Runs the command with these words and gives its exit code and output."""

    def run(*words: str):
        parser = argparse.ArgumentParser()
        collate.add_arguments(parser)
        code = collate.run(parser.parse_args(words))
        return code, capsys.readouterr().out

    return run


def test_the_three_files_are_written_and_named(desk) -> None:
    code, out = desk(".", "-o", "programme.xlsx")
    assert code == Exit.FINE
    assert "2 of 2 wards. Read 2 returns, 2 of them new." in out
    for name in ("programme.xlsx", "programme.sqlite", "programme-csv"):
        assert f"Written: {name}" in out
        assert Path(name).exists()


def test_a_refused_file_is_a_line_and_the_exit_code_says_so(desk) -> None:
    Path("broken.xlsx").write_bytes(b"not a workbook")
    code, out = desk(".", "-o", "programme.xlsx")
    assert code == Exit.REFUSED
    assert "1 file is refused:" in out
    assert next(line for line in out.splitlines() if line.startswith("broken.xlsx")).endswith("or is damaged.")
    assert "Read 2 returns" in out


def test_wards_that_are_missing_are_named(desk) -> None:
    code, out = desk(".", "-o", "programme.xlsx", "--expect", "opportunity_bucks")
    assert code == Exit.FINE
    assert "West Wycombe" in next(line for line in out.splitlines() if "There is no return of" in line)
    assert "2 of 10 wards" in out


def test_another_quarter_can_be_asked_for(desk) -> None:
    with pytest.raises(KnownError, match="no return for Q1 2023-24"):
        desk(".", "-o", "programme.xlsx", "--period", "Q1 2023-24")


def test_drafts_are_taken_when_asked_for(desk, here) -> None:
    written(here, a_return("West Wycombe", status="draft"))
    assert desk(".", "-o", "programme.xlsx")[0] == Exit.REFUSED
    code, out = desk(".", "-o", "programme.xlsx", "--drafts")
    assert (code, "3 of 3 wards" in out) == (Exit.FINE, True)


def test_nothing_to_read_is_told_and_nothing_written(desk) -> None:
    code, out = desk("gone.xlsx", "-o", "programme.xlsx")
    assert code == Exit.REFUSED
    assert "nothing was written" in out
    assert not Path("programme.sqlite").exists()


def test_a_document_is_never_written_over(desk) -> None:
    with pytest.raises(KnownError, match="name that ends in"):
        desk(".", "-o", "chesham.ward")


def test_a_version_that_takes_the_place_of_another_is_told_with_how_much_it_changed(desk, here) -> None:
    desk(".", "-o", "programme.xlsx")
    plan = [action("C-1", "Bins")]
    written(here, a_return("Chesham", version=2, action_plan=plan))
    _, out = desk("Chesham 2023-24-Q3 v2.xlsx", "-o", "programme.xlsx")
    assert "Chesham: version 2 takes the place of version 1, which is kept. 1 change: see" in out


def test_many_wards_without_a_return_are_one_line(desk) -> None:
    _, out = desk(".", "-o", "programme.xlsx", "--expect", "opportunity_bucks")
    (line,) = [line for line in out.splitlines() if "There is no return" in line]
    assert line.startswith("8 wards")


def test_ctrl_c_says_that_no_file_is_half_written(desk, monkeypatch, capsys) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ward_desk.exchange.returns.return_reader.read", stopped)
    parser = argparse.ArgumentParser()
    collate.add_arguments(parser)
    assert collate.run(parser.parse_args([".", "-o", "programme.xlsx"])) == Exit.STOPPED
    assert "No file is half written" in capsys.readouterr().err
    assert not Path("programme.sqlite").exists()
