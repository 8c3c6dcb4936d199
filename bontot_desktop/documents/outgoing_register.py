"""The register of outgoing papers (sổ đăng ký văn bản đi) as a landscape book: facts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import fonts, styles
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Role,
    Section,
    Table,
    TableRow,
    Text,
    Title,
    bold,
    italic,
    printable,
)
from bontot_desktop.documents.profile import FormatSettings

TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
#: Headings of the columns, in the order of the office's printed book.
HEADINGS = (
    "Số, ký hiệu",
    "Ngày tháng",
    "Tên loại và trích yếu nội dung",
    "Người ký",
    "Nơi nhận",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ghi chú",
)
#: Widths in mm of 252; 0 takes the rest, and the first column is as wide as the longest number.
_WIDTHS = (22.0, 24.0, 0.0, 29.0, 58.0, 26.0, 14.0, 22.0)
_WIDEST_NUMBER = 48.0
_SIZE = 12.0
EMPTY = "Trong thời gian này chưa có văn bản nào được vào sổ."
SKIPPED = "(số bỏ trống)"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: a paper, or with ``skipped`` numbers of the run that no paper has ("03–04-QĐ/ĐU")."""

    number_text: str
    day: date | None = None
    type_name: str = ""
    about: str = ""
    signer: str = ""
    recipients: str = ""
    kept_by: str = ""
    copies: int | None = None
    note: str = ""
    withdrawn: str | None = None
    skipped: bool = False

    @property
    def note_text(self) -> str:
        """The office's note, and that the paper was withdrawn and why (``withdrawn`` is None while it stands)."""
        if self.withdrawn is None:
            return self.note
        return ". ".join(part for part in (f"Đã thu hồi: {self.withdrawn}".rstrip(": "), self.note) if part)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one run under its name, or all lines under "" when the book goes by date."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The whole book. ``superior`` and ``issuer`` are the printed head lines, ``period`` is "Năm 2026".

    ``made_on`` is the day it is printed.
    """

    superior: str
    issuer: str
    author: str
    period: str
    made_on: date
    groups: tuple[Group, ...]

    @property
    def papers(self) -> int:
        """How many papers stand in it."""
        return sum(not entry.skipped for group in self.groups for entry in group.entries)

    @property
    def closing(self) -> str:
        """How many papers the book has, and how many of them were withdrawn."""
        if not self.papers:
            return EMPTY
        gone = sum(entry.withdrawn is not None for group in self.groups for entry in group.entries)
        withdrawn = f", trong đó {gone:02d} văn bản đã thu hồi" if gone else ""
        return f"Sổ có {self.papers:02d} văn bản{withdrawn}; in ngày {dates.short(self.made_on)}."


def build(facts: RegisterFacts, settings: FormatSettings) -> Document:
    """Turn the facts of the register into its pages."""
    return Document(
        blocks=tuple(_blocks(facts)),
        title=f"Sổ đăng ký văn bản đi, {facts.period[:1].lower()}{facts.period[1:]}",
        author=facts.author,
        day=facts.made_on,
        settings=settings,
        first=Section(landscape=True, number_first=False),
    )


def _blocks(facts: RegisterFacts) -> Iterator[Block]:
    yield Letterhead(superior=facts.superior, issuer=facts.issuer)
    yield Title(TITLE, facts.period)
    if facts.papers:
        yield _table(facts)
    else:
        yield Paragraph(facts.closing, Role.PLAIN)


def _table(facts: RegisterFacts) -> Table:
    rows: list[TableRow] = []
    for group in facts.groups:
        if group.title:
            rows.append(TableRow((group.title,), kind="group"))
        rows += [TableRow(_cells(entry)) for entry in group.entries]
    # In the table, so that it stays with the last paper.
    rows.append(TableRow((facts.closing, *(None for _ in HEADINGS[1:])), kind="total"))
    centred = {1, 6}
    widths = (_number_width(facts), *_WIDTHS[1:])
    columns = tuple(
        Column(heading, width, "center" if place in centred else "left")
        for place, (heading, width) in enumerate(zip(HEADINGS, widths, strict=True))
    )
    return Table(columns, tuple(rows), size_pt=_SIZE)


def _number_width(facts: RegisterFacts) -> float:
    """Return the room in mm that keeps every number on one line, cell padding with it."""
    texts = (entry.number_text for group in facts.groups for entry in group.entries)
    longest = max((fonts.width(printable(text), fonts.FACES[True, False], _SIZE) for text in texts), default=0.0)
    return min(max(_WIDTHS[0], longest / styles.mm(1) + 3.5), _WIDEST_NUMBER)


def _cells(entry: Entry) -> tuple[Text, ...]:
    if entry.skipped:
        return (italic(entry.number_text), "", italic(SKIPPED), "", "", "", "", "")
    return (
        bold(entry.number_text),
        dates.short(entry.day) if entry.day else "",
        (bold(entry.type_name), "\n", entry.about) if entry.about else bold(entry.type_name),
        entry.signer,
        entry.recipients.replace("\n", "; "),
        entry.kept_by,
        "" if entry.copies is None else str(entry.copies),
        entry.note_text,
    )


def sample_facts() -> RegisterFacts:
    """Return an invented book of two runs with a gap and a withdrawn paper."""
    place = "Ban Thường vụ Tỉnh ủy (để báo cáo)\nCác chi bộ trực thuộc\nỦy ban nhân dân xã Ví Dụ"
    decisions = tuple(
        Entry(
            f"{number:02d}-QĐ/ĐU",
            date(2026, 1 + number % 12, 6),
            "Quyết định",
            f"về thành lập Tổ công tác số {number} giúp Ban Thường vụ theo dõi sinh hoạt chi bộ",
            "Nguyễn Văn Ví Dụ",
            place,
            "Văn phòng Đảng ủy",
            12 + number,
            withdrawn="Sai tên chi bộ" if number == 5 else None,
        )
        for number in (1, 2, 5, 6)
    )
    notices = tuple(
        Entry(f"{number:02d}-TB/ĐU", date(2026, 3, number), "Thông báo", "kết luận của Ban Thường vụ", "Lê Thị Thí Dụ")
        for number in range(1, 28)
    )
    skipped = Entry("03–04-QĐ/ĐU", skipped=True)
    return RegisterFacts(
        superior="ĐẢNG BỘ TỈNH MẪU",
        issuer="ĐẢNG ỦY XÃ VÍ DỤ",
        author="Đảng ủy xã Ví Dụ",
        period="Năm 2026",
        made_on=date(2026, 12, 22),
        groups=(
            Group("Quyết định (QĐ/ĐU), nhiệm kỳ 2025 - 2030", (*decisions[:2], skipped, *decisions[2:])),
            Group("Thông báo (TB/ĐU), nhiệm kỳ 2025 - 2030", notices),
        ),
    )
