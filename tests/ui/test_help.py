"""The pages of the help."""

from __future__ import annotations

import pytest

from ward_desk.core import resources
from ward_desk.ui.help import words_for

TOPICS = sorted(one.stem for one in (resources.folder() / "help").iterdir())


@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_of_the_help_has_a_heading_and_words(topic: str) -> None:
    heading, words = words_for(topic)
    assert heading
    assert not heading.endswith(".")
    assert words


def test_a_page_without_help_shows_the_first_one() -> None:
    assert words_for("nowhere") == words_for("home")
