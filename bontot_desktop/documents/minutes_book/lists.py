"""Lists and tables of the book: committee, members, plan, attendance, tasks, scores, remarks (parts 6–9, 14–16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    DottedLines,
    FieldLine,
    HeadCell,
    Paragraph,
    Role,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.blocks import Field as Blank
from bontot_desktop.documents.minutes_book.facts import AttendanceLine, BookFacts, ScoreLine, TaskLine
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.rules.books import SIGNS, BookMode
from bontot_desktop.rules.meetings import percent

#: Height of a row to be written by hand, mm.
HAND = 8.5
#: Rows for members in a book without a printed list.
_EMPTY_ROWS = 30
_EMPTY_TASKS = 44


def _empty(count: int, columns: int, first: int | None = None) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(("" if first is None else str(first + index), *("",) * (columns - 1))) for index in range(count)
    )


def committee(facts: BookFacts, settings: FormatSettings) -> Iterator[Block]:
    """Part 6: the committee of the cell and who is in charge of it above."""
    blank = facts.mode is BookMode.BLANK
    name = settings.fixed("Danh sách chi ủy")
    yield Title(name.upper(), f"năm {facts.year}", dashes=False, bookmark=name)
    columns = (
        Column("TT", 10, "center"),
        Column("Họ và tên", 44),
        Column("Năm sinh", 16, "center"),
        Column("Chức vụ", 26),
        Column("Nhiệm vụ được phân công", 0),
        Column("Điện thoại", 27, "center"),
    )
    rows = tuple(
        TableRow((str(number), line.name, line.birth_year, settings.fixed(line.post), line.duties, line.phone))
        for number, line in enumerate(facts.committee, start=1)
    )
    spare = max(5 - len(rows), 2) if blank else 0
    yield Table(columns, rows + _empty(spare, 6), row_height_mm=HAND)
    people = facts.in_charge or ((None,) if blank else ())
    for person in people:
        yield FieldLine((Blank(settings.fixed("Đảng ủy viên phụ trách chi bộ:"), person),), marker="")
    if blank:
        yield Paragraph("Thay đổi trong năm", Role.HEADING_2, keep_with_next=True)
        changes = (
            Column("Ngày", 24, "center"),
            Column("Nội dung thay đổi (họ tên, chức vụ, thôi giữ hoặc nhận)", 0),
            Column("Số quyết định", 36),
        )
        yield Table(changes, _empty(8, 3), row_height_mm=HAND)


def members(facts: BookFacts) -> Iterator[Block]:
    """Part 7: the members; personal columns and telephone by choice, spare rows behind."""
    options = facts.options
    yield Title("DANH SÁCH ĐẢNG VIÊN", f"năm {facts.year}", dashes=False, bookmark="Danh sách đảng viên")
    columns = [Column("TT", 10, "center"), Column("Họ và tên", 52)]
    names = ["name"]
    if options.personal_columns:
        columns += [
            Column("Ngày sinh", 26, "center"),
            Column("Ngày vào Đảng", 26, "center"),
            Column("Ngày chính thức", 26, "center"),
            Column("Số thẻ", 26, "center"),
        ]
        names += ["birth", "admitted", "official", "card_no"]
    if options.phone_column:
        columns.append(Column("Điện thoại", 30, "center"))
        names.append("phone")
    columns += [Column("Nhiệm vụ được phân công", 0), Column("Ghi chú", 36)]
    names += ["duties", "note"]
    printed = facts.members if options.members_printed or facts.mode is BookMode.FILLED else ()
    rows = tuple(
        TableRow((str(number), *(getattr(line, name) for name in names)))
        for number, line in enumerate(printed, start=1)
    )
    spare = 0 if facts.mode is BookMode.FILLED else options.spare_rows if printed else _EMPTY_ROWS
    yield Table(tuple(columns), rows + _empty(spare, len(columns), len(rows) + 1), row_height_mm=HAND)


def plan(facts: BookFacts) -> Iterator[Block]:
    """Part 8: the year's meetings, a themed one behind each quarter."""
    yield Title("KẾ HOẠCH SINH HOẠT", f"năm {facts.year}", dashes=False, bookmark="Kế hoạch sinh hoạt năm")
    columns = (
        Column("Kỳ sinh hoạt", 37),
        Column("Ngày dự kiến", 24, "center"),
        Column("Nội dung trọng tâm, tên chuyên đề", 0),
        Column("Người chuẩn bị, trình bày", 40),
    )
    rows = []
    for month in range(1, 13):
        rows.append(TableRow((f"Tháng {month}", _planned(facts, month), "", "")))
        if month % 3 == 0:
            rows.append(TableRow((f"Chuyên đề quý {dates.roman(month // 3)}", "", "", "")))
    yield Table(columns, tuple(rows), row_height_mm=11.5)


def _planned(facts: BookFacts, month: int) -> str:
    if facts.fixed_day is None:
        return ""
    last = dates.month_end(facts.year, month).day
    return dates.screen(date(facts.year, month, min(facts.fixed_day, last)))


def attendance(facts: BookFacts) -> Iterator[Block]:
    """Part 9: members by the twelve months and the four themed meetings, with signs and totals."""
    yield Title("BẢNG THEO DÕI DỰ SINH HOẠT", f"năm {facts.year}", dashes=False, bookmark="Bảng theo dõi dự sinh hoạt")
    signs = ", ".join(f"{sign}: {meaning}" for sign, meaning in SIGNS)
    yield Paragraph(f"Ký hiệu: {signs}.", Role.NOTE, keep_with_next=True)
    columns = (
        Column("TT", 9, "center"),
        Column("Họ và tên", 0),
        *(Column(f"T{month}", 10.8, "center") for month in range(1, 13)),
        *(Column(dates.roman(quarter), 10.8, "center") for quarter in range(1, 5)),
        Column("Cộng", 14, "center"),
        Column("%", 14, "center"),
    )
    head = (
        (
            HeadCell("TT", rows=2),
            HeadCell("Họ và tên", rows=2),
            HeadCell("Sinh hoạt thường kỳ tháng", span=12),
            HeadCell("Chuyên đề quý", span=4),
            HeadCell("Có mặt", rows=2),
            HeadCell("Tỷ lệ %", rows=2),
        ),
        tuple(HeadCell(str(month)) for month in range(1, 13)) + tuple(HeadCell(dates.roman(q)) for q in range(1, 5)),
    )
    blank = facts.mode is BookMode.BLANK
    lines = facts.attendance
    if blank and not facts.options.members_printed:
        lines = tuple(AttendanceLine("") for _ in range(_EMPTY_ROWS))
    elif blank:
        lines = (*lines, *(AttendanceLine("") for _ in range(facts.options.spare_rows)))
    rows = [
        TableRow((str(number), line.name, *line.signs, *_row_total(line))) for number, line in enumerate(lines, start=1)
    ]
    for label, figures in (
        ("Có mặt", facts.attendance_present),
        ("Phải dự", facts.attendance_expected),
        ("Tỷ lệ %", facts.attendance_shares),
    ):
        rows.append(TableRow(("", label, *(figures or ("",) * 16), "", ""), "total"))
    yield Table(columns, tuple(rows), head=head, row_height_mm=HAND if blank else 0.0)
    if blank:
        # The rest of the sheet takes notes, so that the forms begin on a right-hand page with none left empty before.
        yield DottedLines(fill="sheet" if facts.paper.is_two_sided else "page", lead="Ghi chú:")


def _row_total(line: AttendanceLine) -> tuple[str, str]:
    if not line.due:
        return "", ""
    return f"{line.came}/{line.due}", percent(line.came, line.due).removesuffix(" %")


def tasks(facts: BookFacts) -> Iterator[Block]:
    """Part 14: what was decided and what became of it."""
    yield Title(
        "BẢNG THEO DÕI THỰC HIỆN NGHỊ QUYẾT", f"năm {facts.year}", dashes=False, bookmark="Bảng theo dõi nghị quyết"
    )
    columns = (
        Column("TT", 9, "center"),
        Column("Nhiệm vụ", 0),
        Column("Người thực hiện", 36),
        Column("Thời hạn", 24, "center"),
        Column("Kết quả", 36),
        Column("Tháng xong", 15, "center"),
    )
    if facts.mode is BookMode.BLANK:
        rows = _empty(_EMPTY_TASKS, 6)
    else:
        rows = tuple(_task_row(number, line) for number, line in enumerate(facts.tasks, start=1)) or _empty(1, 6)
    yield Table(columns, rows, row_height_mm=10 if facts.mode is BookMode.BLANK else 0)


def _task_row(number: int, line: TaskLine) -> TableRow:
    return TableRow((str(number), line.text, line.assignee, line.due, line.result, line.closed))


def score_periods() -> tuple[str, ...]:
    """Return the rows of the score table: the months, a quarter's theme behind each third."""
    rows: list[str] = []
    for month in range(1, 13):
        rows.append(f"{month}")
        if month % 3 == 0:
            rows.append(f"CĐ {dates.roman(month // 3)}")
    return tuple(rows)


def scores(facts: BookFacts) -> Iterator[Block]:
    """Part 15: date, duration, attendance, speakers, points and rating of each meeting."""
    yield Title(
        "BẢNG TỔNG HỢP ĐIỂM, XẾP LOẠI SINH HOẠT",
        f"năm {facts.year}",
        dashes=False,
        bookmark="Bảng tổng hợp điểm, xếp loại",
    )
    columns = (
        Column("Kỳ", 18, "center"),
        Column("Ngày", 24, "center"),
        Column("Phút", 12, "center"),
        Column("Có mặt", 16, "center"),
        Column("%", 13, "center"),
        Column("Phát biểu", 15, "center"),
        Column("%", 13, "center"),
        Column("Điểm", 13, "center"),
        Column("Xếp loại", 17, "center"),
        Column("Người xác nhận", 0),
    )
    lines = facts.scores or tuple(ScoreLine(period) for period in score_periods())
    rows = tuple(
        TableRow(
            (
                line.period,
                line.day,
                line.minutes,
                line.present,
                line.present_share,
                line.speakers,
                line.speakers_share,
                line.points,
                line.rating,
                "",
            )
        )
        for line in lines
    )
    yield Table(columns, rows, row_height_mm=11)


def remarks(settings: FormatSettings) -> Iterator[Block]:
    """Part 16: remarks of the higher committee."""
    name = settings.fixed("Nhận xét của cấp ủy cấp trên")
    yield Title(name.upper(), dashes=False, bookmark=name)
    columns = (
        Column("Ngày", 24, "center"),
        Column("Họ tên, chức vụ", 40),
        Column("Nhận xét, yêu cầu", 0),
        Column("Ký", 24),
    )
    yield Table(columns, _empty(7, 4), row_height_mm=30)
