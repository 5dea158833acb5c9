"""The README's commands and pictures are there to be used."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import survey_files, trackers
from tests.template_files import council_template
from ward_desk.core.template.mapping import Mapping, Spot
from ward_desk.exchange.template import mapping_file
from ward_desk.service import edits
from ward_desk.service.document import Document

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("ward-desk ")]
DEV = sorted(set(re.findall(r"packaging/dev\.py (\w+)", README)))


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_in_the_readme_is_one_that_can_be_run(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ward_desk.__main__ import main

    sample = ROOT / "sample_db" / "chesham.ward"
    (tmp_path / "chesham.ward").write_bytes(sample.read_bytes())
    monkeypatch.chdir(tmp_path)
    if "read-return" in command:
        name = shlex.split(command)[2]
        assert main(["return", "chesham.ward", "--quarter", "Q3 2023-24", "-o", name]) == 0
    if "import-actions" in command:
        trackers.chesham(tmp_path / "tracker.xlsx")
    if "double-counts" in command:
        (tmp_path / "aylesbury.ward").write_bytes(sample.read_bytes())
        with closing(Document.open(tmp_path / "aylesbury.ward")) as other:
            edits.edit(other, "partnership", str(other.partnership["id"]), {"ward": "Aylesbury North"})
        assert main(["return", "aylesbury.ward", "--quarter", "Q3 2023-24", "-o", shlex.split(command)[3]]) == 0
    if "collate" in command:
        shutil.copytree(ROOT / "sample_db" / "returns" / "2023-24-q2", tmp_path / "returns")
    if "fill-template" in command:
        council = council_template(tmp_path).rename(tmp_path / "council.xlsx")
        mapping = Mapping("council.xlsx", spots=(Spot("cover.ward", "Start", "C4"),))
        mapping_file.write(mapping, mapping_file.default_path(council))
    if "import-survey" in command:
        survey_files.forms_csv(tmp_path / "Autumn survey.csv")
    if "import-figures" in command:
        assert main(["export-figures", "chesham.ward", shlex.split(command)[3]]) == 0
    assert main(shlex.split(command)[1:]) in (0, 1)  # 1: the sample's checks find something
    assert capsys.readouterr().out
    made = re.findall(r"-o (\S+)", command)
    assert all((tmp_path / name).exists() for name in made)


@pytest.mark.parametrize("command", DEV)
def test_each_development_command_in_the_readme_is_known(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "packaging/dev.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert command in done.stdout


def test_each_document_in_the_readme_is_there() -> None:
    named = re.findall(r"dev\.py run (\S+\.ward)", README) + re.findall(r"\]\((resources/[^)]+\.md)\)", README)
    assert named
    assert all((ROOT / name).is_file() for name in named)


@pytest.mark.parametrize("picture", re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README))
def test_each_picture_in_the_readme_is_there(picture: str) -> None:
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")
