"""The three themes: the same roles, and text that can be read on its ground."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox

from ward_desk.core.ratings import MARKS
from ward_desk.ui import marks, theme


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("text", "ground"), theme.TEXT_PAIRS)
def test_text_stands_out_from_its_ground(name: str, text: str, ground: str) -> None:
    colours = theme.THEMES[name]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("role", ["field_line", "accent", "green", "amber", "red", "blue", "grey"])
def test_high_contrast_draws_lines_and_shapes_strongly(name: str, role: str) -> None:
    colours = theme.THEMES[name]
    wanted = 7 if name == "contrast" else 3 if role != "field_line" else 1.5
    assert contrast(colours[role], colours["card"]) >= wanted


def test_every_theme_has_the_same_roles() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys() == theme.CONTRAST.keys()


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_stylesheet_names_no_role_that_is_not_there(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name, 130)
    assert "@" not in theme.stylesheet()
    theme.apply(qapp, "light")


def test_text_grows_with_its_size(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 150)
    assert qapp.font().pixelSize() == 21
    theme.apply(qapp, "light")
    assert qapp.font().pixelSize() == 14


def test_an_unknown_theme_is_the_light_one(qapp: QApplication) -> None:
    theme.apply(qapp, "purple")
    assert theme.current() == "light"


def test_every_rating_has_a_word_a_shape_and_a_colour_of_the_theme() -> None:
    for code in (*MARKS, "in_progress", "on_hold", "planned", "held", "draft", "signed", "sent"):
        mark = marks.mark(code)
        assert mark is not None
        assert mark.words
        assert mark.tone in theme.TONES


def test_shapes_tell_ratings_apart_without_colour() -> None:
    shown = [marks.mark(code) for code in ("green", "amber", "red", "complete", "not_started")]
    assert len({one.shape for one in shown if one}) == 5


def test_an_open_action_is_drawn_with_its_rating_and_a_finished_one_with_its_status() -> None:
    open_one, done, unrated = marks.standing("in_progress", "red"), marks.standing("complete", "red"), marks.mark("")
    assert open_one is not None
    assert open_one.words == "Red"
    assert done is not None
    assert done.words == "Complete"
    assert unrated is None


@pytest.mark.parametrize("name", theme.THEMES)
def test_a_box_to_tick_is_seen_ticked_or_not(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    box = QCheckBox("")
    card = theme.THEMES[name]["card"]
    box.setStyleSheet(f"QCheckBox {{ background: {card}; }}")
    box.resize(box.sizeHint())
    for ticked in (False, True):
        box.setChecked(ticked)
        seen = box.grab().toImage()
        colours = [seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())]
        assert max(contrast(one, card) for one in colours) >= 4.5
        if ticked:  # the tick itself stands out from what it is drawn on
            middle = [seen.pixelColor(x, y).name() for x in range(6, 13) for y in range(6, 13)]
            assert max(contrast(one, theme.THEMES[name]["accent"]) for one in middle) >= 4.5
    theme.apply(qapp, "light")
