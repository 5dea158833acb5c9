"""Comment words: a comment as it is typed in a hall, with the themes it is put under behind it ("…late #health")."""

from __future__ import annotations

from collections.abc import Sequence


def read_comment(typed: str, themes: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """The words and the themes at their end, of (id, name) pairs. A theme is told by any part of its name, the one
    that begins with it first. What names no theme is part of the words: nothing typed is lost."""
    words = typed.split()
    found: list[str] = []
    while len(words) > 1 and len(words[-1]) > 1 and words[-1].startswith("#"):
        theme = theme_named(words[-1][1:], themes)
        if not theme:
            break
        found.insert(0, theme)
        words.pop()
    return " ".join(words), list(dict.fromkeys(found))


def theme_named(part: str, themes: Sequence[tuple[str, str]]) -> str:
    """The id of the theme a part of a name, in letters alone, means; "" for none."""
    wanted = _letters(part)
    names = [(theme, _letters(name)) for theme, name in themes]
    begins = [theme for theme, name in names if wanted and name.startswith(wanted)]
    holds = [theme for theme, name in names if wanted and wanted in name]
    return next(iter([*begins, *holds]), "")


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
