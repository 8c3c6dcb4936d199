"""D5: the form by which a cell registers for the title, blank or as registered, with its receipt to cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop.documents import letterhead, room, sample_parts
from bontot_desktop.documents.blocks import (
    Addressees,
    Block,
    Column,
    Document,
    Field,
    FieldLine,
    Paragraph,
    Recipients,
    Role,
    Signature,
    Spacer,
    Table,
    TableRow,
    Title,
    bold,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: Height of a row of the table to write in by hand.
_ROW_MM = 32.0
#: The line along which the receipt is cut off fills the text area.
_CUT = " ".join("_" * 44)
_TIMING = {True: "chậm hạn", False: "đúng hạn", None: "đúng hạn / chậm hạn"}


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """The cell on a day; the exempt are among the full members. ``committee`` counts secretary, deputy and members."""

    total: int
    full: int
    probationary: int
    exempt: int
    committee: int


@dataclass(frozen=True, slots=True)
class PledgedWork:
    """A line of what the cell will do for one of the four groups (``group`` counts from 1)."""

    group: int
    text: str
    due: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """A registration; None and "" leave room to write.

    ``plan`` is the committee's plan as cited ("Kế hoạch số 05-KH/ĐU, ngày 10/01/2026 của …"). ``vote_base`` are the
    full members who vote. ``received_on`` and ``is_late`` stand on the receipt.
    """

    head: Head
    signer: SignerFacts
    committee: str
    cell: str
    year: int
    plan: str = ""
    members: MemberCounts | None = None
    voted_on: date | None = None
    votes_for: int | None = None
    vote_base: int | None = None
    targets: str = ""
    work: tuple[PledgedWork, ...] = ()
    received_on: date | None = None
    received_by: str = ""
    is_late: bool | None = None


def build(facts: RegistrationFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a registration into its form."""
    words = words.given(
        title=settings.title_spelling, year=facts.year, cell=facts.cell, committee=settings.fixed(facts.committee)
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Bản đăng ký {words.say('summary')}, {facts.cell}",
        author=facts.cell,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: RegistrationFacts) -> str:
    """Name the form in the register."""
    return f"Đăng ký thi đua xây dựng “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _blocks(facts: RegistrationFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BẢN ĐĂNG KÝ", words.say("summary"))
    yield Addressees((words.say("addressee"),))
    yield Paragraph(_opening(facts, words))
    yield Paragraph((bold("1. Tình hình: "), _situation(facts.members, words)))
    yield sample_parts.subheading(2, words.say("contents"))
    yield _table(facts.work, words)
    yield from _targets(facts.targets, words)
    yield Paragraph((bold("4. Cam kết: "), words.say("pledge")))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield from _receipt(facts, words)


def _opening(facts: RegistrationFacts, words: Words) -> str:
    return words.say(
        "opening",
        plan=facts.plan or words.say("plan", signed=room.day(None, facts.year)),
        voted=room.day(facts.voted_on, facts.year),
        votes=f"{room.count(facts.votes_for)}/{room.count(facts.vote_base)}",
    )


def _situation(members: MemberCounts | None, words: Words) -> str:
    names = ("total", "full", "probationary", "exempt", "committee_size")
    counts = (
        (members.total, members.full, members.probationary, members.exempt, members.committee)
        if members
        else (None,) * len(names)
    )
    return words.say("situation", **{name: room.padded(count) for name, count in zip(names, counts, strict=True)})


def _table(work: tuple[PledgedWork, ...], words: Words) -> Table:
    """The four groups of the title with what the cell will do, until when and who answers; room where it says none."""
    columns = (
        Column("Nội dung", 40),
        Column("Chỉ tiêu, việc làm cụ thể"),
        Column("Thời gian", 24),
        Column("Người phụ trách", 34),
    )
    rows = []
    for number, group in enumerate(words.lines("groups"), start=1):
        own = [line for line in work if line.group == number] or [PledgedWork(number, "")]
        name = f"{number}. {group}"
        rows += [
            TableRow(("" if place else name, line.text, line.due, line.responsible)) for place, line in enumerate(own)
        ]
    return Table(columns, tuple(rows), row_height_mm=0.0 if work else _ROW_MM)


def _targets(typed: str, words: Words) -> Iterator[Block]:
    yield sample_parts.subheading(3, words.say("targets"))
    if typed:
        yield from sample_parts.typed(typed)
        return
    for line in words.lines("target_lines"):
        label, _, unit = line.partition("…")
        fields = [Field(label.strip(), None)]
        if unit.strip(" ."):
            fields.append(Field(unit.strip(), ""))
        yield FieldLine(tuple(fields), separator=" ")


def _receipt(facts: RegistrationFacts, words: Words) -> Iterator[Block]:
    """The stub below the line: when the office received the form, from whose hand into whose, in time or late."""
    yield Spacer(3)
    yield Paragraph(_CUT, Role.CENTERED, keep_with_next=True)
    yield Paragraph(words.say("receipt_heading"), Role.CHAPTER, keep_with_next=True)
    yield Paragraph(words.say("receipt"), keep_with_next=True)
    received = room.day(facts.received_on, facts.year)
    yield Paragraph(words.say("received", received=received, timing=_TIMING[facts.is_late]), keep_with_next=True)
    yield Paragraph(words.say("receiver", receiver=facts.received_by or room.dots(60)))


def sample_facts() -> RegistrationFacts:
    """Return an invented registration as the office received it."""
    return RegistrationFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", day=date(2026, 3, 5), year=2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        plan='Kế hoạch số 05-KH/ĐU, ngày 20/02/2026 của Ban Thường vụ Đảng ủy xã về xây dựng "Chi bộ 4 tốt"',
        members=MemberCounts(22, 20, 2, 3, 3),
        voted_on=date(2026, 3, 3),
        votes_for=17,
        vote_base=17,
        targets="Chi bộ hoàn thành tốt nhiệm vụ; 90 % đảng viên hoàn thành tốt nhiệm vụ trở lên\n"
        "Kết nạp 01 đảng viên\nSinh hoạt chuyên đề 04 kỳ\nMô hình: tuyến đường tự quản",
        received_on=date(2026, 3, 5),
        is_late=False,
    )


def sample_with_work() -> RegistrationFacts:
    """Return an invented registration that says what the cell will do."""
    return replace(
        sample_facts(),
        work=(
            PledgedWork(1, "Hoàn thành 12/12 chỉ tiêu được giao", "Cả năm", "Bí thư"),
            PledgedWork(2, "Đủ 12 kỳ sinh hoạt, 04 chuyên đề", "Hằng tháng", "Chi ủy"),
            PledgedWork(4, "Mỗi đảng viên một việc làm theo Bác", "Trước 30/9"),
        ),
    )


def sample_blank() -> RegistrationFacts:
    """Return an invented form to hand out before a cell registers."""
    return RegistrationFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", year=2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", ""),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        members=MemberCounts(22, 20, 2, 3, 3),
    )


KIND = Kind(
    id="D5",
    name='Bản đăng ký thi đua xây dựng "Chi bộ 4 tốt"',
    type_symbol="",
    facts_type=RegistrationFacts,
    make=build,
    sample_facts=sample_facts,
)
