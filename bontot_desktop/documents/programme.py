"""F1: the programme of a cell's meeting, as a table or as the five parts of running text (meetings.md §3.1, §5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.documents import invitation, invitation_parts, letterhead
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Field,
    FieldLine,
    Items,
    Paragraph,
    Recipients,
    Role,
    Signature,
    Table,
    TableRow,
    Title,
    bold,
)
from bontot_desktop.documents.cell_parts import CellMeeting, in_sentence
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings, ProgrammeForm
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import MeetingFormat

#: Rows to write in by hand while no programme was made, their height, and lines of the long form.
_BLANK_ROWS, _ROW_MM, _BLANK_LINES = 12, 9.0, 5
#: So many guests are named; more are counted.
_MOST_NAMED = 3
#: How the last item of a programme begins; the long form makes it a part of its own.
_END = "ket thuc"


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """An item: who does it and how many minutes are planned for it, None while nobody said."""

    title: str
    presenter: str = ""
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """A programme. ``chair`` and ``guests`` are named as a sentence names them ("đồng chí Lê Văn Minh Họa, …")."""

    head: Head
    signer: SignerFacts
    committee: str
    meeting: CellMeeting
    items: tuple[ProgrammeItem, ...] = ()
    chair: str = ""
    guests: tuple[str, ...] = ()
    in_charge: str = ""


def build(facts: ProgrammeFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the programme, in the form the office chose."""
    meeting = facts.meeting
    words = words.given(
        session=meeting.session,
        cell=meeting.cell,
        committee=settings.fixed(facts.committee),
        theme=meeting.theme,
        guests="; ".join(facts.guests) if len(facts.guests) <= _MOST_NAMED else "",
        guest_count=f"{len(facts.guests):02d}" if facts.guests else "",
        in_charge=facts.in_charge,
        chair=facts.chair,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Chương trình {words.say('summary')}",
        author=meeting.cell,
        day=facts.head.day,
        settings=settings,
    )


def _blocks(facts: ProgrammeFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("CHƯƠNG TRÌNH", words.say("summary", session=facts.meeting.session_on_lines))
    yield from _long(facts, words) if settings.programme_form == ProgrammeForm.LONG else _table(facts, words)
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


# The table


def _table(facts: ProgrammeFacts, words: Words) -> Iterator[Block]:
    meeting = facts.meeting
    yield from _when_and_where(meeting)
    yield _line("Thành phần", words.say("who"))
    if meeting.theme:
        yield _line("Chuyên đề", f'"{meeting.theme}"')
    if facts.chair:
        yield _line("Chủ trì", facts.chair)
    yield _items(facts.items)


def _when_and_where(meeting: CellMeeting) -> Iterator[Block]:
    yield _line("Thời gian", invitation_parts.when(meeting.held_on, meeting.starts_at, meeting.year))
    yield _line("Địa điểm", meeting.place) if meeting.place else FieldLine((Field(bold("Địa điểm:")),))
    if meeting.format is not MeetingFormat.IN_PERSON:
        yield _line("Hình thức", meeting.format.label.lower())


def _line(label: str, value: str) -> FieldLine:
    return FieldLine((Field("", (bold(f"{label}:"), f" {value.rstrip('. ')}")),), end=".")


def _items(items: tuple[ProgrammeItem, ...]) -> Table:
    rows = [
        TableRow((str(number), item.title, item.presenter, _minutes(item.minutes), item.note))
        for number, item in enumerate(items, start=1)
    ]
    planned = sum(item.minutes or 0 for item in items)
    if planned:
        rows.append(TableRow(("Tổng thời gian dự kiến", None, None, _minutes(planned), ""), "total"))
    rows = rows or [TableRow((str(number), "", "", "", "")) for number in range(1, _BLANK_ROWS + 1)]
    columns = (
        Column("TT", 11, "center"),
        Column("Nội dung"),
        Column("Người thực hiện"),
        Column("Thời gian dự kiến", 24, "center"),
        Column("Ghi chú", 17),
    )
    return Table(columns, tuple(rows), row_height_mm=0.0 if items else _ROW_MM, balanced=bool(items))


def _minutes(minutes: int | None) -> str:
    return f"{minutes} phút" if minutes else ""


# The long form


def _long(facts: ProgrammeFacts, words: Words) -> Iterator[Block]:
    meeting, items = facts.meeting, list(facts.items)
    last = items.pop() if items and text.fold(items[-1].title).startswith(_END) else None
    yield _heading(1, "Mục đích, yêu cầu")
    yield from _lines(words.lines("purpose"))
    yield _heading(2, "Thời gian, địa điểm")
    yield from _when_and_where(meeting)
    yield _heading(3, "Thành phần")
    yield from _lines((f"{text.first_upper(words.say('who')).rstrip('. ')}.",))
    if facts.chair:
        yield from _lines((f"Chủ trì: {facts.chair}.",))
    yield _heading(4, "Nội dung")
    if meeting.theme:
        yield Paragraph(f'Chuyên đề: "{meeting.theme}".')
    if items:
        yield Items(tuple(_item(item) for item in items), marker="{n}. ")
    else:
        yield FieldLine((Field("1."),), marker="", more_lines=_BLANK_LINES - 1)
    yield _heading(5, "Kết thúc")
    yield from _lines((_item(last),) if last and text.fold(last.title) != _END else words.lines("ending"))


def _heading(number: int, title: str) -> Paragraph:
    return Paragraph(f"{dates.roman(number)}. {title.upper()}", Role.HEADING_1, keep_with_next=True)


def _lines(lines: tuple[str, ...]) -> Iterator[Block]:
    if len(lines) == 1:
        yield Paragraph(lines[0])
    elif lines:
        yield Items(lines)


def _item(item: ProgrammeItem) -> str:
    """Write an item: "Thảo luận (toàn thể đảng viên, 25 phút).", "Bế mạc (đồng chí Nguyễn Văn A).".

    Who is named by the item itself is not named again ("Đại biểu cấp trên phát biểu (10 phút).").
    """
    title = item.title.rstrip(" .;:")
    who = "" if text.fold(item.presenter) in text.fold(title) else in_sentence(item.presenter)
    said = ", ".join(part for part in (who, _minutes(item.minutes), item.note) if part)
    return f"{title} ({said})." if said else f"{title}."


def sample_facts() -> ProgrammeFacts:
    """Return an invented programme of a regular meeting with a theme."""
    sample = invitation.sample_facts()
    who = ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Đảng viên", "Thư ký", "Đại biểu cấp trên")
    return ProgrammeFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", "", None, date(2026, 8, 28), 2026),
        signer=sample.signer,
        committee=sample.committee,
        meeting=sample.meeting,
        items=tuple(
            ProgrammeItem(title, who[index], minutes)
            for title, index, minutes in (
                ("Tuyên bố lý do, giới thiệu đại biểu", 0, 3),
                ("Cử thư ký, người theo dõi, chấm điểm", 0, 2),
                ("Ổn định tổ chức, điểm danh; thông báo tình hình đóng đảng phí", 1, 5),
                ("Thông qua chương trình", 0, 2),
                ("Báo cáo kết quả lãnh đạo tháng trước, phương hướng, nhiệm vụ tháng tới", 1, 15),
                ("Triển khai văn bản của cấp trên, thông tin thời sự", 0, 12),
                ("Sinh hoạt chuyên đề: trình bày, thảo luận, kết luận", 2, 30),
                ("Đại biểu cấp trên phát biểu", 4, 10),
                ("Thảo luận; tự phê bình và phê bình", 2, 25),
                ("Tổng hợp ý kiến, phân công nhiệm vụ cho đảng viên", 0, 5),
                ("Biểu quyết thông qua kết luận, nghị quyết", 0, 3),
                ("Chấm điểm buổi sinh hoạt", 0, 3),
                ("Thông qua biên bản", 3, 4),
                ("Kết thúc", 0, 1),
            )
        ),
        chair="đồng chí Nguyễn Văn Ví Dụ, Bí thư chi bộ",
        guests=("đồng chí Lê Văn Minh Họa, Ủy viên Ban Thường vụ Đảng ủy xã",),
        in_charge="đồng chí Lê Văn Minh Họa",
    )


def sample_blank() -> ProgrammeFacts:
    """Return an invented programme to write by hand."""
    facts = sample_facts()
    meeting = CellMeeting(facts.meeting.cell, facts.meeting.kind, 2026, 9)
    head = replace(facts.head, day=None)
    return replace(facts, head=head, meeting=meeting, items=(), chair="", guests=(), in_charge="")


KIND = Kind(
    id="F1",
    name="Chương trình sinh hoạt chi bộ",
    type_symbol="CTr",
    facts_type=ProgrammeFacts,
    make=build,
    sample_facts=sample_facts,
)
