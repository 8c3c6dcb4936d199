"""F10: the notice of the month's meetings of all cells, as they registered and the office agreed (meetings.md §5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bontot_desktop import dates
from bontot_desktop.documents import letterhead
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


@dataclass(frozen=True, slots=True)
class ScheduledFacts:
    """A meeting of the schedule; ``kind`` is said only where it is not the regular one, ``attendee`` is the comrade of
    the committee who comes."""

    cell: str
    members: int
    day: date | None
    starts_at: time | None
    place: str
    secretary: str = ""
    phone: str = ""
    attendee: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """The schedule of a month. ``basis`` are the căn cứ without their leading word."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    month: int
    meetings: tuple[ScheduledFacts, ...]
    basis: tuple[str, ...] = ()


def build(facts: ScheduleFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a schedule into its notice."""
    words = words.given(
        month=facts.month,
        year=facts.year,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        basis="; ".join(facts.basis),
        count=f"{len(facts.meetings):02d}",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Thông báo {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: ScheduleFacts) -> str:
    """Name the notice in the register."""
    return f"Lịch sinh hoạt tháng {facts.month}/{facts.year} của các chi bộ trực thuộc"


def _blocks(facts: ScheduleFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("THÔNG BÁO", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    yield _table(facts.meetings)
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _table(meetings: tuple[ScheduledFacts, ...]) -> Table:
    with_attendee = any(meeting.attendee for meeting in meetings)
    columns = [
        Column("TT", 10, "center"),
        Column("Chi bộ"),
        Column("Số lượng", 14, "center"),
        Column("Thời gian", 37, "center"),
        Column("Địa điểm"),
        Column("Bí thư, điện thoại"),
    ]
    if with_attendee:
        columns.append(Column("Đảng ủy viên dự"))
    rows = []
    for number, meeting in enumerate(meetings, start=1):
        cells = [
            str(number),
            f"{meeting.cell} ({meeting.kind})" if meeting.kind else meeting.cell,
            str(meeting.members),
            _when(meeting),
            meeting.place,
            "\n".join(part for part in (meeting.secretary, meeting.phone) if part),
        ]
        rows.append(TableRow((*cells, meeting.attendee) if with_attendee else tuple(cells)))
    rest = [""] * (len(columns) - 3)
    total = TableRow(("TỔNG SỐ", None, str(sum(meeting.members for meeting in meetings)), *rest), "total")
    return Table(tuple(columns), (*rows, total), balanced=True)


def _when(meeting: ScheduledFacts) -> str:
    """Write hour, day of the week and day: "19 giờ 30, thứ Tư\\nngày 03/6/2026"."""
    if meeting.day is None:
        return ""
    clock = dates.clock_words(meeting.starts_at).removesuffix(" phút") if meeting.starts_at else ""
    first = ", ".join(part for part in (clock, dates.weekday(meeting.day)) if part)
    return f"{first}\nngày {dates.short(meeting.day)}"


def sample_facts() -> ScheduleFacts:
    """Return an invented schedule."""
    return ScheduleFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "TB/ĐU", 15, date(2026, 5, 28), 2026),
        signer=SignerFacts("T/M ĐẢNG ỦY", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        month=6,
        meetings=(
            ScheduledFacts(
                "Chi bộ thôn Mẫu 1",
                30,
                date(2026, 6, 3),
                time(19, 30),
                "Nhà văn hóa thôn Mẫu 1",
                "Nguyễn Văn Ví Dụ",
                "0900 000 001",
                "Lê Văn Minh Họa",
            ),
            ScheduledFacts(
                "Chi bộ Trường Tiểu học Ví Dụ",
                22,
                date(2026, 6, 4),
                time(16, 0),
                "Phòng họp nhà trường",
                "Trần Thị Thí Dụ",
                "0900 000 002",
                "",
                "chuyên đề",
            ),
            ScheduledFacts("Chi bộ Công an xã", 12, date(2026, 6, 5), time(8, 0), "Trụ sở Công an xã"),
        ),
        basis=("Quy chế làm việc của Ban Chấp hành Đảng bộ xã Ví Dụ, nhiệm kỳ 2025 - 2030",),
    )


KIND = Kind(
    id="F10",
    name="Thông báo lịch sinh hoạt tháng của các chi bộ",
    type_symbol="TB",
    facts_type=ScheduleFacts,
    make=build,
    sample_facts=sample_facts,
)
