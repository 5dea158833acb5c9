"""The sample ward: where its document and its sources are, and the day it is in it."""

from datetime import datetime
from pathlib import Path

CHESHAM = Path(__file__).parent / "chesham.ward"
CHESHAM_SOURCES = Path(__file__).parent / "chesham"
NOW = datetime(2023, 12, 18, 9, 30)  # the sample is a Monday morning, two weeks before the quarter ends
