"""Blank minutes to be written by hand: regular, themed and extraordinary, each page ruled to its foot (parts 10–13).

A form takes exactly the pages asked for: every page but the last is filled with dotted lines and closed by a page
break; pages beyond the least go to the discussion. When the count is odd the back of the last sheet is ruled too.
"""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import dates
from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    DottedLines,
    Field,
    FieldLine,
    PageBreak,
    Paragraph,
    Role,
    Run,
    Signer,
    Table,
    TableRow,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.minutes_book.facts import BookFacts
from bontot_desktop.documents.minutes_wording import summary
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingType

_ROW = 9.5
#: Letters of a cell's name that still fit on one or two lines of the head.
_LONG_NAME = 44


def regular(facts: BookFacts, settings: FormatSettings, month: int) -> Iterator[Block]:
    """Part 10: the form of one month."""
    kind = MeetingType.REGULAR
    yield from _top(facts, kind, month, f"Tháng {month}")
    yield from _opening(facts, settings, kind)
    yield PageBreak()
    yield from _politics()
    yield PageBreak()
    yield from _month(month)
    yield PageBreak()
    extra = facts.options.pages_regular - 5
    yield from _discussion("II. Ý KIẾN THẢO LUẬN", extra, count=19)
    yield _heading("III. Ý KIẾN CỦA ĐẠI BIỂU CẤP TRÊN", "(nếu có)")
    yield DottedLines(fill="page")
    yield PageBreak()
    yield _heading(settings.in_minutes("IV. TIẾP THU, KẾT LUẬN CỦA CHỦ TRÌ"))
    yield DottedLines(5)
    yield _heading("V. PHÂN CÔNG NHIỆM VỤ")
    yield _tasks(4)
    yield from _vote("VI. BIỂU QUYẾT")
    yield _heading("VII. KIẾN NGHỊ VỚI CẤP TRÊN")
    yield DottedLines(1)
    yield from _evaluation("VIII. TỰ ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT")
    yield from _closing(settings)
    yield from _back(facts.options.pages_regular, summary(kind, facts.year, month))


def themed(facts: BookFacts, settings: FormatSettings, quarter: int) -> Iterator[Block]:
    """Part 11: the form of one quarter's themed meeting."""
    kind, month = MeetingType.THEMED, quarter * 3
    yield from _top(facts, kind, month, f"Chuyên đề quý {dates.roman(quarter)}")
    yield _blanks("Chuyên đề:", more_lines=1)
    yield from _opening(facts, settings, kind)
    yield PageBreak()
    yield _heading("I. MỤC ĐÍCH, YÊU CẦU")
    yield DottedLines(5)
    yield _heading("II. TRÌNH BÀY CHUYÊN ĐỀ")
    yield _blanks("Người trình bày:", strong=False)
    yield _blanks("Tài liệu gửi đảng viên ngày:", strong=False)
    yield DottedLines(fill="page", lead="Tóm tắt nội dung:")
    yield PageBreak()
    yield _heading("III. GỢI Ý THẢO LUẬN")
    yield DottedLines(4)
    extra = facts.options.pages_themed - 4
    yield from _discussion("IV. Ý KIẾN THẢO LUẬN", extra, count=0)
    yield PageBreak()
    yield _heading("V. ĐÁNH GIÁ CHẤT LƯỢNG CHUYÊN ĐỀ")
    yield DottedLines(3)
    yield _heading("VI. KẾT LUẬN; PHÂN CÔNG, THỜI HẠN")
    yield DottedLines(8)
    yield from _vote("VII. BIỂU QUYẾT")
    yield from _evaluation("VIII. TỰ ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT")
    yield from _closing(settings)
    yield from _back(facts.options.pages_themed, summary(kind, facts.year, month))


def extraordinary(facts: BookFacts, settings: FormatSettings, number: int) -> Iterator[Block]:
    """Part 13: a form for a meeting out of turn; the month is written by hand."""
    yield letterhead.letterhead(facts.head, with_date=False)
    yield Title(
        "BIÊN BẢN",
        f"sinh hoạt chi bộ đột xuất tháng ....... năm {facts.year}",
        bookmark=f"Đột xuất, biên bản {number}",
    )
    yield from _opening(facts, settings, MeetingType.EXTRAORDINARY)
    yield PageBreak()
    yield _heading("I. NỘI DUNG")
    yield DottedLines(12)
    yield from _discussion("II. Ý KIẾN THẢO LUẬN", facts.options.pages_extraordinary - 3, count=0)
    yield PageBreak()
    yield _heading(settings.in_minutes("III. KẾT LUẬN CỦA CHỦ TRÌ"))
    yield DottedLines(12)
    yield from _vote("IV. BIỂU QUYẾT")
    yield from _closing(settings)
    yield from _back(facts.options.pages_extraordinary, "sinh hoạt chi bộ đột xuất")


def _top(facts: BookFacts, kind: MeetingType, month: int, bookmark: str) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=False)
    yield Title("BIÊN BẢN", summary(kind, facts.year, month), bookmark=bookmark)


def _heading(title: str, note: str = "") -> Paragraph:
    text = (title, " ", _plain(note)) if note else title
    return Paragraph(text, Role.HEADING_1, keep_with_next=True)


def _plain(note: str) -> Run:
    return Run(note, bold=False, italic=True)


def _blanks(
    label: str, *words: str, end: str = "", marker: str = "- ", more_lines: int = 0, strong: bool = True
) -> FieldLine:
    """Make a line: the label, room, a word, room, … and ``end`` behind the last room."""
    share = 0.5 if len(words) > 1 else 1.0
    fields = [Field("", (bold(label) if strong else label, " "))]
    for word in words:
        fields += [Field("", share=share), Field("", f"{word} " if word[0] in ";/" else f" {word} ")]
    fields.append(Field("", share=share))
    if end:
        fields.append(Field("", f" {end}"))
    return FieldLine(tuple(fields), marker=marker, separator="", more_lines=more_lines)


def _opening(facts: BookFacts, settings: FormatSettings, kind: MeetingType) -> Iterator[Block]:
    """Blocks 3–12 to be filled by hand; a name that takes several lines of the head leaves fewer below."""
    fewer = len(facts.head.issuer) > _LONG_NAME
    yield _blanks("Thời gian bắt đầu:", "giờ", "phút, ngày", "tháng", end=f"năm {facts.year}")
    yield _blanks("Địa điểm:")
    yield _blanks("Tổng số đảng viên của chi bộ:", "; chính thức", "; dự bị")
    yield _plus("Được miễn công tác và sinh hoạt đảng:")
    yield _plus("Sinh hoạt tạm thời: đến", "; giới thiệu đi nơi khác")
    yield _blanks("Số đảng viên có mặt:", "/", "(tỷ lệ", end="%)")
    yield _plus("Chính thức:", "; dự bị:", "; sinh hoạt tạm thời:")
    yield _plus("Đảng viên được miễn nhưng dự (họ tên):")
    yield _blanks("Số đảng viên vắng mặt:", end="đồng chí, trong đó:")
    yield _plus("Có lý do (số lượng; họ tên, lý do):", more_lines=2 if fewer else 3)
    yield _plus("Không có lý do (số lượng; họ tên):", more_lines=1)
    yield _blanks("Đại biểu, khách mời (họ tên, chức vụ, đơn vị):", more_lines=1 if fewer else 2)
    yield _blanks(f"{settings.in_minutes('Chủ trì')}:")
    yield _blanks("Thư ký:")
    yield _blanks("Người theo dõi, chấm điểm:")
    if kind is MeetingType.REGULAR:
        yield _blanks("Tình hình nộp đảng phí:", "đồng chí đã nộp; số tiền", end="đồng")


def _plus(label: str, *words: str, end: str = "", more_lines: int = 0) -> FieldLine:
    return _blanks(label, *words, end=end, marker="+ ", more_lines=more_lines, strong=False)


def _politics() -> Iterator[Block]:
    """I.1 and I.2: politics and ideology, and the tasks of last month in a table."""
    yield _heading("I. NỘI DUNG SINH HOẠT")
    yield Paragraph("1. Công tác chính trị, tư tưởng", Role.HEADING_2, keep_with_next=True)
    for letter, section, lines in zip("abc", parts.POLITICS, (6, 3, 4), strict=True):
        note = " (ghi số, ngày, tên văn bản)" if section is parts.CURRENT_AFFAIRS else ""
        yield Paragraph((f"{letter}) {section.title}", _plain(note)), Role.HEADING_3, keep_with_next=True)
        yield DottedLines(lines)
    yield Paragraph(f"2. {parts.LAST_MONTH.title}", Role.HEADING_2, keep_with_next=True)
    columns = (
        Column("TT", 10, "center"),
        Column("Nhiệm vụ", 0),
        Column("Người thực hiện", 36),
        Column("Tình trạng đầu kỳ", 24),
        Column("Kết quả", 40),
    )
    yield Table(columns, _numbered(5, 5), row_height_mm=_ROW)
    yield DottedLines(fill="page")


def _month(month: int) -> Iterator[Block]:
    """I.3 to I.6."""
    titles = [f"{number}. {section.title}" for number, section in enumerate(parts.CONTENTS, start=2)]
    for title, lines in zip(titles[1:], (5, 5, 11, 0), strict=True):
        yield Paragraph(title, Role.HEADING_2, keep_with_next=True)
        yield DottedLines(lines, fill="" if lines else "page")


def _discussion(title: str, extra_pages: int, *, count: int) -> Iterator[Block]:
    """The discussion: ``extra_pages`` whole pages, then on the one it ends on ``count`` lines or all that is left."""
    yield _heading(title, "(ghi rõ họ tên từng đồng chí)")
    for _ in range(extra_pages):
        yield DottedLines(fill="page")
        yield PageBreak()
    yield DottedLines(count + (1 if extra_pages and count else 0), fill="" if count else "page")
    if count:
        yield _blanks("Số đồng chí phát biểu:", "/", "đồng chí dự sinh hoạt (tỷ lệ", end="%)", marker="", strong=False)


def _numbered(count: int, columns: int) -> tuple[TableRow, ...]:
    return tuple(TableRow((str(number), *("",) * (columns - 1))) for number in range(1, count + 1))


def _tasks(count: int) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Đảng viên", 42),
        Column("Nhiệm vụ", 0),
        Column("Thời hạn", 24),
        Column("Ghi chú", 24),
    )
    return Table(columns, _numbered(count, 5), row_height_mm=_ROW)


def _vote(title: str) -> Iterator[Block]:
    yield _heading(title)
    yield _blanks("Nội dung:", strong=False)
    yield _plus("Tán thành:", "/", "đảng viên được biểu quyết (tỷ lệ", end="%)")
    yield _plus("Không tán thành:", "; không có ý kiến:")


def _evaluation(title: str) -> Iterator[Block]:
    yield _heading(title)
    yield _blanks("Tổng điểm:", "/100; tự xếp loại:", marker="", strong=False)
    yield _blanks("Hạn chế cần khắc phục:", marker="", strong=False)


def _closing(settings: FormatSettings) -> Iterator[Block]:
    """Blocks 21 and 22."""
    yield _blanks("Biên bản đã đọc lại trước chi bộ,", "/", end="đồng chí tán thành.", marker="", strong=False)
    yield _blanks("Kết thúc vào hồi", "giờ", end="phút cùng ngày.", marker="", strong=False)
    left, right = settings.minutes_signer_labels
    yield TwoSignatures(Signer(authority=left), Signer(authority=right))


def _back(pages: int, what: str) -> Iterator[Block]:
    """The back of the last sheet of a form with an odd count of pages: ruled, for what found no room."""
    if pages % 2:
        yield PageBreak()
        words = what.replace("\n", " ")
        yield Paragraph(f"(Phần ghi tiếp, bổ sung, đính chính biên bản {words})", Role.NOTE)
        yield DottedLines(fill="page")
