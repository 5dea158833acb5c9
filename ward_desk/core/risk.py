"""Risk: likelihood times impact, each 1 to 5, in words before colour (model.md, Records)."""

from __future__ import annotations

from typing import Final, NamedTuple

from ward_desk.core.fields import whole
from ward_desk.core.records import Row

STEPS: Final = (1, 2, 3, 4, 5)
LIKELIHOODS: Final = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
IMPACTS: Final = ("Slight", "Minor", "Moderate", "Major", "Severe")

# (the most a score may be, its level, the tone it is drawn in), as five by five pictures are commonly cut.
LEVELS: Final = ((3, "low", "green"), (6, "medium", "amber"), (12, "high", "red"), (25, "very high", "red"))


class Place(NamedTuple):
    """Where a risk stands on the five by five picture."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact

    @property
    def level(self) -> str:
        """Low, medium, high or very high."""
        return _level(self.score)[1]

    @property
    def tone(self) -> str:
        """The tone it is drawn in."""
        return _level(self.score)[2]

    @property
    def words(self) -> str:
        """The whole of it in words: "likely 4 × impact 3 = 12, high"."""
        return f"likely {self.likelihood} × impact {self.impact} = {self.score}, {self.level}"


def place(row: Row, when: str) -> Place | None:
    """Where a risk stands "before" or "after" what is done about it; None until both numbers are known."""
    likelihood, impact = whole(row, f"likelihood_{when}"), whole(row, f"impact_{when}")
    if likelihood not in STEPS or impact not in STEPS:
        return None
    return Place(likelihood, impact)


def _level(score: int) -> tuple[int, str, str]:
    return next(one for one in LEVELS if score <= one[0])
