"""Covers, opening certificate, how to write in the book and the steps of a meeting (parts 1–5)."""

from __future__ import annotations

from collections.abc import Iterator

from num2words import num2words

from bontot_desktop import dates
from bontot_desktop.documents.blocks import (
    Block,
    CoverLine,
    Field,
    FieldLine,
    Items,
    Paragraph,
    Role,
    Signature,
    Signer,
    Spacer,
    Title,
    bold,
)
from bontot_desktop.documents.minutes_book.facts import BookFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.rules.books import BookMode

NAME = "SỔ BIÊN BẢN\nSINH HOẠT CHI BỘ"

RULES: tuple[str, ...] = (
    "Ghi ngay tại buổi sinh hoạt, bằng bút mực cùng màu, chữ rõ ràng; không ghi lại sau, không viết tắt tùy tiện.",
    "Ghi đầy đủ diễn biến: người trình bày từng nội dung; ý kiến phát biểu ghi rõ họ tên từng đồng chí, theo thứ tự "
    "phát biểu; kết luận của chủ trì đối với từng nội dung.",
    "Ghi rõ số đảng viên có mặt, vắng mặt; vắng có lý do ghi họ tên và lý do, vắng không có lý do ghi họ tên.",
    "Không tẩy xóa, không dán đè. Ghi sai thì gạch ngang một nét để còn đọc được, ghi lại bên cạnh, chủ trì và thư ký "
    "ký nháy.",
    "Không xé, không thay, không chèn trang; trang còn trống sau mỗi biên bản thì gạch chéo.",
    "Thư ký đọc lại biên bản cho chi bộ nghe và thông qua trước khi kết thúc; thư ký và chủ trì ký, ghi rõ họ tên.",
    "Sinh hoạt thường kỳ mỗi tháng một lần, ít nhất 90 phút; sinh hoạt thường kỳ kết hợp chuyên đề ít nhất 120 phút.",
    "Sinh hoạt chuyên đề ít nhất mỗi quý một lần, không thay sinh hoạt thường kỳ; không lồng ghép với cuộc họp khác.",
    "Khi thay đổi bí thư hoặc thư ký phải bàn giao sổ, có ký nhận ở cuối sổ.",
    "Sổ là tài liệu nội bộ của Đảng: giữ cẩn thận, không cho mượn; cuối năm khóa sổ, nộp lưu theo quy định. "
    "Không ghi nội dung thuộc bí mật nhà nước vào sổ này.",
)

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "1. Chuẩn bị",
        (
            "Chi ủy họp (hoặc bí thư, phó bí thư hội ý), dự thảo nghị quyết.",
            "Báo thời gian, nội dung đến đảng viên, đảng ủy viên phụ trách; gửi tài liệu trước ít nhất 01 ngày.",
        ),
    ),
    (
        "2. Mở đầu",
        (
            "Tuyên bố lý do, giới thiệu đại biểu; cử thư ký, người chấm điểm; thông báo đảng viên có mặt, vắng mặt, "
            "tình hình đóng đảng phí; thông qua chương trình.",
        ),
    ),
    (
        "3. Tiến hành",
        (
            "Thông tin thời sự, văn bản mới; tình hình tư tưởng đảng viên, dư luận Nhân dân.",
            "Kết quả thực hiện nghị quyết tháng trước, kết quả của từng đảng viên; biểu dương, nhắc nhở.",
            "Nhiệm vụ tháng tới; thảo luận; tự phê bình và phê bình; đại biểu cấp trên phát biểu.",
        ),
    ),
    (
        "4. Kết thúc",
        (
            "Chủ trì tổng hợp, kết luận; phân công nhiệm vụ cho từng đảng viên, có thời hạn; biểu quyết nghị quyết.",
            "Chấm điểm, tự xếp loại buổi sinh hoạt; thư ký đọc biên bản; thông qua; bế mạc.",
        ),
    ),
    (
        "5. Sinh hoạt chuyên đề",
        (
            "Chọn chuyên đề từ đầu năm, phân công người viết; chi ủy duyệt; gửi trước ít nhất 01 ngày.",
            "Bí thư nêu mục đích, yêu cầu; trình bày; thảo luận, liên hệ; đánh giá, kết luận.",
        ),
    ),
)


def in_words(number: int) -> str:
    """Write a number in words as northern offices say it ("một trăm linh tám")."""
    return str(num2words(number, lang="vi")).replace(" lẻ ", " linh ")


def cover(facts: BookFacts, settings: FormatSettings) -> Iterator[Block]:
    """Part 1: the outer cover."""
    yield CoverLine(settings.fixed(facts.superior), 15, before_mm=6)
    yield CoverLine(settings.fixed(facts.head.superior), 15)
    yield CoverLine(facts.head.issuer, 16, bold=True)
    yield CoverLine("*", 16)
    yield CoverLine(NAME, 30, bold=True, before_mm=52)
    yield CoverLine(facts.cell_name, 20, bold=True, before_mm=14)
    yield CoverLine(f"Năm {facts.year}", 20, before_mm=10)
    yield CoverLine(f"Quyển số {facts.volume:02d}", 15, before_mm=6)
    if facts.mode is BookMode.FILLED:
        yield CoverLine("(Đóng từ các biên bản đã được chi bộ thông qua)", 13, italic=True, before_mm=6)


def inner_cover(facts: BookFacts, settings: FormatSettings, pages: int) -> Iterator[Block]:
    """Part 2: the inner cover, page 01."""
    yield CoverLine(settings.fixed(facts.head.superior), 14, before_mm=2)
    yield CoverLine(facts.head.issuer, 14, bold=True)
    yield CoverLine("*", 14)
    yield CoverLine(NAME, 22, bold=True, before_mm=24)
    yield CoverLine(f"Năm {facts.year}", 16, before_mm=4)
    yield Spacer(14)
    for label, value in (
        ("Chi bộ:", facts.cell_name),
        ("Mã chi bộ:", facts.cell_code),
        ("Quyển số:", f"{facts.volume:02d}"),
        ("Bí thư:", facts.secretary),
        ("Thư ký, người ghi sổ:", facts.minute_taker),
        ("Ngày mở sổ:", dates.full(facts.opened_on).removeprefix("ngày ") if facts.opened_on else ""),
        (settings.fixed("Ngày khóa sổ:"), dates.full(facts.closed_on).removeprefix("ngày ") if facts.closed_on else ""),
    ):
        yield FieldLine((Field(label, bold(value) if value else None),), marker="")
    yield FieldLine(
        (Field("Sổ gồm:", (bold(f"{pages}"), f" trang, đánh số từ 01 đến {pages:02d}")),), marker="", end="."
    )
    yield FieldLine((Field("Nơi phát hành:", f"Văn phòng {settings.fixed(facts.committee_name)}"),), marker="")
    if facts.options.keep_label:
        yield FieldLine((Field("Thời hạn:", facts.options.keep_label),), marker="")


def certificate(facts: BookFacts, settings: FormatSettings, pages: int) -> Iterator[Block]:
    """Part 3: the opening certificate with the book's total of pages (document-format §8.4)."""
    yield Title("XÁC NHẬN MỞ SỔ", dashes=False, bookmark="Xác nhận mở sổ")
    counted = f"{pages} ({in_words(pages)}) trang, đánh số từ 01 đến {pages:02d}"
    # A committee without a seal can't stamp the edges of the pages (document-format §6, issuer.has_seal).
    stamped = f", đóng dấu giáp lai của {settings.fixed(facts.committee_name)}" if settings.has_seal else ""
    yield Paragraph(
        f"Sổ biên bản sinh hoạt chi bộ năm {facts.year} (quyển số {facts.volume:02d}) của {facts.cell_name} có "
        f"{counted}{stamped}."
    )
    yield Paragraph(
        f"Sổ được dùng để ghi biên bản các kỳ sinh hoạt của chi bộ từ ngày 01/01/{facts.year} "
        f"đến ngày 31/12/{facts.year}."
    )
    place = f"{facts.head.place}, {dates.full(facts.opened_on, year=facts.year)}"
    yield Signature(Signer(authority="T/M ĐẢNG ỦY"), place_date=place)
    yield Spacer(30)
    yield FieldLine((Field("Người nhận sổ (ký, ghi rõ họ tên):"),), marker="")
    yield FieldLine((Field("Ngày nhận:"),), marker="")


def how_to(facts: BookFacts, settings: FormatSettings) -> Iterator[Block]:
    """Part 4: how to write in the book."""
    yield Title("HƯỚNG DẪN GHI SỔ", dashes=False, bookmark="Hướng dẫn ghi sổ")
    yield Items(tuple(settings.in_minutes(rule) for rule in RULES), marker="{n}. ")
    yield Paragraph(
        f"{settings.fixed(facts.committee_name)} kiểm tra việc ghi sổ; “Sổ biên bản ghi chép đầy đủ diễn biến” là một "
        "nội dung chấm điểm chất lượng sinh hoạt chi bộ.",
        Role.NOTE,
    )


def procedure(facts: BookFacts, settings: FormatSettings) -> Iterator[Block]:
    """Part 5: what the meetings rest on and their steps in short."""
    name = "Căn cứ, quy trình" if facts.bases else "Quy trình"
    yield Title(f"{name.upper()} SINH HOẠT CHI BỘ", dashes=False, bookmark=name)
    if facts.bases:
        yield Paragraph("A. Căn cứ", Role.HEADING_2, keep_with_next=True)
        yield Items(tuple(f"{basis}." for basis in facts.bases))
        yield Paragraph("B. Các bước", Role.HEADING_2, keep_with_next=True)
    for title, lines in STEPS:
        yield Paragraph(title, Role.HEADING_3, keep_with_next=True)
        yield Items(tuple(settings.in_minutes(line) for line in lines))
