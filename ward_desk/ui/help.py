"""Help: what each page is for, in a few sentences read from `resources/help`."""

from __future__ import annotations

from ward_desk.core import resources


def words_for(page: str) -> tuple[str, str]:
    """(heading, words) of a page's help; of the first page when there is none of that name."""
    folder = resources.folder() / "help"
    file = folder / f"{page}.txt"
    text = (file if file.exists() else folder / "home.txt").read_text(encoding="utf-8")
    heading, _, words = text.partition("\n")
    return heading.strip(), words.strip()
