"""The pictures Windows shows of the program, drawn from our SVG files: two icons and the two pictures of the setup."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bontot_desktop.places import resources

#: Every size Windows asks for between 100 % and 400 %: title bar, list, taskbar, desktop, large tiles.
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
#: Up to this size the simplified drawing is used: the four boxes would run together.
SMALL_UP_TO = 24
PROGRAM, FILE = "BonTot.ico", "bontot-file.ico"
#: Welcome page (side) and header of the setup: twice the size NSIS shows at 100 %, so that 200 % stays sharp.
WELCOME, WELCOME_SIZE = "welcome.bmp", (328, 628)
HEADER, HEADER_SIZE = "header.bmp", (300, 114)

_ART = Path(__file__).parent / "art"
_WHITE = 0xFFFFFFFF


def write_icons(folder: Path) -> list[Path]:
    """Write the two icons and the two bitmaps of the setup into a folder; the same bytes every time.

    No window system is needed: nothing drawn here holds text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        PROGRAM: icon("bontot"),
        FILE: icon("bontot-file"),
        WELCOME: _welcome(),
        HEADER: _header(),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]


def icon(name: str) -> bytes:
    """Return an .ico file of the drawing ``name``.svg and, for small sizes, ``name``-small.svg."""
    pictures = [_entry(_square(name, side)) for side in SIZES]
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    place = len(head) + 16 * len(SIZES)
    lines, bodies = b"", b""
    for side, body in zip(SIZES, pictures, strict=True):
        # A side of 256 is written as 0: the field is one byte.
        lines += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(body), place + len(bodies))
        bodies += body
    return head + lines + bodies


def _square(name: str, side: int) -> QImage:
    drawing = f"{name}-small" if side <= SMALL_UP_TO else name
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    _draw(picture, resources() / "icons" / f"{drawing}.svg", QRectF(0, 0, side, side))
    return picture.convertToFormat(QImage.Format.Format_ARGB32)


def _draw(picture: QImage, drawing: Path, place: QRectF) -> None:
    shown = QSvgRenderer(str(drawing))
    if not shown.isValid():
        raise ValueError(f"{drawing} is no drawing")
    painter = QPainter(picture)
    shown.render(painter, place)
    painter.end()


def _rows(picture: QImage) -> list[bytes]:
    """Return the rows of a 32-bit picture from the top, as blue, green, red, alpha."""
    stride, width = picture.bytesPerLine(), picture.width() * 4
    pixels = bytes(picture.constBits())
    return [pixels[start : start + width] for start in range(0, stride * picture.height(), stride)]


def _entry(picture: QImage) -> bytes:
    """Return a picture as it stands inside an .ico: PNG for the largest, a bitmap with its mask for the others."""
    side, rows = picture.width(), _rows(picture)
    if side >= 256:
        png = BytesIO()
        Image.frombytes("RGBA", (side, side), b"".join(rows), "raw", "BGRA").save(png, "PNG", optimize=True)
        return png.getvalue()
    # The mask marks what is wholly clear, for what still draws icons without alpha; its rows fill up to 32 bits.
    mask = b"".join(_mask(row) for row in reversed(rows))
    pixels = b"".join(reversed(rows))
    head = struct.pack("<IiiHHIIiiII", 40, side, side * 2, 1, 32, 0, len(pixels) + len(mask), 0, 0, 0, 0)
    return head + pixels + mask


def _mask(row: bytes) -> bytes:
    bits = "".join("1" if alpha == 0 else "0" for alpha in row[3::4])
    width = (len(bits) + 31) // 32 * 32
    return int(bits.ljust(width, "0"), 2).to_bytes(width // 8, "big")


def _welcome() -> bytes:
    width, height = WELCOME_SIZE
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(_WHITE)
    _draw(picture, _ART / "welcome.svg", QRectF(0, 0, width, height))
    side = width * 0.36
    _draw(picture, resources() / "icons" / "bontot.svg", QRectF((width - side) / 2, height * 0.1, side, side))
    return _bitmap(picture)


def _header() -> bytes:
    width, height = HEADER_SIZE
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(_WHITE)
    side = height * 0.7
    air = (height - side) / 2
    _draw(picture, resources() / "icons" / "bontot.svg", QRectF(width - side - air, air, side, side))
    return _bitmap(picture)


def _bitmap(picture: QImage) -> bytes:
    """Return a 24-bit Windows bitmap, bottom row first, rows filled up to 32 bits."""
    width, height = picture.width(), picture.height()
    gap = b"\0" * (-width * 3 % 4)
    lines = []
    for row in reversed(_rows(picture)):
        colours = bytearray(width * 3)
        for part in range(3):
            colours[part::3] = row[part::4]
        lines.append(bytes(colours) + gap)
    pixels = b"".join(lines)
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 14 + len(head) + len(pixels), 0, 0, 14 + len(head)) + head + pixels
