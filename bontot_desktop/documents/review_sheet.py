"""D10A: all that the review looks at of one cell, on one page: dossier, scores, rules, ratings, meetings, awards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Section,
    Spacer,
    Table,
    TableRow,
    Text,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: So many findings are printed; the page is one sheet, its tables tight.
MOST_FINDINGS = 4
_ROW_MM = 7.0
#: Between two tables.
_BETWEEN_MM = 2.0


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of criteria as printed: maximum, own and verified points, their difference, how it is judged."""

    title: str
    maximum: str = ""
    own: str = ""
    verified: str = ""
    difference: str = ""
    judged: str = ""


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote as printed: what on, its numbers and what came of it; "" where it is to be written by hand."""

    matter: str
    votes_for: str = ""
    votes_against: str = ""
    votes_other: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSheetFacts:
    """A cell before the review. ``lines`` are pairs of what and how; ``findings`` what speaks against the cell."""

    head: Head
    committee: str
    cell: str
    year: int
    #: "Hồ sơ" and "Đủ 08 giấy tờ, nhận ngày 25/11/2026".
    lines: tuple[tuple[str, str], ...]
    groups: tuple[GroupLine, ...]
    total: GroupLine | None
    votes: tuple[VoteLine, ...]
    with_points: bool = True
    #: Rules that were looked at; 0 while they were not.
    rules: int = 0
    findings: tuple[str, ...] = ()
    #: What the person who verified says, "" for nothing.
    remark: str = ""


def build(facts: ReviewSheetFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a cell into its sheet."""
    words = words.given(title=settings.title_spelling, year=facts.year, cell=facts.cell, rules=f"{facts.rules:02d}")
    return Document(
        blocks=tuple(_blocks(facts, words)),
        title=f"Phiếu trình xét {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
        first=Section(numbered=False, number_first=False),
    )


def about(facts: ReviewSheetFacts) -> str:
    """Name the sheet in the register."""
    return f"Phiếu trình xét năm {facts.year} của {facts.cell}"


def _blocks(facts: ReviewSheetFacts, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=False)
    yield Title("PHIẾU TRÌNH XÉT", "\n".join(words.lines("summary")))
    remark = (("Nhận xét khi thẩm định", facts.remark),) if facts.remark else ()
    yield _table((*facts.lines, ("Điều kiện xét", _findings(facts, words)), *remark))
    if facts.groups:
        yield Spacer(_BETWEEN_MM)
        yield _scores(facts)
    yield Spacer(_BETWEEN_MM)
    yield _votes(facts.votes)


def _table(lines: tuple[tuple[str, str], ...]) -> Table:
    columns = (Column("Nội dung", 46), Column("Số liệu, tình hình"))
    return Table(columns, tuple(TableRow(line) for line in lines), tight=True)


def _scores(facts: ReviewSheetFacts) -> Table:
    own, verified = ("Tự chấm", "Thẩm định") if facts.with_points else ("Tự đánh giá", "Thẩm định")
    columns = [Column("Nhóm tiêu chí")]
    columns += [Column("Tối đa", 14, "center")] if facts.with_points else []
    columns += [Column(own, 19, "center"), Column(verified, 22, "center")]
    columns += [Column("Chênh lệch", 23, "center")] if facts.with_points else []
    columns.append(Column("Đánh giá", 22, "center"))
    rows = [TableRow(_cells(line, facts)) for line in facts.groups]
    if facts.total is not None:
        rows.append(TableRow(_cells(facts.total, facts), "total"))
    return Table(tuple(columns), tuple(rows), tight=True)


def _cells(line: GroupLine, facts: ReviewSheetFacts) -> tuple[Text | None, ...]:
    if not facts.with_points:
        return (line.title, line.own, line.verified, line.judged)
    return (line.title, line.maximum, line.own, line.verified, line.difference, line.judged)


def _findings(facts: ReviewSheetFacts, words: Words) -> str:
    if not facts.findings:
        return words.say("fit" if facts.rules else "fit_unchecked")
    shown = facts.findings[:MOST_FINDINGS]
    more = len(facts.findings) - len(shown)
    listed = [f"- {one}" for one in (*shown, *((f"Và {more} điều khác.",) if more else ()))]
    return "\n".join((words.say("unfit", count=f"{len(facts.findings):02d}"), *listed))


def _votes(votes: tuple[VoteLine, ...]) -> Table:
    columns = (
        Column("Nội dung biểu quyết"),
        Column("Tán thành", 20, "center"),
        Column("Không tán thành", 22, "center"),
        Column("Ý kiến khác", 20, "center"),
        Column("Kết quả", 52),
    )
    rows = [
        TableRow((vote.matter, vote.votes_for, vote.votes_against, vote.votes_other, vote.result)) for vote in votes
    ]
    return Table(columns, tuple(rows), row_height_mm=_ROW_MM, tight=True)


def sample_full() -> ReviewSheetFacts:
    """Return an invented sheet whose every line is long: it still has one page."""
    facts = sample_facts()
    long = (
        "Ngày 24/02/2026; 20/20 đảng viên chính thức tán thành; chi bộ điểm",
        "Trong năm chi bộ và đảng viên của chi bộ không bị xử lý kỷ luật; không có đơn thư đang giải quyết.",
        "12 kỳ thường kỳ; chuyên đề trong 3 quý; tỷ lệ dự 95 %; tỷ lệ phát biểu 21,9 %",
    )
    places = {1: long[0], 3: long[1], 6: long[2]}
    return replace(
        facts,
        lines=tuple((what, places.get(place, how)) for place, (what, how) in enumerate(facts.lines)),
        votes=(
            VoteLine("Xếp loại: HTTNV", "8", "0", "", "8/9 (88,89 %), quá nửa"),
            VoteLine("Công nhận danh hiệu", "2", "6", "0", "2/9 (22,22 %), chưa quá nửa"),
        ),
        findings=(
            "Đồng chí Nguyễn Văn Ví Dụ bị khiển trách ngày 12/6/2026.",
            "Cấp ủy viên bị kỷ luật: đồng chí Nguyễn Văn Ví Dụ bị khiển trách ngày 12/6/2026; không xét loại trừ.",
            "Có 1 đảng viên xếp loại “Không hoàn thành nhiệm vụ”.",
            "Tiêu chí 3.3 thuộc diện bắt buộc nhưng chưa đạt.",
        ),
        remark="Chi bộ đã kiểm điểm, đã khắc phục từ tháng 9; hồ sơ đầy đủ, minh chứng rõ, khớp với sổ biên bản.",
    )


def sample_facts() -> ReviewSheetFacts:
    """Return an invented sheet of a cell something speaks against."""
    return ReviewSheetFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 12, 9), year=2026),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 3",
        year=2026,
        lines=(
            ("Loại hình; bí thư", "Nông thôn; đồng chí Nguyễn Văn Ví Dụ"),
            ("Đăng ký thi đua", "Ngày 05/3/2026; 24/25 đảng viên chính thức tán thành"),
            ("Hồ sơ", "Đủ 08 giấy tờ, nhận ngày 25/11/2026"),
            ("Ý kiến Ủy ban Kiểm tra", "Không có đảng viên bị kỷ luật, không có đơn thư"),
            ("Xếp loại chi bộ", "Hoàn thành tốt nhiệm vụ, 82 điểm"),
            ("Xếp loại đảng viên", "30 đảng viên, 28 được đánh giá: HTXSNV 4, HTTNV 20, HTNV 4, KHTNV 0."),
            ("Sinh hoạt chi bộ", "11 kỳ thường kỳ; có chuyên đề trong 4 quý; tỷ lệ dự 91,4 %"),
            ("Danh hiệu các năm trước", "2023, 2024, 2025; năm 2026 là năm thứ 04 liên tục nếu được công nhận"),
            ("Khen thưởng đã nhận", "Giấy khen năm 2025"),
        ),
        groups=(
            GroupLine("1. Hoàn thành tốt nhiệm vụ chính trị", "35", "33", "31", "-2", "Tốt"),
            GroupLine("2. Chất lượng sinh hoạt tốt", "25", "20", "14", "-6", "Chưa tốt"),
            GroupLine("3. Đoàn kết, kỷ luật tốt", "20", "20", "20", "0", "Tốt"),
            GroupLine("4. Cán bộ, đảng viên tốt", "20", "19", "19", "0", "Tốt"),
        ),
        total=GroupLine("Tổng điểm", "100", "92", "84", "-8", ""),
        votes=(VoteLine("Xếp loại: HTTNV"), VoteLine("Công nhận danh hiệu")),
        rules=19,
        findings=('Nhóm 2 được 14/25 điểm, cần từ 17,5 điểm mới "tốt".', "Chi bộ chỉ họp 11/12 kỳ thường kỳ."),
        remark="Chi bộ đã khắc phục từ tháng 9",
    )


KIND = Kind(
    id="D10A",
    name="Phiếu trình xét từng chi bộ",
    type_symbol="",
    facts_type=ReviewSheetFacts,
    make=build,
    sample_facts=sample_facts,
)
