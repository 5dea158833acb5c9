"""Theme: every colour of the window by role, in three sets, and the one stylesheet made from them.

Nothing else in the window names a colour. A painted widget asks `colour("ink")` when it paints, so a change of
theme needs no more than a repaint. Light values are those of the design; the other sets hold the same roles.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ward_desk.core import resources

BODY_PX: Final = 14

# Shapes tell what colours tell, for eyes that do not tell colours apart.
Shape = str  # "circle" | "triangle" | "square" | "tick" | "ring" | "none"

LIGHT: Final[dict[str, str]] = {
    "ink": "#1b2430", "soft": "#5a6675", "line": "#d9dee5", "field_line": "#b4bdc8", "ground": "#f5f7f9",
    "card": "#ffffff", "hover": "#f0f3f6", "track": "#e4e8ed",
    "accent": "#0f5c63", "accent_ground": "#e3f0f0", "accent_hover": "#0b474d", "on_accent": "#ffffff",
    "green": "#1c7a43", "green_ink": "#1a7340", "green_ground": "#e6f4ec", "green_line": "#b7dcc5",
    "amber": "#b26a00", "amber_ink": "#8a5100", "amber_ground": "#fdf1de", "amber_line": "#ecc88b",
    "red": "#b3261e", "red_ink": "#b3261e", "red_ground": "#fbe7e5", "red_line": "#eeb7b3",
    "blue": "#1d5fa8", "blue_ink": "#1d5fa8", "blue_ground": "#e5eef9", "blue_line": "#b3cdec",
    "grey": "#6b7480", "grey_ink": "#59626e", "grey_ground": "#f0f2f4", "grey_line": "#cfd5dc",
    "fill_green": "#1c7a43", "fill_amber": "#e3a23c", "fill_red": "#b3261e", "fill_blue": "#1d5fa8",
    "fill_grey": "#c3cad2",
    "on_fill_green": "#ffffff", "on_fill_amber": "#1b2430", "on_fill_red": "#ffffff", "on_fill_blue": "#ffffff",
    "on_fill_grey": "#1b2430",
    "theme_1": "#4477aa", "theme_2": "#228833", "theme_3": "#aa8800", "theme_4": "#aa3377", "theme_5": "#0a7c8c",
}  # fmt: skip

DARK: Final[dict[str, str]] = {
    "ink": "#e6eaef", "soft": "#a7b2bf", "line": "#333d48", "field_line": "#566371", "ground": "#14191f",
    "card": "#1c232b", "hover": "#252e38", "track": "#333d48",
    "accent": "#6cc3ca", "accent_ground": "#1b383b", "accent_hover": "#8ad3d9", "on_accent": "#0b2124",
    "green": "#5cc68a", "green_ink": "#6fd19a", "green_ground": "#17321f", "green_line": "#2d5f40",
    "amber": "#f0b04a", "amber_ink": "#f2b95f", "amber_ground": "#38290f", "amber_line": "#6b5120",
    "red": "#f28b82", "red_ink": "#f5988f", "red_ground": "#42201e", "red_line": "#7a3b37",
    "blue": "#8ab8f0", "blue_ink": "#97c1f3", "blue_ground": "#1a2d47", "blue_line": "#34547e",
    "grey": "#a7b2bf", "grey_ink": "#b3bdc8", "grey_ground": "#2a323b", "grey_line": "#4a5663",
    "fill_green": "#5cc68a", "fill_amber": "#f0b04a", "fill_red": "#f28b82", "fill_blue": "#8ab8f0",
    "fill_grey": "#7f8b98",
    "on_fill_green": "#0d1712", "on_fill_amber": "#1d1505", "on_fill_red": "#240b09", "on_fill_blue": "#0b1626",
    "on_fill_grey": "#0e1317",
    "theme_1": "#7fb0e0", "theme_2": "#62c274", "theme_3": "#d8b63c", "theme_4": "#e07fb4", "theme_5": "#4fc3d3",
}  # fmt: skip

CONTRAST: Final[dict[str, str]] = {
    "ink": "#ffffff", "soft": "#ffffff", "line": "#ffffff", "field_line": "#ffffff", "ground": "#000000",
    "card": "#000000", "hover": "#262626", "track": "#4d4d4d",
    "accent": "#ffe14d", "accent_ground": "#3b3300", "accent_hover": "#fff0a0", "on_accent": "#000000",
    "green": "#6dff9e", "green_ink": "#6dff9e", "green_ground": "#000000", "green_line": "#6dff9e",
    "amber": "#ffc14d", "amber_ink": "#ffc14d", "amber_ground": "#000000", "amber_line": "#ffc14d",
    "red": "#ff9b94", "red_ink": "#ff9b94", "red_ground": "#000000", "red_line": "#ff9b94",
    "blue": "#9ccaff", "blue_ink": "#9ccaff", "blue_ground": "#000000", "blue_line": "#9ccaff",
    "grey": "#ffffff", "grey_ink": "#ffffff", "grey_ground": "#000000", "grey_line": "#ffffff",
    "fill_green": "#6dff9e", "fill_amber": "#ffc14d", "fill_red": "#ff9b94", "fill_blue": "#9ccaff",
    "fill_grey": "#d9d9d9",
    "on_fill_green": "#000000", "on_fill_amber": "#000000", "on_fill_red": "#000000", "on_fill_blue": "#000000",
    "on_fill_grey": "#000000",
    "theme_1": "#9ccaff", "theme_2": "#6dff9e", "theme_3": "#ffe14d", "theme_4": "#ff9be0", "theme_5": "#6df0ff",
}  # fmt: skip

THEMES: Final[dict[str, dict[str, str]]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
THEME_LABELS: Final = (("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))
TEXT_SIZES: Final = (90, 100, 115, 130, 150)  # per cent
TONES: Final = ("green", "amber", "red", "blue", "grey")

# What is written on what; the test of contrast walks this.
TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *((text, ground) for text in ("ink", "soft") for ground in ("ground", "card", "accent_ground", "hover")),
    *(("accent", ground) for ground in ("ground", "card", "accent_ground")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *((f"{tone}_ink", ground) for tone in TONES for ground in (f"{tone}_ground", "card", "ground")),
    *((f"on_fill_{tone}", f"fill_{tone}") for tone in TONES),
)


class _Current:
    """The set in use: one window, one theme."""

    name = "light"
    scale = 100
    colours: dict[str, QColor] = {}  # noqa: RUF012 - filled on first use of each role


class Tone(NamedTuple):
    """How a rating or a state is drawn."""

    mark: QColor  # the shape
    ink: QColor  # the word
    ground: QColor
    line: QColor


def colour(role: str) -> QColor:
    """The colour of a role in the theme in use. Raises KeyError for a role that is not in the table."""
    found = _Current.colours.get(role)
    if found is None:
        found = _Current.colours[role] = QColor(THEMES[_Current.name][role])
    return found


def tone(name: str) -> Tone:
    """The four colours of green, amber, red, blue or grey."""
    return Tone(colour(name), colour(f"{name}_ink"), colour(f"{name}_ground"), colour(f"{name}_line"))


def theme_colour(position: int) -> QColor:
    """The colour of the programme's nth theme, counted from nought; a sixth theme begins again."""
    return colour(f"theme_{position % 5 + 1}")


def chosen(name: str, app: QApplication) -> str:
    """The theme of that name; for an empty one, light or dark as the system is."""
    if name in THEMES:
        return name
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def current() -> str:
    """The name of the theme in use."""
    return _Current.name


def px(n: float) -> int:
    """A length given for a body of 14 px, grown with the size of text in use."""
    return round(n * _Current.scale / 100)


def font(*, size: float = BODY_PX, bold: bool = False) -> QFont:
    """The window's font at a size given for a body of 14 px."""
    one = QFont(QApplication.font())
    one.setPixelSize(px(size))
    one.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return one


def apply(app: QApplication, name: str, text_size: int = 100) -> None:
    """Dress the application: Fusion, the palette and the stylesheet of that theme, text at so many per cent."""
    _Current.name = name if name in THEMES else "light"
    _Current.scale = text_size
    _Current.colours.clear()
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    body = QFont(app.font())
    body.setPixelSize(px(BODY_PX))
    app.setFont(body)
    app.setPalette(palette())
    app.setStyleSheet(stylesheet())


def palette() -> QPalette:
    """Qt's own roles, for what the stylesheet leaves to Fusion."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, source in (
        (role.Window, "ground"), (role.WindowText, "ink"), (role.Base, "card"), (role.AlternateBase, "ground"),
        (role.Text, "ink"), (role.PlaceholderText, "soft"), (role.Button, "card"), (role.ButtonText, "ink"),
        (role.BrightText, "red_ink"), (role.Highlight, "accent"), (role.HighlightedText, "on_accent"),
        (role.Link, "accent"), (role.LinkVisited, "accent"), (role.ToolTipBase, "card"), (role.ToolTipText, "ink"),
        (role.Light, "card"), (role.Midlight, "hover"), (role.Mid, "line"), (role.Dark, "field_line"),
        (role.Shadow, "field_line"), (role.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(target, colour(source))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, colour("soft"))
    return made


def stylesheet() -> str:
    """The application's stylesheet: the look of plain Qt widgets, from the roles."""
    values = dict(THEMES[_Current.name])
    tick = "tick-light" if _Current.name == "light" else "tick-dark"  # on the accent
    values["tick"] = f'url("{(resources.folder() / "icons" / f"{tick}.svg").as_posix()}")'
    edge = 2 if _Current.name == "contrast" else 1
    numbers = {"edge": edge, "ring": edge + 1, "box": px(14), "line": px(20), "link": px(17)}
    numbers |= {"small": px(12), "body": px(14), "heading": px(15), "title": px(20), "big": px(26)}
    text = _SHEET
    for key, value in values.items():
        text = text.replace(f"@{key};", f"{value};")
    for key, number in numbers.items():
        text = text.replace(f"@{key}px", f"{number}px")
    return text


# Each @role stands before a semicolon, each @number before px: see `stylesheet`.
_SHEET: Final = """
Nav { background: @card; border: none; border-right: @edgepx solid @line; }
QFrame#line { border: none; border-bottom: @edgepx solid @line; }
QFrame#line:hover, QFrame#line:focus { background: @accent_ground; }
Nav QFrame#rule { background: @line; }
StatusBar { background: @card; border: none; border-top: @edgepx solid @line; }
Notice { background: @accent_ground; border: none; border-radius: 6px; }
Notice QLabel { color: @ink; }
UndoStrip { background: @card; border: @edgepx solid @field_line; border-radius: 6px; }
FindPanel { background: @card; border: @ringpx solid @field_line; border-radius: 10px; }
QPushButton#find { color: @soft; text-align: left; max-width: 250px; }
QToolTip { background: @card; color: @ink; border: 1px solid @field_line; padding: 4px; }
QLabel[tone="soft"] { color: @soft; }
QLabel[tone="small"] { color: @soft; font-size: @smallpx; }
QLabel[tone="problem"] { color: @red_ink; font-size: @smallpx; }
QLabel[tone="warning"] { color: @amber_ink; font-size: @smallpx; }
QLabel[tone="heading"] { font-size: @headingpx; font-weight: 600; }
QLabel[tone="title"] { font-size: @titlepx; font-weight: 700; }
QLabel[tone="big"] { font-size: @bigpx; font-weight: 700; }
Card { background: @card; border: @edgepx solid @line; border-radius: 8px; }
QLineEdit, QPlainTextEdit { background: @card; border: @edgepx solid @field_line; border-radius: 6px;
  padding: 5px 8px; min-height: @linepx; selection-background-color: @accent; selection-color: @on_accent; }
QPlainTextEdit { padding: 2px 4px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: @soft; }
QLineEdit:focus, QPlainTextEdit:focus { border: @ringpx solid @accent; padding: 4px 7px; }
QPlainTextEdit:focus { padding: 1px 3px; }
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QPlainTextEdit[locked="true"] {
  background: @ground; }
QLineEdit[heading="true"] { border-color: transparent; padding-left: 3px; font-size: @headingpx; font-weight: 600; }
QLineEdit[heading="true"]:hover { border-color: @field_line; }
QLineEdit[heading="true"]:focus { border: @ringpx solid @accent; padding-left: 2px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] { border-color: @red; }
QPushButton { background: @card; border: @edgepx solid @field_line; border-radius: 6px; padding: 5px 12px;
  min-height: @linepx; }
QPushButton:hover { background: @hover; }
QPushButton:focus { border: @ringpx solid @accent; padding: 4px 11px; }
QPushButton:disabled { color: @soft; background: @ground; border-color: @line; }
QPushButton[main="true"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 600; }
QPushButton[main="true"]:hover { background: @accent_hover; }
QPushButton[main="true"]:focus { border: @ringpx solid @ink; }
QPushButton[main="true"]:disabled { background: @grey_ground; color: @grey_ink; border-color: @line; }
QPushButton[link="true"] { background: transparent; border: none; color: @accent; padding: 2px 4px;
  text-decoration: underline; min-height: @linkpx; }
QPushButton[link="true"]:focus { border: @edgepx solid @accent; border-radius: 3px; padding: 1px 3px; }
QPushButton[segment="true"] { padding: 5px 9px; }
QPushButton[segment="true"]:focus { padding: 4px 8px; }
QPushButton[segment="true"]:checked { background: @accent_ground; color: @accent; border-color: @accent; }
QPushButton[tab="true"] { background: transparent; border: none; border-bottom: 2px solid transparent;
  border-radius: 0px; color: @soft; padding: 3px 4px; }
QPushButton[tab="true"]:hover { background: transparent; color: @ink; }
QPushButton[tab="true"]:checked { color: @accent; font-weight: 600; border-bottom: 2px solid @accent; }
QPushButton[tab="true"]:focus { background: @accent_ground; }
QCheckBox { spacing: 6px; }
QCheckBox::indicator { width: @boxpx; height: @boxpx; background: @card; border: @edgepx solid @soft;
  border-radius: 3px; }
QListView#names::indicator { width: @boxpx; height: @boxpx; background: @card; border: @edgepx solid @soft;
  border-radius: 3px; }
QListView#names::indicator:checked { background: @accent; border-color: @accent; image: @tick; }
QCheckBox::indicator:hover { background: @hover; }
QCheckBox::indicator:focus { border: @ringpx solid @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: @tick; }
QCheckBox::indicator:checked:focus { border-color: @ink; }
QCheckBox::indicator:disabled { background: @ground; border-color: @field_line; }
QCheckBox::indicator:checked:disabled { background: @soft; }
QPushButton::menu-indicator { image: none; width: 0px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @soft; padding: 6px 2px; margin-right: 12px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @ink; }
QTabBar::tab:selected { color: @accent; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { background: @accent_ground; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QAbstractItemView { background: @card; border: none; outline: none; selection-background-color: @accent_ground;
  selection-color: @ink; }
QHeaderView { background: @card; border: none; }
QHeaderView::section { background: @card; color: @soft; border: none; border-bottom: @edgepx solid @line;
  padding: 8px; font-size: @smallpx; font-weight: 600; }
QHeaderView::section:hover { color: @ink; }
QComboBox QAbstractItemView { border: 1px solid @field_line; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0px 6px; color: @ink; }
QComboBox QAbstractItemView::item:selected { background: @accent_ground; color: @ink; }
QListView#names { border: 1px solid @field_line; }
QListView#names::item { min-height: 26px; padding: 0px 6px; color: @ink; }
QListView#names::item:selected { background: @accent_ground; color: @ink; }
QMenu { background: @card; border: 1px solid @field_line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_ground; color: @ink; }
QMenu::item:disabled { color: @soft; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenuBar { background: @card; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @accent_ground; }
QProgressBar { background: @track; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 1px; }
QScrollBar::handle { background: @field_line; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line; }
"""
