"""What a picture of the guide needs besides the windows: schemes, numbers on a window, files with faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from docx import Document
from docx.shared import Pt
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from bontot_desktop.ui import look
from bontot_desktop.ui.printers import Printers

#: Dots for each logical pixel, as in docs/stage.py.
SCALE = 1.5
#: Where the data of the office in the pictures lie.
HOME = r"C:\Users\VanPhong\AppData\Local\BonTot"
_BLUE, _WHITE, _FADED = "#1F5FA8", "#FFFFFF", "#BFD3EA"


class OnePrinter(Printers):
    """The one laser printer of a small office."""

    def names(self) -> list[str]:
        """Return its name."""
        return ["Máy in văn phòng"]

    def usual(self) -> str:
        """Return its name."""
        return self.names()[0]

    def turns_paper(self, name: str) -> bool:
        """It does not."""
        return False

    def has_colour(self, name: str) -> bool:
        """It prints black."""
        return False


def numbered(image: QImage, spots: Sequence[QPoint]) -> QImage:
    """Put numbers from 1 on a picture of a window."""
    painter = _painter(image)
    for number, spot in enumerate(spots, start=1):
        _circle(painter, QPointF(spot), str(number))
    painter.end()
    return image


def smart_screen() -> QImage:
    """Draw what the two windows of SmartScreen look like in outline, with the two places to press."""
    image = _blank(720, 270)
    painter = _painter(image)
    for left, button in ((0, False), (370, True)):
        frame = QRectF(left, 0, 350, 270)
        painter.fillRect(frame, QColor(_BLUE))
        _say(painter, QRectF(left + 20, 16, 310, 60), "Windows đã bảo vệ PC của bạn", 13.5, _WHITE)
        for line, width in ((88, 300), (104, 280)):
            painter.fillRect(QRectF(left + 20, line, width, 5), QColor(_FADED))
        if not button:
            _say(painter, QRectF(left + 20, 122, 200, 24), "Thông tin thêm", 10.5, _WHITE, underline=True)
            _circle(painter, QPointF(left + 160, 134), "1")
        else:
            _say(painter, QRectF(left + 20, 122, 310, 22), "Ứng dụng:  BonTot-0.1.0-setup.exe", 9.5, _WHITE)
            _say(painter, QRectF(left + 20, 144, 310, 22), "Nhà phát hành:  không xác định", 9.5, _WHITE)
            _button(painter, QRectF(left + 92, 218, 116, 34), "Vẫn chạy")
            _circle(painter, QPointF(left + 74, 235), "2")
        _button(painter, QRectF(left + 218, 218, 116, 34), "Không chạy")
    painter.end()
    return image


def odd_workbook(folder: Path) -> Path:
    """Write a small workbook with a row to refuse and a row to doubt."""
    path = folder / "danh-ba-chi-bo.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Đảng viên")
        rows = (
            ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ", "Tình trạng"),
            (1, "Nguyễn Văn Làm Mẫu", "12/04/1985", "Nam", "03/02/2010", "03/02/2011", "TH01", "chính thức"),
            (2, "Trần Thị Ví Dụ", "31/02/1990", "Nữ", "19/05/2015", "19/05/2016", "TH01", "chính thức"),
            (3, "Lê Thử Nghiệm", "07/09/1979", "Nam", "02/09/2004", "02/09/2005", "Thôn Chưa Có", "chính thức"),
            (4, "Phạm Thị Thí Dụ", "1992", "Nữ", "26/03/2026", "", "TH02", "dự bị"),
            (5, "Đỗ Văn Mẫu Mực", "15/11/1968", "Nam", "22/12/1990", "22/12/1991", "TH03", "miễn sinh hoạt"),
        )
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def odd_paper(folder: Path) -> Path:
    """Write a paper typed by hand in which some of the form is wrong."""
    path = folder / "Thong bao tu go.docx"
    paper = Document()
    paper.styles["Normal"].font.name = "Arial"
    paper.styles["Normal"].font.size = Pt(12)
    for line in (
        "ĐẢNG BỘ TỈNH MẪU",
        "ĐẢNG ỦY XÃ VÍ DỤ",
        "Số: 5/TB-ĐU",
        "Ví Dụ, ngày 5 tháng 2 năm 2026",
        "THÔNG BÁO",
        "Lịch sinh hoạt chi bộ tháng 02/2026",
        "Văn phòng Đảng ủy thông báo lịch sinh hoạt chi bộ tháng 02/2026 như sau:",
        "Nơi nhận:",
        "- Các chi bộ,",
        "- Lưu: VT.",
    ):
        paper.add_paragraph(line)
    paper.save(str(path))
    return path


def _blank(wide: int, high: int) -> QImage:
    image = QImage(round(wide * SCALE), round(high * SCALE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(QColor(_WHITE))
    return image


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter


def _circle(painter: QPainter, middle: QPointF, word: str) -> None:
    painter.setPen(QPen(QColor(_WHITE), 2))
    painter.setBrush(QColor(look.LIGHT.accent))
    painter.drawEllipse(middle, 13, 13)
    _say(painter, QRectF(middle.x() - 13, middle.y() - 13, 26, 26), word, 11, _WHITE, centred=True, strong=True)


def _button(painter: QPainter, place: QRectF, word: str) -> None:
    painter.setPen(QPen(QColor(_WHITE), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)
    _say(painter, place, word, 10.5, _WHITE, centred=True)


def _say(
    painter: QPainter,
    place: QRectF,
    words: str,
    size: float,
    colour: str,
    *,
    centred: bool = False,
    strong: bool = False,
    underline: bool = False,
) -> None:
    font: QFont = look.font(1.0, strong=strong)
    font.setPointSizeF(size)
    font.setUnderline(underline)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    align = Qt.AlignmentFlag.AlignCenter if centred else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, align | Qt.TextFlag.TextWordWrap, words)
