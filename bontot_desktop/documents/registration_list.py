"""D5A: the list of cells that registered for the title, with targets, pilot cells and who came late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bontot_desktop import dates
from bontot_desktop.documents import letterhead, sample_parts, wording
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

_TICK = "x"


@dataclass(frozen=True, slots=True)
class RegisteredCell:
    """A line of the list; ``late_reason`` stands behind "Chậm hạn" when ``is_late``."""

    name: str
    registered_on: date | None = None
    members: int | None = None
    targets: str = ""
    is_pilot: bool = False
    is_late: bool = False
    late_reason: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationListFacts:
    """The list of a campaign. ``absent`` names the cells that have not registered; ``until`` is the last day."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    cells: tuple[RegisteredCell, ...]
    absent: tuple[str, ...] = ()
    until: date | None = None


def build(facts: RegistrationListFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a campaign's registrations into their list."""
    pilots = sum(cell.is_pilot for cell in facts.cells)
    late = sum(cell.is_late for cell in facts.cells)
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        count=wording.counted(len(facts.cells)),
        pilots=f"{pilots:02d}" if pilots else "",
        late=f"{late:02d}" if late else "",
        until=dates.short(facts.until) if facts.until else "",
        absent_count=wording.counted(len(facts.absent)) if facts.absent else "",
        absent="; ".join(facts.absent),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Danh sách {words.say('summary')}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: RegistrationListFacts) -> str:
    """Name the list in the register."""
    return f"Danh sách {len(facts.cells):02d} chi bộ đăng ký “Chi bộ 4 tốt” năm {facts.year}"


def _blocks(facts: RegistrationListFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("DANH SÁCH", words.say("summary"))
    yield _table(facts)
    for line in words.lines("closing"):
        yield Paragraph(line)
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _table(facts: RegistrationListFacts) -> Table:
    columns = (
        Column("TT", 9, "center"),
        Column("Chi bộ"),
        Column("Ngày đăng ký", 22, "center"),
        Column("Số đảng viên", 13, "center"),
        Column("Chỉ tiêu chính"),
        Column("Chi bộ điểm", 13, "center"),
        Column("Ghi chú", 25),
    )
    rows: list[TableRow] = []
    grouped = len({cell.group for cell in facts.cells}) > 1
    number = 0
    for group, cells in groupby(facts.cells, key=lambda cell: cell.group):
        listed = list(cells)
        if grouped:
            rows.append(TableRow((f"{group} ({len(listed):02d} chi bộ)",), kind="group"))
        for cell in listed:
            number += 1
            rows.append(TableRow((str(number), cell.name, *_values(cell))))
    return Table(columns, tuple(rows), balanced=True)


def _values(cell: RegisteredCell) -> tuple[str, ...]:
    late = "Chậm hạn" if cell.is_late else ""
    return (
        dates.short(cell.registered_on) if cell.registered_on else "",
        "" if cell.members is None else str(cell.members),
        "; ".join(line.rstrip(" .;") for line in sample_parts.lines(cell.targets)),
        _TICK if cell.is_pilot else "",
        f"{late}: {cell.late_reason}" if late and cell.late_reason else late,
    )


def sample_facts() -> RegistrationListFacts:
    """Return an invented list of six cells, one of them late."""
    targets = ("Hoàn thành xuất sắc nhiệm vụ; kết nạp 02 đảng viên", "Hoàn thành tốt nhiệm vụ; kết nạp 01 đảng viên")
    groups = (("Chi bộ thôn", "thôn", 4), ("Chi bộ trường học", "Trường Tiểu học", 1), ("Chi bộ cơ quan", "Cơ quan", 1))
    cells = tuple(
        RegisteredCell(
            name=f"Chi bộ {name} Mẫu {index}",
            registered_on=date(2026, 3, 12) if (name, index) == ("thôn", 4) else date(2026, 3, 2 + index),
            members=12 + index,
            targets=targets[index % 2],
            is_pilot=index == 1 and name == "thôn",
            is_late=(name, index) == ("thôn", 4),
            late_reason="sinh hoạt muộn" if (name, index) == ("thôn", 4) else "",
            group=group,
        )
        for group, name, count in groups
        for index in range(1, count + 1)
    )
    return RegistrationListFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 3, 16), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Hoàng Thị Giả Định"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=cells,
        absent=("Chi bộ Trạm Y tế Mẫu",),
        until=date(2026, 3, 10),
    )


KIND = Kind(
    id="D5A",
    name='Danh sách chi bộ đăng ký "Chi bộ 4 tốt"',
    type_symbol="",
    facts_type=RegistrationListFacts,
    make=build,
    sample_facts=sample_facts,
)
