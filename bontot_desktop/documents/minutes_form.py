"""Minutes as a form a cell fills in Word: what the office knows stands in it, the rest is fields and spare rows.

The order is that of the printed minutes (meetings.md §5 F5, F6); a paper of its own kind is made from what comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import form_entries, letterhead, minutes
from bontot_desktop.documents.blocks import Block, Column, Document, Paragraph, Role, Table, TableRow, Text, Title
from bontot_desktop.documents.form_entries import TO_CLOCK, TO_FILL, choice, line, tag
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.documents.minutes_parts import Making
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingFormat, MeetingType, TaskState

#: Rows of each table that can be filled at least, and spare ones behind what is known already.
_SAID, _TASKS, _VOTES, _GUESTS = (14, 6), (8, 4), (3, 2), (3, 2)
#: What was said of a task given earlier, by the word offered.
REVIEWS: tuple[tuple[str, TaskState], ...] = (
    ("Chưa xong", TaskState.OPEN),
    ("Đã xong", TaskState.DONE),
    ("Thôi không làm", TaskState.CANCELLED),
)


@dataclass(frozen=True, slots=True)
class PersonField:
    """A person of the roster: the name as it is offered in lists, and the attendance in the words of the list."""

    member_id: int
    name: str
    attendance: str
    choices: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewField:
    """A task given earlier, with what was said of it so far."""

    task_id: int
    text: str
    assignee: str
    due_on: date | None
    said: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class MinutesFormFacts:
    """A form of minutes. The rows are what is stored, each as its fields show it; ``minutes`` is what is printed."""

    minutes: MinutesFacts
    form_code: str
    people: tuple[PersonField, ...]
    chair: str = ""
    minute_taker: str = ""
    reviews: tuple[ReviewField, ...] = ()
    guests: tuple[tuple[str, str, str, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    tasks: tuple[tuple[str, str, str], ...] = ()
    votes: tuple[tuple[str, str, str, str], ...] = ()


def rows_of(known: int, kind: str) -> int:
    """Return how many rows a table has in a form that goes out with so many known ones."""
    least, spare = {"said": _SAID, "task": _TASKS, "vote": _VOTES, "guest": _GUESTS}[kind]
    return max(least, known + spare)


def build(facts: MinutesFormFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the form; ``words`` are those of the minutes it will become."""
    form = minutes.form_of(facts.minutes.kind)
    making = Making(facts.minutes, settings, words)
    named = form.named(making)
    return Document(
        blocks=(
            letterhead.letterhead(form.head(making), with_date=False),
            Title("BIÊN BẢN", named),
            Paragraph(_ADVICE, Role.NOTE),
            *_opening(facts),
            *_attendance(facts),
            *_contents(facts),
            *_discussion(facts),
            *_ending(facts),
            form_entries.code_line(facts.form_code),
        ),
        title=f"Biên bản {named}, bản để điền".replace("\n", " "),
        author=facts.minutes.cell_name,
        day=facts.minutes.held_on,
        settings=settings,
        form_code=facts.form_code,
    )


_ADVICE = (
    "Xin điền vào các ô chữ xám (ô có danh sách thì chọn), lưu tệp và gửi lại Văn phòng Đảng ủy. "
    "Dòng nào không dùng thì để nguyên."
)


def _asked(label: str, *fields: Text) -> Paragraph:
    runs: list[object] = [f"- {label}: "]
    for one in fields:
        runs.extend(one if isinstance(one, tuple) else (one,))
    return Paragraph(tuple(runs), Role.PLAIN)  # type: ignore[arg-type]


def _opening(facts: MinutesFormFacts) -> Iterator[Block]:
    known = facts.minutes
    names = [person.name for person in facts.people]
    yield _asked(
        "Bắt đầu lúc",
        line(tag("starts_at"), "Giờ bắt đầu", dates.clock(known.starts_at) if known.starts_at else "", invite=TO_CLOCK),
        ", ngày ",
        form_entries.day(tag("held_on"), "Ngày sinh hoạt", dates.screen(known.held_on) if known.held_on else ""),
        "; kết thúc lúc ",
        line(tag("ends_at"), "Giờ kết thúc", dates.clock(known.ends_at) if known.ends_at else "", invite=TO_CLOCK),
    )
    yield _asked("Địa điểm", line(tag("place"), "Địa điểm", known.place))
    yield _asked("Hình thức", choice(tag("format"), "Hình thức", _labels(MeetingFormat), known.format.label))
    if known.kind in (MeetingType.THEMED, MeetingType.COMBINED):
        yield _asked("Chuyên đề", line(tag("theme"), "Tên chuyên đề", known.theme))
        yield _asked("Người trình bày", line(tag("theme_presenter"), "Người trình bày", known.theme_presenter))
    yield _asked("Chủ trì", choice(tag("chair"), "Chủ trì", names, facts.chair))
    yield _asked("Thư ký", choice(tag("minute_taker"), "Thư ký", names, facts.minute_taker))
    yield _asked(
        "Số đảng viên đã nộp đảng phí",
        line(tag("dues_paid_count"), "Số đảng viên đã nộp đảng phí", _figure(known.dues_paid_count), invite=TO_FILL),
        "; số tiền (đồng) ",
        line(tag("dues_amount"), "Số tiền đảng phí", _figure(known.dues_amount), invite=TO_FILL),
    )
    yield _asked("Đại biểu, khách mời")
    yield _table(
        "guest",
        (("Họ và tên", "name", 44), ("Chức vụ, đơn vị", "post", 44), ("Ý kiến phát biểu", "speech", 0)),
        [(name, ", ".join(filter(None, (post, unit))), speech) for name, post, unit, speech in facts.guests],
    )


def _labels(kinds: Iterable[MeetingFormat]) -> tuple[str, ...]:
    return tuple(one.label for one in kinds)


def _figure(number: int | None) -> str:
    return "" if number is None else str(number)


def _attendance(facts: MinutesFormFacts) -> Iterator[Block]:
    yield _heading("Đảng viên dự sinh hoạt")
    rows = tuple(
        TableRow(
            (
                str(number),
                person.name,
                choice(tag("att", person.member_id), f"Dự họp: {person.name}", person.choices, person.attendance),
                line(tag("why", person.member_id), f"Lý do, giờ: {person.name}", person.note, invite=TO_FILL),
            )
        )
        for number, person in enumerate(facts.people, start=1)
    )
    columns = (
        Column("TT", 10, "center"),
        Column("Họ và tên", 56),
        Column("Dự họp", 44),
        Column("Lý do vắng; giờ đến muộn, về sớm"),
    )
    yield Table(columns, rows)


def _contents(facts: MinutesFormFacts) -> Iterator[Block]:
    yield _heading("Nội dung sinh hoạt")
    for section in parts.sections_of(facts.minutes.kind):
        if section in (parts.PETITIONS, parts.SELF_EVALUATION):
            continue
        yield from _section(facts, section)
        if section is parts.LAST_MONTH and facts.reviews:
            yield _reviews(facts)


def _section(facts: MinutesFormFacts, section: parts.SectionKind) -> Iterator[Block]:
    yield Paragraph(section.title, Role.HEADING_2, keep_with_next=True)
    written = facts.minutes.sections.get(section.key, "")
    yield Paragraph(form_entries.block(tag("section", section.key), section.title, written), Role.PLAIN)


def _reviews(facts: MinutesFormFacts) -> Table:
    words = tuple(word for word, _ in REVIEWS)
    rows = tuple(
        TableRow(
            (
                review.text,
                review.assignee,
                dates.screen(review.due_on) if review.due_on else "",
                choice(tag("review", review.task_id), f"Kết quả: {review.text}", words, review.said),
                line(tag("result", review.task_id), f"Ghi rõ: {review.text}", review.result, invite=TO_FILL),
            )
        )
        for review in facts.reviews
    )
    columns = (
        Column("Nhiệm vụ"),
        Column("Người thực hiện", 36),
        Column("Thời hạn", 23, "center"),
        Column("Kết quả", 26),
        Column("Ghi rõ", 32),
    )
    return Table(columns, rows)


def _discussion(facts: MinutesFormFacts) -> Iterator[Block]:
    yield _heading("Ý kiến thảo luận")
    yield Paragraph("Mỗi lượt phát biểu một dòng, theo thứ tự phát biểu.", Role.NOTE, keep_with_next=True)
    names = [person.name for person in facts.people]
    yield _table("said", (("Người phát biểu", "who", 52), ("Ý kiến", "text", 0)), facts.said, lists={"who": names})


def _ending(facts: MinutesFormFacts) -> Iterator[Block]:
    names = [person.name for person in facts.people]
    yield _heading("Phân công nhiệm vụ")
    columns = (("Đảng viên", "who", 52), ("Nhiệm vụ", "text", 0), ("Thời hạn", "due", 28))
    yield _table("task", columns, facts.tasks, lists={"who": names})
    yield _heading("Biểu quyết")
    yield _table(
        "vote",
        (
            ("Nội dung", "matter", 0),
            ("Tán thành", "for", 22),
            ("Không tán thành", "against", 26),
            ("Ý kiến khác", "other", 22),
        ),
        facts.votes,
    )
    for section in (parts.PETITIONS, parts.SELF_EVALUATION):
        if section in parts.sections_of(facts.minutes.kind):
            yield from _section(facts, section)


def _heading(title: str) -> Paragraph:
    return Paragraph(title, Role.HEADING_1, keep_with_next=True)


def _table(
    kind: str,
    columns: tuple[tuple[str, str, float], ...],
    known: Iterable[tuple[str, ...]],
    *,
    lists: dict[str, list[str]] | None = None,
) -> Table:
    """A table of rows to fill, those known first; ``lists`` are the columns that offer a list."""
    filled = list(known)
    rows = []
    for number in range(1, rows_of(len(filled), kind) + 1):
        values = filled[number - 1] if number <= len(filled) else ("",) * len(columns)
        cells: list[Text] = [str(number)]
        for (heading, name, _), value in zip(columns, values, strict=True):
            where, title = tag(kind, number, name), f"{heading}, dòng {number}"
            if lists and name in lists:
                cells.append(choice(where, title, lists[name], value))
            elif name == "due":
                cells.append(form_entries.day(where, title, value))
            elif name in ("text", "speech"):
                cells.append(form_entries.block(where, title, value, invite=TO_FILL))
            else:
                cells.append(line(where, title, value, invite=TO_FILL))
        rows.append(TableRow(tuple(cells)))
    heads = tuple(Column(heading, width) for heading, _, width in columns)
    return Table((Column("TT", 10, "center"), *heads), tuple(rows))
