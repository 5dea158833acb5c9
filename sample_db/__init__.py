"""The sample wards: where their documents and sources are, and the day it is in them."""

from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
CHESHAM = HERE / "chesham.ward"
CHESHAM_SOURCES = HERE / "chesham"
WARDS = HERE / "wards"  # the other wards' documents, and the sources of those of Opportunity Bucks
RETURNS = HERE / "returns"  # what the wards sent, a folder for each programme and quarter
NOW = datetime(2023, 12, 18, 9, 30)  # the samples are a Monday morning, two weeks before the quarter ends


def folders() -> dict[Path, Path]:
    """The sources of every sample ward, and the document each is built into."""
    found = {CHESHAM_SOURCES: CHESHAM}
    for folder in sorted([*WARDS.iterdir(), *HERE.glob("north_northants_*")]):
        if (folder / "1-partnership.toml").is_file():
            found[folder] = WARDS / f"{folder.name}.ward"
    return found
