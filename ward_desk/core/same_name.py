"""Same name: how names that people type are compared: a count's, a theme's, a ward's, an event's title."""

from __future__ import annotations

import re


def plain(words: str) -> str:
    """Words as they are compared: without capitals and punctuation, spaces as one, "&" as "and"; what is nothing but
    punctuation is itself."""
    low = words.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.sub(r"[\W_]+", " ", low).split() or low.split())
