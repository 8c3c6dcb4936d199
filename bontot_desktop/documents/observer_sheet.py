"""F17: the sheet on which an observer of a sample meeting ticks, scores and remarks; blank, or as returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bontot_desktop import dates, text
from bontot_desktop.documents import form_entries, letterhead, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    DottedLines,
    Field,
    FieldLine,
    Items,
    Paragraph,
    Role,
    Signature,
    Signer,
    Table,
    TableRow,
    Text,
    Title,
    bold,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.minutes_wording import comrade
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import MeetingBrief, PersonFacts
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import MeetingType, percent
from bontot_desktop.rules.samples import CHECKLIST, ObserverCapacity

_TICK = "x"
#: The answers to a step in a form.
YES, NO = "Có", "Không"
#: Dotted lines after each question of a blank sheet.
_LINES = {"strengths": 4, "weaknesses": 4, "suggestions_cell": 3, "suggestions_committee": 2, "applicable_at_home": 3}


@dataclass(frozen=True, slots=True)
class CheckFact:
    """The answer to one step of the checklist; None when left blank."""

    title: str
    was_done: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """A line of the score table with its points as written; "" when not scored."""

    code: str
    title: str
    maximum: str
    points: str = ""
    is_group: bool = False
    #: Points that a line has by itself, because it does not apply: nobody scores it.
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet. ``is_blank`` prints dots to write on; else what was not said prints as "không có ý kiến".

    ``form_code`` makes it a form to be filled in Word: fields in place of dots, with what is known in them.
    """

    head: Head
    meeting: MeetingBrief
    observer: PersonFacts
    aspects: tuple[str, ...]
    checks: tuple[CheckFact, ...]
    scores: tuple[ScoreFact, ...]
    score_source: str
    max_total: str
    is_blank: bool
    total: str = ""
    rating: str = ""
    strengths: str = ""
    weaknesses: str = ""
    suggestions_cell: str = ""
    suggestions_committee: str = ""
    applicable_at_home: str = ""
    returned_on: date | None = None
    form_code: str = ""


def build(facts: SheetFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a sheet into its document."""
    words = words.given(cell=facts.meeting.cell, period=facts.meeting.period, source=facts.score_source)
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Phiếu nhận xét, đánh giá buổi sinh hoạt chi bộ điểm, {facts.meeting.cell}",
        author=facts.head.issuer.replace("\n", " ").title(),
        day=facts.returned_on or facts.meeting.held_on,
        settings=settings,
        form_code=facts.form_code,
    )


def _blocks(facts: SheetFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=False)
    yield Title("PHIẾU NHẬN XÉT, ĐÁNH GIÁ", words.say("summary"))
    yield from _opening(facts, settings)
    yield sample_parts.subheading(5, words.say("form_steps" if facts.form_code else "steps"))
    yield _checklist_form(facts) if facts.form_code else _checklist(facts)
    yield sample_parts.subheading(6, words.say("scores"))
    yield _score_table(facts)
    if facts.score_source:
        yield Paragraph(words.say("score_source"), Role.NOTE)
    yield from _question(7, "strengths", facts, words)
    yield from _question(8, "weaknesses", facts, words)
    yield sample_parts.subheading(9, words.say("suggestions"))
    yield from _suggestion("a) ", "suggestions_cell", facts, words)
    yield from _suggestion("b) ", "suggestions_committee", facts, words)
    yield from _question(10, "applicable_at_home", facts, words)
    if facts.form_code:
        yield from _form_end(facts, words)
        return
    yield _result(facts, words)
    yield Signature(
        Signer(words.say("signer"), "", "" if facts.is_blank else facts.observer.name),
        place_date=letterhead.place_date(facts.head.place, facts.returned_on, facts.head.year),
    )


def _opening(facts: SheetFacts, settings: FormatSettings) -> Iterator[Block]:
    """Points 1–4; what is known is printed, what is not leaves dots on a blank sheet."""
    meeting, observer = facts.meeting, facts.observer
    yield _line("1. ", ("", _cell(meeting)))
    if facts.form_code:
        yield from _form_opening(facts, settings)
        return
    yield _line(
        "2. ",
        ("Thời gian: từ", clock(meeting.starts_at)),
        (" đến", clock(meeting.ends_at)),
        (",", letterhead.dated(meeting.held_on, meeting.year)),
        separator="",
    )
    yield _line("- ", ("Địa điểm:", meeting.place or None))
    yield _line("3. ", ("Người nhận xét:", _named(observer.name)), ("tư cách dự:", _capacity(observer, settings)))
    yield _line("- ", ("Chức vụ, đơn vị:", _post(observer)))
    if facts.aspects:
        watched = "; ".join(_lower_first(aspect) for aspect in facts.aspects)
        yield _line("- ", ("Được phân công theo dõi:", watched))
    yield _line("4. ", ("Tổng số đảng viên:", count(meeting.total)), ("có mặt:", present(meeting)))
    chair = comrade(meeting.chair) if meeting.chair else None
    yield _line("- ", ("Số lượt ý kiến phát biểu:", count(meeting.contributions)), ("chủ trì:", chair))


def _form_opening(facts: SheetFacts, settings: FormatSettings) -> Iterator[Block]:
    """Who fills the form and what is known of the meeting; what is not known yet is nothing to be filled in here."""
    meeting, observer = facts.meeting, facts.observer
    if meeting.held_on is not None:
        begin = f"từ {clock(meeting.starts_at)}, " if meeting.starts_at else ""
        yield _line("2. ", ("Thời gian:", f"{begin}{letterhead.dated(meeting.held_on, meeting.year)}"))
    if meeting.place:
        yield _line("- ", ("Địa điểm:", meeting.place))
    yield _line("3. ", ("Người nhận xét:", _named(observer.name)), ("tư cách dự:", _capacity(observer, settings)))
    if _post(observer):
        yield _line("- ", ("Chức vụ, đơn vị:", _post(observer)))
    if facts.aspects:
        yield _line("- ", ("Được phân công theo dõi:", "; ".join(_lower_first(aspect) for aspect in facts.aspects)))


def _line(marker: str, *parts: tuple[str, Text | None], separator: str = "; ") -> FieldLine:
    fields = tuple(Field(label, value) for label, value in parts)
    return FieldLine(fields, marker=marker, separator=separator, end="." if all(f.value for f in fields) else "")


def _named(name: str) -> Text | None:
    return ("đồng chí ", bold(name)) if name else None


def _capacity(observer: PersonFacts, settings: FormatSettings) -> str | None:
    if not observer.name:
        return None
    return "Đại biểu" if observer.capacity is ObserverCapacity.OTHER else settings.fixed(observer.capacity.label)


def _post(observer: PersonFacts) -> str | None:
    return sample_parts.post_of(observer) or None


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _cell(meeting: MeetingBrief) -> Text:
    return (bold(meeting.cell), f"; {meeting.period}")


def clock(moment: time | None) -> str | None:
    """Write a time of day, None for dots."""
    return None if moment is None else dates.clock_words(moment)


def count(number: int | None) -> str | None:
    """Write a count, None for dots."""
    return None if number is None else text.padded(number)


def present(meeting: MeetingBrief) -> str | None:
    """Write those present with the rate: "28/30 (93,3 %)", None for dots."""
    if meeting.present is None or not meeting.expected:
        return None
    return f"{meeting.present}/{meeting.expected} ({percent(meeting.present, meeting.expected)})"


def _checklist(facts: SheetFacts) -> Table:
    rows = tuple(
        TableRow(
            (
                str(number),
                check.title,
                _TICK if check.was_done is True else "",
                _TICK if check.was_done is False else "",
                check.note,
            )
        )
        for number, check in enumerate(facts.checks, start=1)
    )
    columns = (
        Column("TT", 10, "center"),
        Column("Các bước, nội dung"),
        Column("Có", 12, "center"),
        Column("Không", 17.5, "center"),
        Column("Ghi chú", 36),
    )
    return Table(columns, rows)


def _checklist_form(facts: SheetFacts) -> Table:
    rows = tuple(
        TableRow(
            (
                str(number),
                check.title,
                form_entries.choice(
                    form_entries.tag("check", step),
                    check.title,
                    (YES, NO),
                    "" if check.was_done is None else YES if check.was_done else NO,
                ),
                form_entries.line(
                    form_entries.tag("note", step), f"Ghi chú: {check.title}", check.note, invite=form_entries.TO_FILL
                ),
            )
        )
        for number, ((step, _), check) in enumerate(zip(CHECKLIST, facts.checks, strict=True), start=1)
    )
    columns = (
        Column("TT", 10, "center"),
        Column("Các bước, nội dung"),
        Column("Có / Không", 24, "center"),
        Column("Ghi chú", 36),
    )
    return Table(columns, rows)


def _score_table(facts: SheetFacts) -> Table:
    rows: list[TableRow] = []
    for line in facts.scores:
        heavy = line.is_group or "." not in line.code
        cells = tuple(bold(cell) if heavy and cell else cell for cell in (line.code, line.title, line.maximum))
        if facts.form_code and not line.is_group and not line.is_fixed:
            name = form_entries.tag("points", line.code)
            points: Text = form_entries.line(name, f"Điểm dòng {line.code}", line.points, invite=form_entries.TO_FILL)
        else:
            points = bold(line.points) if heavy and line.points else line.points
        rows.append(TableRow((*cells, points)))
    rows.append(TableRow(("Tổng điểm", None, facts.max_total, facts.total), "total"))
    columns = (
        Column("TT", 12, "center"),
        Column("Tiêu chí"),
        Column("Điểm tối đa", 27, "center"),
        Column("Điểm chấm", 27, "center"),
    )
    return Table(columns, tuple(rows))


def _question(number: int, name: str, facts: SheetFacts, words: Words) -> Iterator[Block]:
    """Set a question under the heading of its name, then the answer or dotted lines."""
    yield sample_parts.subheading(number, words.say(name))
    if facts.form_code:
        yield Paragraph(_written(name, facts, words), Role.PLAIN)
    elif facts.is_blank:
        yield DottedLines(_LINES[name])
    else:
        answer: str = getattr(facts, name)
        yield from sample_parts.typed(answer) or [Paragraph(text.first_upper(words.say("nothing_said")))]


def _suggestion(marker: str, name: str, facts: SheetFacts, words: Words) -> Iterator[Block]:
    label = f"{marker}{words.say(name)}"
    if facts.form_code:
        yield Paragraph(f"{label}:", Role.ITEM, keep_with_next=True)
        yield Paragraph(_written(name, facts, words), Role.PLAIN)
        return
    thoughts = sample_parts.lines(getattr(facts, name))
    if facts.is_blank:
        yield Paragraph(f"{label}:", Role.ITEM, keep_with_next=True)
        yield DottedLines(_LINES[name])
    elif len(thoughts) < 2:
        said = sample_parts.stop(thoughts[0]) if thoughts else words.say("nothing_said")
        yield Items((f"{label}: {said}",), marker="")
    else:
        yield Paragraph(f"{label}:", Role.ITEM, keep_with_next=True)
        yield Items(tuple(sample_parts.stop(thought) for thought in thoughts))


def _written(name: str, facts: SheetFacts, words: Words) -> Text:
    given: str = getattr(facts, name)
    return form_entries.block(form_entries.tag(name), words.say(name), given)


def _form_end(facts: SheetFacts, words: Words) -> Iterator[Block]:
    """The day in place of a signature, and what the form is known by; the office adds the points up."""
    returned = dates.screen(facts.returned_on) if facts.returned_on else ""
    yield Paragraph(
        ("11. Ngày nhận xét: ", form_entries.day(form_entries.tag("returned_on"), "Ngày nhận xét", returned))
    )
    yield Paragraph(words.say("form_end"), Role.NOTE)
    yield form_entries.code_line(facts.form_code)


def _result(facts: SheetFacts, words: Words) -> Block:
    if facts.is_blank:
        return FieldLine(
            (Field("Tổng điểm:", None), Field(f"/{facts.max_total}. Xếp loại:", None, share=2.0)),
            marker="11. ",
            separator=" ",
        )
    if not facts.total:
        return Paragraph((bold("11. Tổng điểm, xếp loại: "), words.say("not_scored")))
    return Paragraph((bold("11. Tổng điểm: "), f"{facts.total}/{facts.max_total}; xếp loại: ", bold(facts.rating), "."))


def sample() -> SheetFacts:
    """Return an invented sheet as returned."""
    done = {"papers_sent": False, "delegate": None}
    return SheetFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", year=2026),
        meeting=sample_meeting(),
        observer=PersonFacts("Trần Thị Mẫu", "Bí thư chi bộ", "Chi bộ thôn Mẫu 2", ObserverCapacity.CELL_SECRETARY),
        aspects=("Chuẩn bị", "Trình tự các bước"),
        checks=tuple(
            CheckFact(
                title,
                done.get(step, True),
                "Gửi chậm, chỉ trước 2 giờ" if step == "papers_sent" else "",
            )
            for step, title in CHECKLIST
        ),
        scores=(
            ScoreFact("1", "Chấp hành thời gian, thời lượng sinh hoạt", "5", "5"),
            ScoreFact("2", "Tỷ lệ đảng viên dự sinh hoạt", "5", "4,5"),
            ScoreFact("3", "Công tác chuẩn bị", "10", "8", True),
            ScoreFact("3.1", "Chuẩn bị đúng, đủ nội dung, có trọng tâm", "5", "5"),
            ScoreFact("3.2", "Họp chi ủy; thông báo trước; đăng tải tài liệu", "5", "3"),
            ScoreFact("4", "Tổ chức sinh hoạt", "80", "75", True),
            ScoreFact("4.1", "Thực hiện đầy đủ các bước quy trình", "80", "75"),
        ),
        score_source="Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025",
        max_total="100",
        is_blank=False,
        total="92,5",
        rating="Tốt",
        strengths="Chuẩn bị chu đáo, báo cáo tháng ngắn gọn, rõ việc\nĐảng viên phát biểu đúng trọng tâm",
        weaknesses="Tài liệu gửi muộn",
        suggestions_cell="Gửi tài liệu trước ít nhất 01 ngày",
        applicable_at_home="Cách phân công từng đảng viên theo dõi hộ gia đình",
        returned_on=date(2026, 6, 6),
    )


def sample_blank() -> SheetFacts:
    """Return an invented sheet to hand out before the meeting."""
    filled = sample()
    return SheetFacts(
        head=filled.head,
        meeting=MeetingBrief("Chi bộ thôn Mẫu 1", MeetingType.REGULAR, 2026, 6, date(2026, 6, 5), time(19, 30)),
        observer=filled.observer,
        aspects=filled.aspects,
        checks=tuple(CheckFact(title) for _, title in CHECKLIST),
        scores=tuple(ScoreFact(line.code, line.title, line.maximum, "", line.is_group) for line in filled.scores),
        score_source=filled.score_source,
        max_total="100",
        is_blank=True,
    )


def sample_meeting() -> MeetingBrief:
    """Return an invented sample meeting."""
    return MeetingBrief(
        cell="Chi bộ thôn Mẫu 1",
        kind=MeetingType.REGULAR,
        year=2026,
        month=6,
        held_on=date(2026, 6, 5),
        starts_at=time(19, 30),
        ends_at=time(21, 15),
        place="Nhà văn hóa thôn Mẫu 1",
        chair="Nguyễn Văn Ví Dụ",
        total=31,
        expected=30,
        present=28,
        speakers=9,
        contributions=12,
    )


KIND = Kind(
    id="F17",
    name="Phiếu nhận xét, đánh giá buổi sinh hoạt chi bộ điểm",
    type_symbol="",
    facts_type=SheetFacts,
    make=build,
    sample_facts=sample,
)
