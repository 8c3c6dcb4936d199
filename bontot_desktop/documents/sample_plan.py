"""F14: the year's plan of sample meetings: which cells, of which kind and when, how prepared and discussed."""

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
    Items,
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


@dataclass(frozen=True, slots=True)
class PlannedFacts:
    """One planned sample meeting; ``group`` is the kind of cell in the office's words ("nông thôn")."""

    cell: str
    group: str
    kind: MeetingType | None
    day: date | None
    place: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan of a year. The typed parts are "" where the standing sentences of the paper serve."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    meetings: tuple[PlannedFacts, ...]
    basis: tuple[str, ...] = ()
    purpose: str = ""
    participants: str = ""
    steps: str = ""
    organisation: str = ""


def build(facts: PlanFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a plan into its paper."""
    words = words.given(
        year=facts.year,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        count=f"{len(facts.meetings):02d}",
        basis="; ".join(facts.basis),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Kế hoạch {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: PlanFacts) -> str:
    """Name the plan in the register."""
    return f"Tổ chức sinh hoạt chi bộ điểm năm {facts.year}"


def _blocks(facts: PlanFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("KẾ HOẠCH", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    yield sample_parts.heading(1, "Mục đích, yêu cầu")
    yield from _part(facts.purpose, words, "purpose")
    yield sample_parts.heading(2, "Nội dung")
    yield Paragraph(words.say("contents"), keep_with_next=True)
    yield _table(facts.meetings, facts.year)
    yield from _reasons(facts.meetings)
    yield sample_parts.heading(3, "Thành phần")
    yield from _part(facts.participants, words, "participants")
    yield sample_parts.heading(4, "Các bước tiến hành")
    yield from _part(facts.steps, words, "steps")
    yield sample_parts.heading(5, "Tổ chức thực hiện")
    yield from _part(facts.organisation, words, "organisation")
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _part(typed: str, words: Words, key: str) -> list[Block]:
    """Set what the office typed for this year, else the standing sentences."""
    return sample_parts.typed(typed or "\n".join(words.lines(key)))


def _table(meetings: tuple[PlannedFacts, ...], year: int) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Chi bộ"),
        Column("Loại hình"),
        Column("Loại sinh hoạt"),
        Column("Thời gian", 24, "center"),
        Column("Địa điểm"),
    )
    rows = [
        TableRow(
            (
                str(number),
                planned.cell,
                planned.group,
                planned.kind.label if planned.kind else "",
                dates.short(planned.day) if planned.day else f"Năm {year}",
                planned.place,
            )
        )
        for number, planned in enumerate(meetings, start=1)
    ]
    return Table(columns, tuple(rows), balanced=True)


def _reasons(meetings: tuple[PlannedFacts, ...]) -> list[Block]:
    """Say why each cell was chosen, where the office wrote it down."""
    said = [
        sample_parts.stop(f"{planned.cell}: {' '.join(sample_parts.lines(planned.reason))}")
        for planned in meetings
        if planned.reason
    ]
    if not said:
        return []
    return [Paragraph("Lý do chọn chi bộ:", keep_with_next=True), Items(tuple(said))]


def sample_facts() -> PlanFacts:
    """Return an invented plan."""
    return PlanFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "KH/ĐU", 7, date(2026, 6, 2), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        meetings=(
            PlannedFacts(
                "Chi bộ thôn Mẫu 1",
                "Nông thôn",
                MeetingType.REGULAR,
                date(2026, 7, 5),
                "Nhà văn hóa thôn Mẫu 1",
                "ít đảng viên phát biểu, bí thư còn làm thay",
            ),
            PlannedFacts(
                "Chi bộ Trường Tiểu học Ví Dụ",
                "Đơn vị sự nghiệp",
                MeetingType.THEMED,
                date(2026, 10, 8),
                "Trường Tiểu học Ví Dụ",
            ),
        ),
        basis=(
            "Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Ban Bí thư",
            "Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025 của Ban Tổ chức Trung ương",
        ),
    )


KIND = Kind(
    id="F14",
    name="Kế hoạch tổ chức sinh hoạt chi bộ điểm",
    type_symbol="KH",
    facts_type=PlanFacts,
    make=build,
    sample_facts=sample_facts,
)
