"""F9: the sheet on which a cell scores its own meeting and the higher level confirms; blank, or as stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import form_entries, invitation, letterhead, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Field,
    FieldLine,
    Paragraph,
    Role,
    Run,
    Signer,
    Table,
    TableRow,
    Text,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.cell_parts import CellMeeting, lower_first
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import MeetingType, percent

#: Width of the notes (mm) where one is longer than so many characters.
_LONG_NOTES, _SHORT_NOTE = 30, 24
#: Before an option of a criterion, so that it stands under its criterion.
_OPTION = "    + "


@dataclass(frozen=True, slots=True)
class ScoreLineFact:
    """A criterion with its points as printed, "" while it is not scored; ``options`` are its fixed answers."""

    code: str
    title: str
    maximum: str
    points: str = ""
    higher: str = ""
    note: str = ""
    is_group: bool = False
    options: tuple[tuple[str, str], ...] = ()
    #: The line does not apply, so nobody scores it.
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class BandFact:
    """A rating and the least total it takes, as printed ("90")."""

    rating: str
    least: str


@dataclass(frozen=True, slots=True)
class ScoreSheetFacts:
    """A score sheet. ``rating`` is "" while the cell did not score; ``higher_*`` is what the higher level gave.

    ``bands`` are the ratings, the best first. ``minutes`` is how long the meeting took, None while it was not held.
    ``confirmer`` is the committee member in charge, "" where nobody or several are.
    """

    head: Head
    signer: SignerFacts
    meeting: CellMeeting
    lines: tuple[ScoreLineFact, ...]
    bands: tuple[BandFact, ...]
    source: str
    max_total: str
    has_committee: bool = True
    total: str = ""
    rating: str = ""
    higher_total: str = ""
    higher_rating: str = ""
    limits_to_fix: str = ""
    present: int | None = None
    expected: int | None = None
    minutes: int | None = None
    confirmer: str = ""
    #: Makes it a form to be filled in Word: fields for the points, with what is known in them.
    form_code: str = ""
    scored_on: date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether the cell did not score yet."""
        return not self.rating


def build(facts: ScoreSheetFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the sheet."""
    words = words.given(session=facts.meeting.session, cell=facts.meeting.cell, has_committee=facts.has_committee)
    return Document(
        blocks=tuple(_blocks(facts, words)),
        title=f"Phiếu đánh giá {words.say('summary')}",
        author=facts.meeting.cell,
        day=facts.head.day or facts.meeting.held_on,
        settings=settings,
        form_code=facts.form_code,
    )


def _blocks(facts: ScoreSheetFacts, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("PHIẾU ĐÁNH GIÁ", words.say("summary", session=facts.meeting.session_on_lines))
    yield from _opening(facts)
    yield _table(facts)
    yield Paragraph(_levels(facts.bands), Role.NOTE)
    if facts.form_code:
        yield from _form_end(facts, words)
        return
    yield from _result(facts, words)
    yield TwoSignatures(
        Signer(words.say("left"), facts.signer.post, facts.signer.name),
        Signer("\n".join(words.lines("right")), "", facts.confirmer),
    )


def _opening(facts: ScoreSheetFacts) -> Iterator[Block]:
    """When it was, who came and how long it took: what the first criteria are scored by."""
    meeting = facts.meeting
    came = None
    if facts.present is not None and facts.expected:
        came = f"{facts.present}/{facts.expected} ({percent(facts.present, facts.expected)})"
    lasted = None if facts.minutes is None else f"{facts.minutes} phút"
    day = dates.short(meeting.held_on) if meeting.held_on else None
    yield _line(("Ngày sinh hoạt:", day), ("thời lượng:", lasted), ("có mặt:", came))


def _line(*parts: tuple[str, Text | None]) -> FieldLine:
    fields = tuple(Field(label, value) for label, value in parts)
    return FieldLine(fields, end="." if all(field.value for field in fields) else "")


def _table(facts: ScoreSheetFacts) -> Table:
    rows: list[TableRow] = []
    for line in facts.lines:
        heavy = line.is_group or "." not in line.code
        points, note = (_fields(line) if facts.form_code else None) or (_heavy(line.points, heavy), line.note)
        said = (_heavy(cell, heavy) for cell in (line.code, line.title, line.maximum))
        rows.append(TableRow((*said, points, _heavy(line.higher, heavy), note)))
        rows.extend(TableRow(("", f"{_OPTION}{label}", points, "", "", "")) for label, points in line.options)
    rows.append(TableRow(("TỔNG ĐIỂM", None, facts.max_total, facts.total, facts.higher_total, ""), "total"))
    columns = (
        Column("TT", 11, "center"),
        Column(f"Tiêu chí đánh giá{f' (theo {facts.source})' if facts.source else ''}"),
        Column("Thang điểm", 15, "center"),
        Column("Điểm tự chấm", 18, "center"),
        Column("Điểm cấp trên", 18, "center"),
        Column("Ghi chú", _LONG_NOTES if any(len(line.note) > _SHORT_NOTE for line in facts.lines) else 17),
    )
    return Table(columns, tuple(rows))


def _heavy(cell: str, is_heavy: bool) -> Text:
    return bold(cell) if is_heavy and cell else cell


def _fields(line: ScoreLineFact) -> tuple[Text, Text] | None:
    """Return the fields of a criterion for points and note, None for one that nobody scores."""
    if line.is_group or line.is_fixed:
        return None
    name, note = form_entries.tag("points", line.code), form_entries.tag("note", line.code)
    return (
        form_entries.line(name, f"Điểm dòng {line.code}", line.points, invite=form_entries.TO_FILL),
        form_entries.line(note, f"Ghi chú dòng {line.code}", line.note, invite=form_entries.TO_FILL),
    )


def _form_end(facts: ScoreSheetFacts, words: Words) -> Iterator[Block]:
    """What is to be mended and the day, and what the form is known by; the office adds the points up."""
    yield Paragraph(words.say("limits"), keep_with_next=True)
    limits = form_entries.block(form_entries.tag("limits_to_fix"), words.say("limits"), facts.limits_to_fix)
    yield Paragraph(limits, Role.PLAIN)
    scored = dates.screen(facts.scored_on) if facts.scored_on else ""
    yield Paragraph(("Ngày chấm: ", form_entries.day(form_entries.tag("scored_on"), "Ngày chấm", scored)))
    yield Paragraph(words.say("form_end"), Role.NOTE)
    yield form_entries.code_line(facts.form_code)


def _levels(bands: tuple[BandFact, ...]) -> str:
    """Write the ratings with their thresholds: "Tốt: từ 90 điểm; Khá: từ 70 đến dưới 90; …; Kém: dưới 50."."""
    said = []
    for index, band in enumerate(bands):
        above = bands[index - 1].least if index else ""
        if not above:
            said.append(f"{band.rating}: từ {band.least} điểm")
        elif index == len(bands) - 1 and band.least == "0":
            said.append(f"{band.rating}: dưới {above}")
        else:
            said.append(f"{band.rating}: từ {band.least} đến dưới {above}")
    return f"{'; '.join(said)}."


def _result(facts: ScoreSheetFacts, words: Words) -> Iterator[Block]:
    if facts.is_blank:
        fields = (Field(words.say("rating")), Field(lower_first(words.say("limits")), share=3.0))
        yield FieldLine(fields, marker="")
        return
    given = f"; cấp trên xếp loại: {facts.higher_rating}" if facts.higher_rating else ""
    result: tuple[str | Run, ...] = (f"{words.say('rating')} ", bold(facts.rating), f"{given}.")
    limits = sample_parts.lines(facts.limits_to_fix)
    if len(limits) == 1:
        yield Paragraph((*result, f" {words.say('limits')} {lower_first(sample_parts.stop(limits[0]))}"))
        return
    yield Paragraph(result)
    if limits:
        yield Paragraph(words.say("limits"), keep_with_next=True)
        yield from sample_parts.typed(facts.limits_to_fix)


def sample_facts() -> ScoreSheetFacts:
    """Return an invented sheet by the framework of HD 42, scored by the cell and its committee member."""
    sample = invitation.sample_facts()
    return ScoreSheetFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", day=date(2026, 9, 3), year=2026),
        signer=sample.signer,
        meeting=replace(sample.meeting, kind=MeetingType.REGULAR, theme="", presenter=""),
        lines=(
            _sample("1", "Chấp hành thời gian, thời lượng sinh hoạt", "5", "5", "5"),
            _sample(
                "2",
                "Tỷ lệ đảng viên dự sinh hoạt (≥ 90 % và không có đảng viên vắng không lý do)",
                "5",
                "4,5",
                "4",
                "01 đồng chí đến muộn",
            ),
            _sample("3", "Công tác chuẩn bị", "10", "9", "9", is_group=True),
            _sample("3.1", "Chuẩn bị đúng, đủ nội dung, có trọng tâm", "5", "5", "5"),
            _sample("3.2", "Họp chi ủy; thông báo trước; đăng tải tài liệu", "5", "4", "4"),
            _sample("4", "Tổ chức sinh hoạt", "80", "74", "73", is_group=True),
            _sample("4.1", "Thực hiện đầy đủ các bước quy trình", "80", "74", "73"),
        ),
        bands=(BandFact("Tốt", "90"), BandFact("Khá", "70"), BandFact("Trung bình", "50"), BandFact("Kém", "0")),
        source="Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025",
        max_total="100",
        total="92,5",
        rating="Tốt",
        higher_total="91",
        higher_rating="Tốt",
        limits_to_fix="Một số đảng viên chưa phát biểu.",
        present=19,
        expected=22,
        minutes=105,
        confirmer="Lê Văn Minh Họa",
    )


def _sample(
    code: str, title: str, maximum: str, points: str, higher: str, note: str = "", *, is_group: bool = False
) -> ScoreLineFact:
    return ScoreLineFact(code, title, maximum, points, higher, note, is_group)


def sample_blank() -> ScoreSheetFacts:
    """Return an invented sheet to score by hand, with the answers of one criterion."""
    facts = sample_facts()
    options = (("Đủ thời lượng", "5"), ("Thiếu đến 15 phút", "4"), ("Thiếu từ 15 đến 30 phút", "3"))
    lines = tuple(replace(line, points="", higher="", note="") for line in facts.lines)
    return replace(
        facts,
        head=replace(facts.head, day=None),
        meeting=CellMeeting(facts.meeting.cell, MeetingType.REGULAR, 2026, 9),
        lines=(replace(lines[0], options=options), *lines[1:]),
        total="",
        rating="",
        higher_total="",
        higher_rating="",
        limits_to_fix="",
        present=None,
        expected=None,
        minutes=None,
        confirmer="",
    )


KIND = Kind(
    id="F9",
    name="Phiếu đánh giá chất lượng sinh hoạt chi bộ",
    type_symbol="",
    facts_type=ScoreSheetFacts,
    make=build,
    sample_facts=sample_facts,
)
