"""A test sheet for pre-printed stock: printed on plain paper and measured, it says by how much the printer is off."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents import fonts

#: Where the two lines to measure stand, from the left and the upper edge of the sheet (mm).
LEFT, TOP = 20, 20
_SHORT, _LONG = 210, 297
#: Every so many mm a line of this grey and this thickness in points; the last named wins where they meet.
_GRID = ((1, 0.82, 0.1), (5, 0.6, 0.15), (10, 0.35, 0.3))
_CORNER, _ARM = 10, 8
_TEXT, _TITLE, _FIGURES = 11.0, 15.0, 7.0
_PLAIN, _BOLD = fonts.FACES[False, False], fonts.FACES[True, False]


def render(offset_mm: tuple[float, float], *, landscape: bool = True) -> bytes:
    """Return the sheet as a PDF of one A4 page, everything on it moved by the offset (mm to the right, down)."""
    fonts.register()
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width * mm, height * mm), invariant=1, pageCompression=1, lang="vi-VN")
    canvas.setTitle("Tờ thử căn lề giấy in sẵn")
    canvas.setCreator("Bốn Tốt")
    # From here on figures are mm from the upper left corner, to the right and down.
    canvas.transform(mm, 0, 0, mm, offset_mm[0] * mm, (height - offset_mm[1]) * mm)
    _grid(canvas, width, height)
    _rulers(canvas, width, height)
    _corners(canvas, width, height)
    _words(canvas, width, height, offset_mm)
    _measured(canvas, width, height)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _line(canvas: Any, x1: float, y1: float, x2: float, y2: float) -> None:
    canvas.line(x1, -y1, x2, -y2)


def _pen(canvas: Any, points: float, grey: float = 0.0) -> None:
    canvas.setLineWidth(points / mm)
    canvas.setStrokeGray(grey)


def _text(
    canvas: Any, x: float, y: float, words: str, size: float, *, face: str = _PLAIN, middle: bool = False
) -> None:
    canvas.setFont(face, size / mm)
    (canvas.drawCentredString if middle else canvas.drawString)(x, -y, words)


def _grid(canvas: Any, width: int, height: int) -> None:
    for step, grey, points in _GRID:
        _pen(canvas, points, grey)
        for x in range(0, width + 1, step):
            _line(canvas, x, 0, x, height)
        for y in range(0, height + 1, step):
            _line(canvas, 0, y, width, y)


def _rulers(canvas: Any, width: int, height: int) -> None:
    """Write the figures of the mm along the four sides, within what a printer reaches."""
    for x in range(10, width - 5, 10):
        for y in (9.2, height - 6.4):
            _figure(canvas, x, y, str(x))
    for y in range(20, height - 15, 10):
        for x in (7, width - 7):
            _figure(canvas, x, y + 0.9, str(y))


def _figure(canvas: Any, x: float, y: float, words: str) -> None:
    """Write a figure on a white ground, so that the grid does not strike it through."""
    room = fonts.width(words, _PLAIN, _FIGURES) / mm + 1
    canvas.setFillGray(1)
    canvas.rect(x - room / 2, -y - 0.6, room, 2.9, stroke=0, fill=1)
    canvas.setFillGray(0)
    _text(canvas, x, y, words, _FIGURES, middle=True)


def _corners(canvas: Any, width: int, height: int) -> None:
    _pen(canvas, 1.2)
    for x, across in ((_CORNER, 1), (width - _CORNER, -1)):
        for y, down in ((_CORNER, 1), (height - _CORNER, -1)):
            _line(canvas, x, y, x + across * _ARM, y)
            _line(canvas, x, y, x, y + down * _ARM)


def _measured(canvas: Any, width: int, height: int) -> None:
    """Draw the two lines to measure over everything, thin and black, with where to measure."""
    _pen(canvas, 0.6)
    _line(canvas, LEFT, 0, LEFT, height)
    _line(canvas, 0, TOP, width, TOP)
    _arrow(canvas, 0, height / 2, LEFT, height / 2)
    _arrow(canvas, width / 2, 0, width / 2, TOP)
    _label(canvas, LEFT + 2, height / 2 + 1.2, f"1  Mép trái giấy đến vạch này: đúng là {LEFT} mm")
    _label(canvas, width / 2 + 2, TOP / 2 + 4.6, f"2  Mép trên giấy đến vạch này: đúng là {TOP} mm")


def _arrow(canvas: Any, x1: float, y1: float, x2: float, y2: float) -> None:
    _pen(canvas, 1.0)
    _line(canvas, x1, y1, x2, y2)
    for side in (-1.0, 1.0):
        back = (x2 - 2.5, y2 + side) if y1 == y2 else (x2 + side, y2 - 2.5)
        _line(canvas, x2, y2, *back)


def _label(canvas: Any, x: float, y: float, words: str) -> None:
    room = fonts.width(words, _BOLD, _TEXT) / mm + 2
    canvas.setFillGray(1)
    canvas.rect(x - 1, -y - 1.4, room, 5.2, stroke=0, fill=1)
    canvas.setFillGray(0)
    _text(canvas, x, y, words, _TEXT, face=_BOLD)


def _words(canvas: Any, width: int, height: int, offset_mm: tuple[float, float]) -> None:
    right, down = offset_mm
    lines = (
        "In tờ này lên một tờ giấy trắng A4, đúng máy in, đúng khay và chiều đặt giấy sẽ dùng in giấy khen.",
        "Dùng thước đo hai khoảng cách 1 và 2 từ mép giấy, tính bằng mm, đến phần mười.",
        f"Tờ này in với: dịch sang phải {_shown(right)} mm, dịch xuống dưới {_shown(down)} mm.",
        "Gõ hai số đo vào cửa sổ “Căn lề giấy in sẵn”, chương trình tính độ dịch mới; hoặc tự tính:",
        f"Dịch sang phải = {_shown(right)} + {LEFT} − số đo 1.     Dịch xuống dưới = {_shown(down)} + {TOP} − số đo 2.",
        "Đặt tờ này chồng lên phôi in sẵn, soi trước đèn để xem chữ sẽ rơi vào chỗ nào.",
    )
    room = max(fonts.width(line, _PLAIN, _TEXT) for line in lines) / mm + 12
    left, top, pitch = (width - room) / 2, height * 0.62, 6.2
    canvas.setFillGray(1)
    _pen(canvas, 0.5)
    canvas.rect(left, -top - 12 - pitch * len(lines), room, 14 + pitch * len(lines), stroke=1, fill=1)
    canvas.setFillGray(0)
    _text(canvas, width / 2, top + 6, "TỜ THỬ CĂN LỀ GIẤY IN SẴN", _TITLE, face=_BOLD, middle=True)
    for number, line in enumerate(lines):
        _text(canvas, left + 6, top + 14 + pitch * number, line, _TEXT)


def _shown(value: float) -> str:
    """Write mm with a decimal comma and a true minus sign, whole numbers without decimals."""
    return f"{round(value, 1) + 0.0:g}".replace(".", ",").replace("-", "−")
