"""F19: what the observers' sheets and the feedback session say together, scores by group and opinions by aspect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bontot_desktop.documents import feedback_minutes, letterhead, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    HeadCell,
    Items,
    Paragraph,
    Recipients,
    Role,
    Section,
    Signature,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.minutes_wording import comrade
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import MeetingBrief, OpinionFacts, PersonFacts
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.samples import Aspect, OpinionKind

#: With more criteria than this the scores stand across the page.
UPRIGHT_MOST = 9
#: Width of a column of points and of the total, mm.
_POINTS_MM, _TOTAL_MM = 11.0, 15.0


@dataclass(frozen=True, slots=True)
class CriterionFact:
    """A criterion of the first rank: its number, name and most points, as printed."""

    number: str
    title: str
    maximum: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Points by criterion and their total, as printed; "" where there is none. ``name`` heads the row."""

    name: str
    points: tuple[str, ...]
    total: str
    rating: str = ""


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """The sheets of a sample meeting put together.

    ``observers`` are the scores handed in; ``figures`` the rows below them (mean, least, most, the cell's own score,
    the difference). ``score_source`` names where the score table comes from.
    """

    head: Head
    signer: SignerFacts
    committee: str
    meeting: MeetingBrief
    invited: int
    returned: int
    criteria: tuple[CriterionFact, ...]
    maximum: str
    observers: tuple[ScoreRow, ...]
    figures: tuple[ScoreRow, ...]
    opinions: tuple[OpinionFacts, ...]
    score_source: str = ""
    #: Scores that stand far from the others, each with the rule, as sentences.
    far: tuple[str, ...] = ()


def build(facts: SummaryFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a summary into its document; a long score table turns the paper across."""
    words = words.given(
        cell=facts.meeting.cell,
        period=facts.meeting.period,
        month=facts.meeting.month,
        year=facts.meeting.year,
        invited=f"{facts.invited:02d}",
        returned=f"{facts.returned:02d}",
        opinions=f"{len(facts.opinions):02d}",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Bảng tổng hợp {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
        first=Section(landscape=_is_wide(facts), number_first=False),
    )


def _is_wide(facts: SummaryFacts) -> bool:
    return bool(facts.observers) and len(facts.observers[0].points) > UPRIGHT_MOST


def about(facts: SummaryFacts) -> str:
    """Name the summary in the register."""
    return f"Tổng hợp phiếu nhận xét, ý kiến {facts.meeting.period} tại {facts.meeting.cell} (chi bộ điểm)"


def _blocks(facts: SummaryFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BẢNG TỔNG HỢP", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    yield sample_parts.heading(1, words.say("scores"))
    if facts.observers:
        yield _scores(facts)
        yield Paragraph(_legend(facts), Role.NOTE)
        if facts.far:
            yield Paragraph(words.say("far"), keep_with_next=True)
            yield Items(facts.far)
    else:
        yield Paragraph(words.say("no_scores"))
    yield sample_parts.heading(2, words.say("said"))
    if facts.opinions:
        yield _counts(facts.opinions)
        yield from _said(facts.opinions)
    else:
        yield Paragraph(words.say("no_opinions"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _scores(facts: SummaryFacts) -> Table:
    heads = _heads(facts)
    columns = (
        Column("TT", 9, "center"),
        Column("Người nhận xét"),
        *(Column("", _POINTS_MM, "center") for _ in heads),
        Column("Tổng điểm", _TOTAL_MM, "center"),
        Column("Xếp loại", 19, "center"),
    )
    head = (
        (
            HeadCell("TT", rows=2),
            HeadCell("Người nhận xét", rows=2),
            HeadCell("Điểm theo tiêu chí (tối đa)", span=len(heads)),
            HeadCell(f"Tổng điểm ({facts.maximum})", rows=2),
            HeadCell("Xếp loại", rows=2),
        ),
        tuple(HeadCell(words) for words in heads),
    )
    rows = [_score_row(str(number), row, len(heads)) for number, row in enumerate(facts.observers, start=1)]
    rows += [_score_row("", row, len(heads), kind="total") for row in facts.figures]
    return Table(columns, tuple(rows), head=head)


def _heads(facts: SummaryFacts) -> list[str]:
    """Name the columns of points by number and most points of their criterion."""
    count = len(facts.observers[0].points)
    named = [f"{one.number}\n({one.maximum})" for one in facts.criteria[:count]]
    return named + [""] * (count - len(named))


def _score_row(number: str, row: ScoreRow, count: int, *, kind: Literal["plain", "total"] = "plain") -> TableRow:
    points = (*row.points[:count], *("",) * (count - len(row.points)))
    return TableRow((number, row.name, *points, row.total, row.rating), kind=kind)


def _legend(facts: SummaryFacts) -> str:
    names = "; ".join(f"({one.number}) {one.title}" for one in facts.criteria)
    source = f" Thang điểm: {facts.score_source}." if facts.score_source else ""
    return f"Tiêu chí: {names}.{source}"


def _counts(opinions: Sequence[OpinionFacts]) -> Table:
    # Requests are rare and have a column only where there is one.
    said_so = {said.kind for said in opinions}
    kinds = tuple(kind for kind in OpinionKind if kind is not OpinionKind.REQUEST or kind in said_so)
    columns = (
        Column("TT", 9, "center"),
        Column("Nội dung"),
        *(Column(kind.label, 19, "center") for kind in kinds),
        Column("Cộng", 17, "center"),
    )
    rows: list[TableRow] = []
    for aspect in Aspect:
        own = [said for said in opinions if said.aspect is aspect]
        if own:
            found = (sum(said.kind is kind for said in own) for kind in kinds)
            rows.append(TableRow((str(len(rows) + 1), aspect.label, *map(_figure, found), str(len(own)))))
    sums = (sum(said.kind is kind for said in opinions) for kind in kinds)
    rows.append(TableRow(("", "Cộng", *map(_figure, sums), str(len(opinions))), kind="total"))
    return Table(columns, tuple(rows))


def _figure(count: int) -> str:
    return str(count) if count else ""


def _said(opinions: Sequence[OpinionFacts]) -> Iterator[Block]:
    """Set the opinions by aspect, each aspect's by kind; a speaker's post stands only where the name comes first."""
    names = Counter(speaker.name for speaker in {said.speaker for said in opinions})
    named: set[PersonFacts] = set()
    kinds = list(OpinionKind)
    heads = [aspect for aspect in Aspect if any(said.aspect is aspect for said in opinions)]
    for number, aspect in enumerate(heads, start=1):
        yield sample_parts.subheading(number, aspect.label)
        lines = []
        for said in sorted((one for one in opinions if one.aspect is aspect), key=lambda one: kinds.index(one.kind)):
            is_known = said.speaker in named and names[said.speaker.name] == 1
            lines.append(_opinion(said, comrade(said.speaker.name) if is_known else sample_parts.person(said.speaker)))
            named.add(said.speaker)
        yield Items(tuple(lines))


def _opinion(said: OpinionFacts, speaker: str) -> str:
    answer = f" Giải trình: {sample_parts.stop(said.answer)}" if said.answer else ""
    return f"{said.kind.label}: {said.text.rstrip().rstrip('.;,')} ({speaker}).{answer}"


def sample_facts() -> SummaryFacts:
    """Return an invented summary of six sheets."""
    feedback = feedback_minutes.sample()
    titles = ("Chấp hành thời gian", "Tỷ lệ đảng viên dự", "Công tác chuẩn bị", "Tổ chức sinh hoạt")
    most = ("5", "5", "10", "80")
    criteria = tuple(
        CriterionFact(str(number), title, points)
        for number, (title, points) in enumerate(zip(titles, most, strict=True), start=1)
    )
    observers = tuple(
        ScoreRow(
            f"{name} (Bí thư chi bộ)",
            ("5", "4,5", "9", f"{71 + number}"),
            f"{89.5 + number:.1f}".replace(".", ","),
            "Tốt",
        )
        for number, name in enumerate(("Lê Văn Ví Dụ", "Trần Thị Thí Dụ", "Phan Văn Minh Họa"), start=1)
    )
    figures = (
        ScoreRow("Bình quân", ("5", "4,5", "9", "73"), "91,5", "Tốt"),
        ScoreRow("Thấp nhất", ("5", "4,5", "9", "72"), "90,5"),
        ScoreRow("Cao nhất", ("5", "4,5", "9", "74"), "92,5"),
        ScoreRow("Chi bộ tự chấm", ("5", "5", "10", "74"), "94", "Tốt"),
        ScoreRow("Chênh lệch", ("0", "-0,5", "-1", "-1"), "-2,5"),
    )
    return SummaryFacts(
        head=Head("ĐẢNG ỦY XÃ VÍ DỤ", "VĂN PHÒNG", "Ví Dụ", day=date(2026, 6, 7), year=2026),
        signer=SignerFacts("CHÁNH VĂN PHÒNG", "", "Đỗ Thị Mẫu"),
        committee="Đảng ủy xã Ví Dụ",
        meeting=feedback.meeting,
        invited=4,
        returned=3,
        criteria=criteria,
        maximum="100",
        observers=observers,
        figures=figures,
        opinions=feedback.opinions,
        score_source="Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025",
    )


KIND = Kind(
    id="F19",
    name="Bảng tổng hợp phiếu nhận xét, ý kiến sinh hoạt chi bộ điểm",
    type_symbol="",
    facts_type=SummaryFacts,
    make=build,
    sample_facts=sample_facts,
)
