"""D6: the sheet on which a cell scores itself, blank to fill in or as it stands in the program (recognition §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import form_entries, letterhead, room
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Paragraph,
    Role,
    Run,
    Signature,
    Table,
    TableRow,
    Text,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

_ROW_MM = 8.0


@dataclass(frozen=True, slots=True)
class SheetLineFacts:
    """A line as printed: points or "Đạt", "" where nothing was given; ``maximum`` "" where a set has no points."""

    code: str
    title: str
    maximum: str = ""
    own: str = ""
    verified: str = ""
    note: str = ""
    is_group: bool = False
    evidence: str = ""
    #: What the field of a form offers; points are written freely where there is nothing.
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfScoreFacts:
    """A cell's sheet. ``reached`` says whether the cell takes itself to have passed, None while it does not say."""

    head: Head
    signer: SignerFacts
    committee: str
    cell: str
    year: int
    lines: tuple[SheetLineFacts, ...]
    with_points: bool = True
    total: SheetLineFacts | None = None
    reached: bool | None = None
    adopted_on: date | None = None
    votes_for: int | None = None
    vote_base: int | None = None
    present: int | None = None
    #: Makes it a form to be filled in Word, with what is known in its fields.
    form_code: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it is to be filled in by hand."""
        return not any(line.own for line in self.lines)


def build(facts: SelfScoreFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a sheet into its paper."""
    words = words.given(
        title=settings.title_spelling, year=facts.year, cell=facts.cell, committee=settings.fixed(facts.committee)
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Bảng tự chấm điểm {' '.join(words.lines('summary'))}, {facts.cell}",
        author=facts.cell,
        day=facts.head.day,
        settings=settings,
        form_code=facts.form_code,
    )


def about(facts: SelfScoreFacts) -> str:
    """Name the sheet in the register."""
    return f"Bảng tự chấm điểm “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _blocks(facts: SelfScoreFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BẢNG TỰ CHẤM ĐIỂM", "\n".join(words.lines("summary")))
    if facts.form_code:
        yield _form_table(facts)
        yield from _form_end(facts, words)
        return
    yield table(facts)
    yield Paragraph(words.say("claim", claim=_claim(facts)), Role.BODY)
    votes = f"{room.count(facts.votes_for)}/{room.count(facts.vote_base)}"
    yield Paragraph(words.say("adopted", day=room.day(facts.adopted_on, facts.year), votes=votes))
    yield Signature(letterhead.signer(facts.signer))


def _claim(facts: SelfScoreFacts) -> str:
    return "Đạt ☐     Chưa đạt ☐" if facts.reached is None else "Đạt" if facts.reached else "Chưa đạt"


def table(facts: SelfScoreFacts) -> Table:
    """Make the table: criteria by maximum, own and verified points, evidence and notes."""
    own, verified = ("Điểm tự chấm", "Điểm thẩm định") if facts.with_points else ("Tự đánh giá", "Thẩm định")
    columns = [Column("TT", 12, "center"), Column("Tiêu chí")]
    if facts.with_points:
        columns.append(Column("Điểm tối đa", 15, "center"))
    columns += [Column(own, 19, "center"), Column(verified, 19, "center"), Column("Minh chứng, ghi chú", 36)]
    rows = [TableRow(_cells(line, facts)) for line in facts.lines]
    if facts.total is not None:
        total = facts.total
        points = (total.maximum, total.own, total.verified) if facts.with_points else (total.own, total.verified)
        rows.append(TableRow(("Tổng điểm" if facts.with_points else "Số tiêu chí đạt", None, *points, ""), "total"))
    return Table(tuple(columns), tuple(rows), row_height_mm=_ROW_MM if facts.is_blank else 0.0)


def _cells(line: SheetLineFacts, facts: SelfScoreFacts) -> tuple[Text | None, ...]:
    points = (line.maximum, line.own, line.verified) if facts.with_points else (line.own, line.verified)
    return (*(_face(value, line) for value in (line.code, line.title, *points)), line.note)


def _face(words: str, line: SheetLineFacts) -> Text:
    return Run(words, bold=True) if line.is_group and words else words


# The form


def _form_table(facts: SelfScoreFacts) -> Table:
    """Make the table of a form: a field for the points, the proof and the note of each criterion."""
    columns = [Column("TT", 11, "center"), Column("Tiêu chí")]
    if facts.with_points:
        columns.append(Column("Điểm tối đa", 14, "center"))
    own = "Điểm tự chấm" if facts.with_points else "Tự đánh giá"
    columns += [Column(own, 33), Column("Minh chứng", 34), Column("Ghi chú", 22)]
    return Table(tuple(columns), tuple(TableRow(_form_cells(line, facts)) for line in facts.lines))


def _form_cells(line: SheetLineFacts, facts: SelfScoreFacts) -> tuple[Text | None, ...]:
    shown = (line.code, line.title, line.maximum) if facts.with_points else (line.code, line.title)
    said: tuple[Text | None, ...] = tuple(_face(value, line) for value in shown)
    if line.is_group:
        return (*said, "", "", "")
    name, title = form_entries.tag("points", line.code), f"Điểm tiêu chí {line.code}"
    points = (
        form_entries.choice(name, title, line.choices, line.own)
        if line.choices
        else form_entries.line(name, title, line.own, invite=form_entries.TO_FILL)
    )
    return (
        *said,
        points,
        *(
            form_entries.line(
                form_entries.tag(key, line.code), f"{words} {line.code}", value, invite=form_entries.TO_FILL
            )
            for key, words, value in (("evidence", "Minh chứng", line.evidence), ("note", "Ghi chú", line.note))
        ),
    )


def _form_end(facts: SelfScoreFacts, words: Words) -> Iterator[Block]:
    """How the cell adopted its score, and what the form is known by; the office adds the points up."""
    day = dates.screen(facts.adopted_on) if facts.adopted_on else ""
    yield Paragraph(("Chi bộ họp ngày: ", form_entries.day(form_entries.tag("self_scored_on"), "Chi bộ họp ngày", day)))
    figures = (
        ("self_vote_base", "Số đảng viên chính thức được biểu quyết", facts.vote_base),
        ("self_present", "có mặt", facts.present),
        ("self_votes_for", "tán thành", facts.votes_for),
    )
    pieces: list[str | Run] = []
    for key, said, value in figures:
        pieces += [f"{'; ' if pieces else ''}{said}: "]
        shown = "" if value is None else str(value)
        pieces.append(form_entries.line(form_entries.tag(key), said, shown, invite=form_entries.TO_FILL))
    yield Paragraph(tuple(pieces))
    yield Paragraph(words.say("form_end"), Role.NOTE)
    yield form_entries.code_line(facts.form_code)


def sample_facts() -> SelfScoreFacts:
    """Return an invented sheet, scored and verified."""
    return SelfScoreFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", day=date(2026, 11, 25), year=2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        lines=(
            SheetLineFacts("1", "Hoàn thành tốt nhiệm vụ chính trị", "60", "57", "55", is_group=True),
            SheetLineFacts("1.1", "Chương trình, kế hoạch công tác năm", "25", "25", "25", "Kế hoạch số 01-KH/CB"),
            SheetLineFacts(
                "1.2",
                "Chỉ tiêu kinh tế - xã hội, quốc phòng - an ninh được giao",
                "35",
                "32",
                "30",
                "Thiếu 01 chỉ tiêu",
            ),
            SheetLineFacts("2", "Đoàn kết, kỷ luật tốt", "40", "38", "38", is_group=True),
            SheetLineFacts("2.1", "Quy chế làm việc của chi bộ", "20", "18", "18"),
            SheetLineFacts("2.2", "Không có đảng viên bị kỷ luật", "20", "20", "20"),
        ),
        total=SheetLineFacts("", "", "100", "95", "93"),
        reached=True,
        adopted_on=date(2026, 11, 25),
        votes_for=17,
        vote_base=17,
    )


def sample_blank() -> SelfScoreFacts:
    """Return an invented sheet to fill in."""
    facts = sample_facts()
    lines = tuple(replace(line, own="", verified="", note="") for line in facts.lines)
    total = SheetLineFacts("", "", "100")
    head = replace(facts.head, day=None)
    return replace(
        facts, head=head, lines=lines, total=total, reached=None, adopted_on=None, votes_for=None, vote_base=None
    )


KIND = Kind(
    id="D6",
    name='Bảng tự chấm điểm "Chi bộ 4 tốt"',
    type_symbol="",
    facts_type=SelfScoreFacts,
    make=build,
    sample_facts=sample_facts,
)
