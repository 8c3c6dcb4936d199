"""F21: the report on a year's sample meetings: preparation, each meeting's figures, what was good, weak and learnt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import letterhead, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
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
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.samples import Aspect, OpinionKind


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """One sample meeting that was held; ``score`` is the observers' mean as printed, "" while nobody scored."""

    cell: str
    kind: MeetingType
    day: date
    present: int
    expected: int
    speakers: int
    contributions: int
    observers: int
    sheets: int
    score: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class AspectFacts:
    """How many opinions of each kind an aspect had, in all sessions of the year."""

    aspect: Aspect
    strengths: int
    weaknesses: int
    suggestions: int


@dataclass(frozen=True, slots=True)
class SpreadFacts:
    """What became of the conclusions: things to do in the cells, done, under way, late."""

    items: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The report on a year. ``planned`` counts the meetings of the plan."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    planned: int
    meetings: tuple[HeldFacts, ...]
    aspects: tuple[AspectFacts, ...]
    spread: SpreadFacts
    preparation: str = ""
    strengths: str = ""
    weaknesses: str = ""
    lessons: str = ""
    proposals: str = ""


def build(facts: ReportFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a report into its paper."""
    words = words.given(
        year=facts.year,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        planned=f"{facts.planned:02d}",
        held=f"{len(facts.meetings):02d}",
        observers=sum(meeting.observers for meeting in facts.meetings),
        sheets=sum(meeting.sheets for meeting in facts.meetings),
        items=facts.spread.items,
        done=facts.spread.done,
        late=facts.spread.late,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Báo cáo {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: ReportFacts) -> str:
    """Name the report in the register."""
    return f"Kết quả tổ chức sinh hoạt chi bộ điểm năm {facts.year}"


def _blocks(facts: ReportFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BÁO CÁO", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    yield sample_parts.heading(1, "Công tác chuẩn bị")
    yield from sample_parts.typed(facts.preparation or "\n".join(words.lines("preparation")))
    yield sample_parts.heading(2, "Kết quả từng buổi")
    yield Paragraph(words.say("results"), keep_with_next=True)
    yield _meetings(facts.meetings)
    if facts.aspects:
        yield Paragraph(words.say("opinions"), keep_with_next=True)
        yield _aspects(facts.aspects)
    if facts.spread.items:
        yield Paragraph(words.say("spread"))
    yield sample_parts.heading(3, "Đánh giá chung")
    yield sample_parts.subheading(1, "Ưu điểm")
    yield from sample_parts.typed(facts.strengths)
    yield sample_parts.subheading(2, "Hạn chế")
    yield from sample_parts.typed(facts.weaknesses)
    number = 4
    for title, typed in (("Bài học kinh nghiệm", facts.lessons), ("Đề xuất, kiến nghị", facts.proposals)):
        if typed:
            yield sample_parts.heading(number, title)
            yield from sample_parts.typed(typed)
            number += 1
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _meetings(meetings: tuple[HeldFacts, ...]) -> Table:
    columns = (
        Column("TT", 9, "center"),
        Column("Chi bộ"),
        Column("Loại sinh hoạt", 30),
        Column("Ngày", 25, "center"),
        Column("Có mặt/ phải dự", 18, "center"),
        Column("Lượt ý kiến", 15, "center"),
        Column("Điểm", 14, "center"),
        Column("Xếp loại", 18, "center"),
    )
    rows = [
        TableRow(
            (
                str(number),
                held.cell,
                held.kind.label,
                dates.short(held.day),
                f"{held.present}/{held.expected}",
                str(held.contributions),
                held.score,
                held.rating,
            )
        )
        for number, held in enumerate(meetings, start=1)
    ]
    return Table(columns, tuple(rows), balanced=True)


def _aspects(aspects: tuple[AspectFacts, ...]) -> Table:
    columns = (
        Column("Mặt nhận xét"),
        Column("Ưu điểm", 24, "center"),
        Column("Hạn chế", 24, "center"),
        Column("Góp ý", 24, "center"),
    )
    rows = [
        TableRow((one.aspect.label, str(one.strengths), str(one.weaknesses), str(one.suggestions))) for one in aspects
    ]
    total = TableRow(
        (
            "Cộng",
            str(sum(one.strengths for one in aspects)),
            str(sum(one.weaknesses for one in aspects)),
            str(sum(one.suggestions for one in aspects)),
        ),
        "total",
    )
    return Table(columns, (*rows, total))


#: These say nothing of how the meeting was.
_NOT_ON_THE_MEETING = (OpinionKind.QUESTION, OpinionKind.REQUEST)


def aspects_of(said: list[tuple[Aspect, OpinionKind]]) -> tuple[AspectFacts, ...]:
    """Count opinions by aspect and kind, the most criticised aspect first; aspects nobody spoke of are left out."""
    found = [
        AspectFacts(
            aspect,
            said.count((aspect, OpinionKind.STRENGTH)),
            said.count((aspect, OpinionKind.WEAKNESS)),
            said.count((aspect, OpinionKind.SUGGESTION)),
        )
        for aspect in Aspect
        if any(of is aspect and kind not in _NOT_ON_THE_MEETING for of, kind in said)
    ]
    return tuple(sorted(found, key=lambda one: -(one.weaknesses + one.suggestions)))


def sample_facts() -> ReportFacts:
    """Return an invented report."""
    return ReportFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "BC/ĐU", 31, date(2026, 11, 20), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        planned=2,
        meetings=(
            HeldFacts(
                "Chi bộ thôn Mẫu 1", MeetingType.REGULAR, date(2026, 7, 5), 28, 30, 12, 15, 12, 11, "91,5", "Tốt"
            ),
            HeldFacts(
                "Chi bộ Trường Tiểu học Ví Dụ",
                MeetingType.THEMED,
                date(2026, 10, 8),
                19,
                20,
                9,
                9,
                12,
                12,
                "88",
                "Khá",
            ),
        ),
        aspects=aspects_of(
            [
                (Aspect.DISCUSSION, OpinionKind.WEAKNESS),
                (Aspect.DISCUSSION, OpinionKind.SUGGESTION),
                (Aspect.CONDUCT, OpinionKind.STRENGTH),
            ]
        ),
        spread=SpreadFacts(44, 31, 3),
        strengths="Chi bộ chuẩn bị kỹ, đúng trình tự\nNhiều đảng viên phát biểu sát thực tế",
        weaknesses="Đánh giá tháng trước chưa nêu rõ việc của từng đảng viên được phân công",
        lessons="Chọn nội dung khó khăn thật của chi bộ\nGiao phó bí thư, đảng viên cùng chuẩn bị",
    )


KIND = Kind(
    id="F21",
    name="Báo cáo kết quả tổ chức sinh hoạt chi bộ điểm",
    type_symbol="BC",
    facts_type=ReportFacts,
    make=build,
    sample_facts=sample_facts,
)
