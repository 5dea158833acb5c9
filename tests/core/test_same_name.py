"""Names that people type, compared."""

from __future__ import annotations

import pytest

from ward_desk.core.same_name import plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Health & Wellbeing", "health and  wellbeing"),
        ("Men’s Shed", "mens shed"),
        ("Pop-up (Elgiva)", "pop up elgiva"),
        ("items_cleared", "Items cleared"),
        ("STRASSE", "straße"),
    ],
)
def test_names_that_are_written_otherwise_are_the_same(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_a_name_of_signs_alone_is_itself() -> None:
    assert plain(" ?? ") == "??"
    assert plain("") == ""
    assert plain("Café") != plain("Caf")
