"""D6A: the report of a cell on itself, with the figures of its year beside what it registered (recognition §10 D6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bontot_desktop.documents import letterhead, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    DottedLines,
    Paragraph,
    Recipients,
    Signature,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: The parts of the report in their order: key of the text and what heads it.
PARTS = (
    ("situation", "Đặc điểm tình hình"),
    ("results", "Kết quả thực hiện"),
    ("limits", "Hạn chế, nguyên nhân"),
    ("assessment", "Tự đánh giá, đề nghị"),
)
#: Lines to write on where nothing was written yet.
_LINES = 4


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A figure of the year beside what the cell registered, both as printed; "" where there is none."""

    name: str
    registered: str
    reached: str


@dataclass(frozen=True, slots=True)
class SelfReportFacts:
    """A cell's report. ``texts`` holds what was written for its parts; ``total`` is its own score as printed."""

    head: Head
    signer: SignerFacts
    committee: str
    cell: str
    year: int
    figures: tuple[FigureFacts, ...]
    members: int | None = None
    full: int | None = None
    probationary: int | None = None
    total: str = ""
    reached: bool | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def build(facts: SelfReportFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a report into its paper."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        cell=facts.cell,
        committee=settings.fixed(facts.committee),
        total=facts.total,
        claim="" if facts.reached is None else "đạt" if facts.reached else "chưa đạt",
        reached="" if facts.reached is False else "có",
        members="" if facts.members is None else f"{facts.members:02d}",
        full="" if facts.full is None else f"{facts.full:02d}",
        probationary="" if facts.probationary is None else f"{facts.probationary:02d}",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Báo cáo {' '.join(words.lines('summary'))}, {facts.cell}",
        author=facts.cell,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: SelfReportFacts) -> str:
    """Name the report in the register."""
    return f"Báo cáo tự đánh giá “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _blocks(facts: SelfReportFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BÁO CÁO", "\n".join(words.lines("summary")))
    for number, (key, heading) in enumerate(PARTS, start=1):
        yield sample_parts.heading(number, heading)
        if key == "situation" and facts.members is not None:
            yield Paragraph(words.say("counts"))
        if key == "results" and facts.figures:
            yield Paragraph(words.say("figures"), keep_with_next=True)
            yield _table(facts.figures)
        yield from _written(facts.texts.get(key, ""))
        if key == "assessment" and facts.total:
            yield Paragraph(words.say("proposal"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _written(typed: str) -> list[Block]:
    return sample_parts.typed(typed) if typed else [DottedLines(_LINES)]


def _table(figures: tuple[FigureFacts, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Nội dung"),
        Column("Đăng ký", 32, "center"),
        Column("Kết quả", 32, "center"),
    )
    rows = [
        TableRow((str(number), figure.name, figure.registered or "–", figure.reached or "–"))
        for number, figure in enumerate(figures, start=1)
    ]
    return Table(columns, tuple(rows))


def sample_facts() -> SelfReportFacts:
    """Return an invented report."""
    return SelfReportFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", "BC/CB", 5, date(2026, 11, 25), 2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        figures=(
            FigureFacts("Sinh hoạt thường kỳ", "12 kỳ", "11 kỳ"),
            FigureFacts("Sinh hoạt chuyên đề", "04 kỳ", "04 kỳ"),
            FigureFacts("Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên", "90 %", "92,31 %"),
            FigureFacts("Kết nạp đảng viên", "01", "01"),
        ),
        members=26,
        full=24,
        probationary=2,
        total="95",
        reached=True,
        texts={"situation": "Chi bộ có 03 tổ đảng", "results": "Hoàn thành chỉ tiêu được giao\nTuyến đường tự quản"},
    )


KIND = Kind(
    id="D6A",
    name='Báo cáo tự đánh giá "Chi bộ 4 tốt" của chi bộ',
    type_symbol="BC",
    facts_type=SelfReportFacts,
    make=build,
    sample_facts=sample_facts,
)
