"""D20: a cell's report of its achievements, for a reward: its results year by year and what it was given before."""

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

#: The parts of the report that are written: key of the text and what heads it.
PARTS = (
    ("situation", "Sơ lược đặc điểm, tình hình"),
    ("achievements", "Thành tích đạt được"),
)
#: Lines to write on where nothing was written yet.
_LINES = 4


@dataclass(frozen=True, slots=True)
class YearResult:
    """A year's results as printed: the rating, the title, and the decision with its day and who made it."""

    year: int
    rating: str = ""
    title: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class RewardLine:
    """A reward: its year (or years), form and what for, and the decision with its day and who made it."""

    years: str
    form: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class AchievementFacts:
    """A cell's report. ``confirmer`` signs for the committee above the cell; ``texts`` holds what was written."""

    head: Head
    signer: SignerFacts
    confirmer: SignerFacts
    committee: str
    cell: str
    year: int
    years: tuple[YearResult, ...]
    rewards: tuple[RewardLine, ...]
    members: int | None = None
    full: int | None = None
    probationary: int | None = None
    secretary: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def build(facts: AchievementFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a report into its paper."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        cell=facts.cell,
        committee=settings.fixed(facts.committee),
        members="" if facts.members is None else f"{facts.members:02d}",
        full="" if facts.full is None else f"{facts.full:02d}",
        probationary="" if facts.probationary is None else f"{facts.probationary:02d}",
        secretary=facts.secretary,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Báo cáo {' '.join(words.lines('summary'))}",
        author=facts.cell,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: AchievementFacts) -> str:
    """Name the report in the register."""
    return f"Báo cáo thành tích của {facts.cell} năm {facts.year}"


def _blocks(facts: AchievementFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BÁO CÁO", "\n".join(words.lines("summary")))
    (situation, achievements) = PARTS
    yield sample_parts.heading(1, situation[1])
    if facts.members is not None:
        yield Paragraph(words.say("counts"))
    yield from _written(facts.texts.get(situation[0], ""))
    yield sample_parts.heading(2, achievements[1])
    yield Paragraph(words.say("years"), keep_with_next=True)
    yield _years(facts.years, settings)
    yield from _written(facts.texts.get(achievements[0], ""))
    yield sample_parts.heading(3, words.say("rewards_heading"))
    if facts.rewards:
        yield _rewards(facts.rewards)
    else:
        yield Paragraph(words.say("no_rewards"))
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield Paragraph(words.say("confirmed"))
    yield DottedLines(2)
    yield Signature(letterhead.signer(facts.confirmer))


def _written(typed: str) -> list[Block]:
    return sample_parts.typed(typed) if typed else [DottedLines(_LINES)]


def _years(years: tuple[YearResult, ...], settings: FormatSettings) -> Table:
    columns = (
        Column("Năm", 14, "center"),
        Column("Xếp loại chất lượng"),
        Column("Danh hiệu"),
        Column("Quyết định số, ngày, cơ quan ban hành"),
    )
    rows = [
        TableRow((str(row.year), row.rating or "–", settings.titled(row.title) or "–", row.decision)) for row in years
    ]
    return Table(columns, tuple(rows), balanced=True)


def _rewards(rewards: tuple[RewardLine, ...]) -> Table:
    columns = (
        Column("Năm", 24, "center"),
        Column("Hình thức khen thưởng, thành tích"),
        Column("Quyết định số, ngày, cơ quan ban hành", 62),
    )
    return Table(columns, tuple(TableRow((row.years, row.form, row.decision)) for row in rewards))


def sample_facts() -> AchievementFacts:
    """Return an invented report of five years."""
    good, best = "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"
    decision = "Quyết định số 15-QĐ/ĐU, ngày 12/12/2025 của Ban Thường vụ Đảng ủy xã Ví Dụ"
    return AchievementFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", "BC/CB", 6, date(2026, 12, 12), 2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"),
        confirmer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        years=(
            YearResult(2024, good, "", ""),
            YearResult(2025, best, "Chi bộ 4 tốt", decision),
            YearResult(2026, best, "Chi bộ 4 tốt", "Quyết định số 20-QĐ/ĐU, ngày 10/12/2026 của Ban Thường vụ"),
        ),
        rewards=(RewardLine("2025", "Giấy khen: phong trào thi đua xây dựng danh hiệu", decision),),
        members=26,
        full=24,
        probationary=2,
        secretary="Nguyễn Văn Ví Dụ",
        texts={
            "situation": "Thôn Mẫu 1 có 250 hộ, 01 nhà văn hóa",
            "achievements": "Hoàn thành các chỉ tiêu được giao\n100 % hộ đảng viên là gia đình văn hóa",
        },
    )


KIND = Kind(
    id="D20",
    name="Báo cáo thành tích của chi bộ",
    type_symbol="BC",
    facts_type=AchievementFacts,
    make=build,
    sample_facts=sample_facts,
)
