"""All of the look in one place: colours, spacing, type, icons; nothing of it stands anywhere else."""

from __future__ import annotations

import weakref
from enum import Enum
from functools import cache
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from bontot_desktop.places import resources
from bontot_desktop.ui import glyphs
from bontot_desktop.ui.look_sheet import sheet

#: The same on every Windows, and what the style sheet is written for.
STYLE = "Fusion"
#: Steps of space, in logical pixels (LOOK "Space").
TINY, SMALL, GAP, WIDE, HUGE, VAST = 4, 8, 12, 16, 24, 32
PAGE_MARGIN = HUGE
BETWEEN_FIELDS = GAP
BETWEEN_GROUPS = HUGE
LABEL_TO_FIELD = TINY
#: The rail, open and folded, and the width from which forms stand in two columns.
RAIL_WIDE, RAIL_FOLDED = 200, 56
TWO_COLUMNS_FROM = 1000
#: The widest a form column may grow: longer lines are hard to read.
COLUMN_MOST = 620
ROW_HEIGHT = 1.9
#: A page of fewer rows than these is low.
LOW_ROWS = 18
TITLE_SIZE, SECTION_SIZE, HINT_SIZE = 1.5, 1.15, 0.9


class Tone(Enum):
    """What a state means; shown as a dot or icon beside its word, never by colour alone."""

    GOOD = "green"
    WAIT = "amber"
    BAD = "red"
    INFO = "blue"
    HONOUR = "gold"
    QUIET = "quiet"


class Colours(NamedTuple):
    """The colours of one scheme, as #RRGGBB."""

    dark: bool
    page: str
    surface: str
    rail: str
    line: str
    strong_line: str
    text: str
    second: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    hover: str
    pressed: str
    selection: str
    text_selection: str
    green: str
    amber: str
    red: str
    blue: str
    gold: str
    quiet: str
    desk: str
    shadow: str
    band: str
    on_band: str
    tip: str
    on_tip: str
    #: Laid over what was found on a page of paper, which is white in both schemes.
    hit: str = "#FFE27A"
    hit_now: str = "#FF9F40"


LIGHT = Colours(
    dark=False,
    page="#F6F6F7",
    surface="#FFFFFF",
    rail="#ECEDEF",
    line="#E1E2E5",
    strong_line="#C3C6CC",
    text="#1A1B1E",
    second="#595D64",
    disabled="#9A9EA6",
    accent="#B3201C",
    accent_hover="#9C1A17",
    accent_pressed="#841512",
    on_accent="#FFFFFF",
    hover="#F0F1F3",
    pressed="#E4E6E9",
    selection="#DFE5EE",
    text_selection="#BCD2F0",
    green="#2E7D32",
    amber="#A15C00",
    red="#C62828",
    blue="#1565C0",
    gold="#B8860B",
    quiet="#80858E",
    desk="#DADCE0",
    shadow="#8C9098",
    band="#FFF1D6",
    on_band="#6B4400",
    tip="#2B2D31",
    on_tip="#FFFFFF",
)
DARK = Colours(
    dark=True,
    page="#1D1E21",
    surface="#26272B",
    rail="#18191B",
    line="#3A3C41",
    strong_line="#55585F",
    text="#ECEDEF",
    second="#A3A7AE",
    disabled="#6B6F77",
    accent="#E5625C",
    accent_hover="#EC7A75",
    accent_pressed="#D2544F",
    on_accent="#1D1E21",
    hover="#2E3035",
    pressed="#37393F",
    selection="#3A4352",
    text_selection="#35557F",
    green="#7CC47F",
    amber="#E3A94F",
    red="#F28B85",
    blue="#82B4F2",
    gold="#D9B24A",
    quiet="#8F949D",
    desk="#141517",
    shadow="#000000",
    band="#4A3610",
    on_band="#FFE0A6",
    tip="#ECEDEF",
    on_tip="#1D1E21",
)


class Watch(QObject):
    """Tells when the colours changed, for the few widgets that paint by themselves."""

    changed = Signal()


class _State:
    """What is in force now; one per process, as there is one application."""

    def __init__(self) -> None:
        self.colours = LIGHT
        self.dressed: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = weakref.WeakKeyDictionary()
        self.watch: Watch | None = None
        self.following = False
        self.applying = False


_state = _State()


def colours() -> Colours:
    """Return the colours in force."""
    return _state.colours


def colour(name: str) -> QColor:
    """Return one colour in force by its name in :class:`Colours`."""
    return QColor(getattr(_state.colours, name))


def tone_colour(tone: Tone) -> QColor:
    """Return the colour of a state's dot."""
    return colour(tone.value)


def watch() -> Watch:
    """Return the object whose ``changed`` signal follows light and dark."""
    if _state.watch is None or not shiboken6.isValid(_state.watch):
        _state.watch = Watch()
    return _state.watch


def application(program: str) -> QApplication:
    """Return the program's application, in our style from the first.

    A style that is set later comes back to Python as an object with all its constants, which takes longer than to
    open the data file.
    """
    made = QApplication.instance()
    if not isinstance(made, QApplication):
        made = QApplication([program, "-style", STYLE])
        made.setProperty("bontot_style", True)
    return made


def apply(app: QApplication, *, dark: bool | None = None) -> None:
    """Dress the application and follow the system's light and dark; ``dark`` forces one of them."""
    hints = QGuiApplication.styleHints()
    if dark is None:
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        if not _state.following:
            _state.following = True
            hints.colorSchemeChanged.connect(_follow)
    chosen = DARK if dark else LIGHT
    _state.applying = True
    try:
        _state.colours = chosen
        # A style sheet replaces the style by its own proxy, so the name is asked of ours, not of the proxy.
        if not app.property("bontot_style"):
            app.setStyle(STYLE)
            app.setProperty("bontot_style", True)
        app.setPalette(_palette(chosen))
        folder = (resources() / "icons" / ("dark" if dark else "light")).as_posix()
        app.setStyleSheet(sheet(chosen, app.font(), QFontMetrics(app.font()).height(), folder))
    finally:
        _state.applying = False
    for thing, (name, tint) in list(_state.dressed.items()):
        if shiboken6.isValid(thing):
            thing.setIcon(icon(name, tint))  # type: ignore[attr-defined]
    dot.cache_clear()
    watch().changed.emit()


def _follow(scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and not _state.applying:
        apply(app, dark=scheme is Qt.ColorScheme.Dark)


def _palette(chosen: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, chosen.page),
        (role.WindowText, chosen.text),
        (role.Base, chosen.surface),
        (role.AlternateBase, chosen.page),
        (role.Text, chosen.text),
        (role.Button, chosen.surface),
        (role.ButtonText, chosen.text),
        (role.Highlight, chosen.text_selection),
        (role.HighlightedText, chosen.text),
        (role.ToolTipBase, chosen.tip),
        (role.ToolTipText, chosen.on_tip),
        (role.PlaceholderText, chosen.second),
        (role.Link, chosen.blue),
        (role.LinkVisited, chosen.blue),
        (role.Accent, chosen.accent),
        (role.Mid, chosen.line),
        (role.Midlight, chosen.line),
        (role.Light, chosen.surface),
        (role.Dark, chosen.strong_line),
        (role.Shadow, chosen.shadow),
        (role.BrightText, chosen.red),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.disabled))
    return palette


def icon(name: str, tint: str = "text") -> QIcon:
    """Return a sharp icon by its Phosphor name ("users-three"), tinted by a colour's name in :class:`Colours`."""
    chosen = _state.colours
    return glyphs.icon(name, getattr(chosen, tint), chosen.disabled)


def dress(thing: QObject, name: str, tint: str = "text") -> None:
    """Give a button or action its icon and keep it in the colours in force."""
    _state.dressed[thing] = (name, tint)
    thing.setIcon(icon(name, tint))  # type: ignore[attr-defined]


def icon_size(widget: QWidget | None = None, scale: float = 1.15, *, aside: int = 0) -> QSize:
    """Return the size of an icon beside text of the widget's font, with so much air at both sides."""
    side = round(metrics(widget).height() * scale)
    return QSize(side + 2 * aside, side)


@cache
def dot(tone: Tone) -> QIcon:
    """Return the small round dot of a state."""
    result = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(10 * ratio, 10 * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone_colour(tone))
        painter.drawEllipse(ratio, ratio, 8 * ratio, 8 * ratio)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        result.addPixmap(pixmap, QIcon.Mode.Normal)
        result.addPixmap(pixmap, QIcon.Mode.Selected)
    return result


def metrics(widget: QWidget | None = None) -> QFontMetrics:
    """Return the measures of the widget's font, or of the application's."""
    return widget.fontMetrics() if widget is not None else QFontMetrics(QApplication.font())


def row_height(widget: QWidget | None = None) -> int:
    """Return the height of a table row or a field, from the font."""
    return round(metrics(widget).height() * ROW_HEIGHT)


def is_low(widget: QWidget) -> bool:
    """Say whether a page is so low (a small screen at one and a half times) that its table needs the room of its head.

    Half a screen of 1366×768 beside the taskbar is not; the same screen at one and a half times is.
    """
    return widget.height() < LOW_ROWS * row_height(widget)


def text_width(characters: int, widget: QWidget | None = None) -> int:
    """Return the room for so many figures of the font: widths are told in characters, never in pixels."""
    return metrics(widget).horizontalAdvance("0") * characters


def font(scale: float = 1.0, *, strong: bool = False) -> QFont:
    """Return the application's font at a scale, semibold when strong."""
    result = QFont(QApplication.font())
    result.setPointSizeF(result.pointSizeF() * scale)
    if strong:
        result.setWeight(QFont.Weight.DemiBold)
    return result


def mark(widget: QWidget, kind: str) -> None:
    """Say what a widget is for ("title", "hint", "primary", "fault"…); the style sheet does the rest."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        refresh(widget)


def refresh(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again; it will look by itself at one not yet shown."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2 (1 to 21)."""

    def luminance(value: str) -> float:
        parts = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def fixed_font() -> QFont:
    """Return the system's font of even width, for texts whose lines were laid out by hand."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPointSizeF(QApplication.font().pointSizeF() * HINT_SIZE)
    return result


def app_picture(side: int, ratio: float) -> QPixmap:
    """Return the program's sign, ``side`` logical pixels wide, sharp on a screen of this ratio."""
    return QIcon(str(resources() / "icons" / "bontot.svg")).pixmap(QSize(side, side), ratio)


def wear_icon() -> None:
    """Give all windows of the program its icon: when the first is painted, as its drawings take their time."""
    if QApplication.windowIcon().isNull():
        QApplication.setWindowIcon(app_icon())


@cache
def app_icon() -> QIcon:
    """Return the program's own icon: a simplified drawing up to 24 pixels, where four boxes would run together."""
    result = QIcon()
    for drawing, sides in (("bontot-small", (16, 20, 24)), ("bontot", (32, 40, 48, 64, 128, 256))):
        drawn = QIcon(str(resources() / "icons" / f"{drawing}.svg"))
        for side in sides:
            result.addPixmap(drawn.pixmap(QSize(side, side), 1.0))
    return result
