"""F5: minutes of a cell meeting as a paper; regular, themed and combined meetings share it (meetings.md §5 F5–F7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead, minutes_sample
from bontot_desktop.documents import minutes_wording as words
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Field,
    FieldLine,
    Items,
    PageBreak,
    Paragraph,
    Role,
    Signer,
    Table,
    TableRow,
    Text,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.minutes_facts import Correction, MinutesFacts, Said
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingFormat, MeetingType, TaskState
from bontot_desktop.rules.minutes import SectionKind

_NONE = "Không có."
_HEADINGS = (Role.CHAPTER, Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)


def build(facts: MinutesFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a meeting into its minutes."""
    return Document(
        blocks=tuple(blocks(facts, settings)),
        title=f"Biên bản {one_line_summary(facts)}",
        author=facts.cell_name,
        day=facts.held_on,
        settings=settings,
    )


def one_line_summary(facts: MinutesFacts) -> str:
    """Name the meeting on one line."""
    return words.summary(facts.kind, facts.year, facts.month).replace("\n", " ")


def blocks(facts: MinutesFacts, settings: FormatSettings, *, bookmark: str = "") -> Iterator[Block]:
    """Yield the blocks of minutes; a book binds several of them."""
    yield letterhead.letterhead(facts.head, with_date=settings.minutes_date_line)
    summary = settings.fixed(words.summary(facts.kind, facts.year, facts.month))
    yield Title("BIÊN BẢN", summary, bookmark=bookmark)
    yield from _opening(facts, settings)
    if facts.kind is MeetingType.COMBINED:
        body = _combined(facts)
    elif facts.kind is MeetingType.THEMED:
        body = _themed(facts, _Numbers())
    else:
        body = _regular(facts)
    yield from _spelt(body, settings)
    yield from _closing(facts)
    yield signatures(facts, settings)
    for correction in facts.corrections:
        yield from _correction(correction, settings)


def _spelt(body: Iterator[Block], settings: FormatSettings) -> Iterator[Block]:
    """Write the headings in the office's words; below them stands what people typed."""
    for block in body:
        if isinstance(block, Paragraph) and block.role in _HEADINGS and isinstance(block.text, str):
            block = replace(block, text=settings.in_minutes(block.text))
        yield block


def _line(label: str, value: Text) -> FieldLine:
    return FieldLine(
        (Field("", (bold(f"{label}:"), " ", *(value if isinstance(value, tuple) else (value,)))),), end="."
    )


def _opening(facts: MinutesFacts, settings: FormatSettings) -> Iterator[Block]:
    """Blocks 3–12: when, where, who was there and who was not."""
    figures = facts.figures
    yield _line("Thời gian bắt đầu", words.begin(facts.held_on, facts.starts_at))
    yield _line("Địa điểm", facts.place or "                    ")
    if facts.format is not MeetingFormat.IN_PERSON:
        yield _line("Hình thức", facts.format.label.lower())
    if facts.theme:
        yield _line("Chuyên đề", f"“{facts.theme}”")
    yield _line("Tổng số đảng viên của chi bộ", words.total(figures))
    if figures.exempt:
        yield Items((f"Số đảng viên được miễn công tác và sinh hoạt đảng: {figures.exempt}.",), marker="+ ")
    if figures.temp_out:
        yield Items((f"Số đảng viên giới thiệu sinh hoạt tạm thời đi nơi khác: {figures.temp_out}.",), marker="+ ")
    yield _line("Số đảng viên có mặt", words.present(figures))
    yield from _notes_on_presence(facts)
    yield _line("Số đảng viên vắng mặt", f"{figures.absent} đồng chí" if figures.absent else words.NONE)
    if figures.excused:
        yield Items((f"Có lý do {figures.excused}: {words.excused(facts.roster)}.",), marker="+ ")
    if figures.unexcused:
        yield Items((f"Không có lý do {figures.unexcused}: {words.unexcused(facts.roster)}.",), marker="+ ")
    if len(facts.guests) == 1:
        yield _line("Đại biểu, khách mời", words.delegate(facts.guests[0]))
    elif facts.guests:
        yield Paragraph(("- ", bold("Đại biểu, khách mời:")), keep_with_next=True)
        yield Items(tuple(f"{text.first_upper(words.delegate(guest))}." for guest in facts.guests), marker="+ ")
    for label, role in (("Chủ trì", facts.chair), ("Thư ký", facts.minute_taker)):
        said = words.in_role(role, settings.fixed) if role else "                    "
        yield _line(settings.in_minutes(label), said)
    if facts.scorer:
        yield _line("Người theo dõi, chấm điểm", words.in_role(facts.scorer, settings.fixed))
    if words.dues(facts):
        yield _line("Tình hình nộp đảng phí", words.dues(facts))


def _notes_on_presence(facts: MinutesFacts) -> Iterator[Block]:
    for label, names in (
        ("Đảng viên được miễn sinh hoạt nhưng dự", words.exempt_who_came(facts.roster)),
        ("Dự trực tuyến", words.online(facts.roster)),
        ("Đến muộn", words.late(facts.roster)),
        ("Về sớm", words.left_early(facts.roster)),
    ):
        if names:
            yield Items((f"{label}: {names}.",), marker="+ ")


@dataclass(slots=True)
class _Numbers:
    """Roman numbers of the headings that are printed, without holes."""

    last: int = field(default=0)

    def heading(self, title: str) -> Paragraph:
        """Return the next heading."""
        self.last += 1
        label = f"{dates.roman(self.last)}. {title}"
        return Paragraph(label, Role.HEADING_1, keep_with_next=True)


def _regular(facts: MinutesFacts) -> Iterator[Block]:
    numbers = _Numbers()
    yield numbers.heading("NỘI DUNG SINH HOẠT")
    yield from _contents(facts)
    yield from _discussion(facts, numbers, facts.said)
    yield from _after_discussion(facts, numbers, parts.CONCLUSION)


def _combined(facts: MinutesFacts) -> Iterator[Block]:
    """F7: the two parts one after the other, each with its own discussion and conclusion, and one closing."""
    numbers = _Numbers()
    yield Paragraph("PHẦN THỨ NHẤT\nSINH HOẠT THƯỜNG KỲ", Role.CHAPTER, keep_with_next=True)
    yield numbers.heading("NỘI DUNG SINH HOẠT")
    yield from _contents(facts)
    yield from _discussion(facts, numbers, tuple(said for said in facts.said if not said.in_theme))
    yield numbers.heading("TIẾP THU, KẾT LUẬN CỦA CHỦ TRÌ")
    yield from _typed(facts.sections.get(parts.CONCLUSION.key, "") or _NONE)
    yield Paragraph("PHẦN THỨ HAI\nSINH HOẠT CHUYÊN ĐỀ", Role.CHAPTER, keep_with_next=True)
    yield from _theme_parts(facts, numbers, tuple(said for said in facts.said if said.in_theme))
    yield from _delegates(facts, numbers)
    yield from _ending(facts, numbers)


def _themed(facts: MinutesFacts, numbers: _Numbers) -> Iterator[Block]:
    """F6, blocks 12–19."""
    yield from _theme_parts(facts, numbers, facts.said)
    yield from _delegates(facts, numbers)
    yield from _ending(facts, numbers)


def _theme_parts(facts: MinutesFacts, numbers: _Numbers, said: tuple[Said, ...]) -> Iterator[Block]:
    for section in (parts.THEME_PURPOSE, parts.THEME_CONTENT, parts.THEME_QUESTIONS):
        typed = facts.sections.get(section.key, "")
        presented = section is parts.THEME_CONTENT and facts.theme_presenter
        if typed or presented:
            yield numbers.heading(section.title.upper())
        if presented:
            yield Paragraph(("Người trình bày: ", f"{facts.theme_presenter}."))
        if typed:
            yield from _typed(typed)
    yield from _discussion(facts, numbers, said)
    for section in (parts.THEME_QUALITY, parts.THEME_CONCLUSION):
        typed = facts.sections.get(section.key, "")
        if typed or section is parts.THEME_CONCLUSION:
            yield numbers.heading(section.title.upper())
            yield from _typed(typed or _NONE)


def _contents(facts: MinutesFacts) -> Iterator[Block]:
    """I.1 to I.6; empty parts are left out and the others numbered through."""
    number = 0
    if any(facts.sections.get(section.key) for section in parts.POLITICS) or facts.documents:
        number += 1
        yield Paragraph(f"{number}. Công tác chính trị, tư tưởng", Role.HEADING_2, keep_with_next=True)
        yield from _politics(facts)
    for section in parts.CONTENTS:
        typed = facts.sections.get(section.key, "")
        tasks = facts.reviews if section is parts.LAST_MONTH else ()
        if not typed and not tasks:
            continue
        number += 1
        yield Paragraph(f"{number}. {section.title}", Role.HEADING_2, keep_with_next=True)
        if typed:
            yield from _typed(typed)
        if tasks:
            yield _reviews(facts)
    if not number:
        yield Paragraph(_NONE)


def _politics(facts: MinutesFacts) -> Iterator[Block]:
    for letter, section in zip("abc", parts.POLITICS, strict=True):
        typed = facts.sections.get(section.key, "")
        documents = facts.documents if section is parts.CURRENT_AFFAIRS else ()
        if not typed and not documents:
            continue
        yield Paragraph(f"{letter}) {section.title}", Role.HEADING_3, keep_with_next=True)
        if typed:
            yield from _typed(typed)
        if documents:
            yield Paragraph("Các văn bản được phổ biến, quán triệt:", keep_with_next=True)
            ends = ["."] if len(documents) == 1 else [";"] * (len(documents) - 1) + ["."]
            lines = tuple(f"{words.cited(cited)}{mark}" for cited, mark in zip(documents, ends, strict=True))
            yield Items(lines)


def _reviews(facts: MinutesFacts) -> Table:
    rows = tuple(
        TableRow(
            (str(number), review.text, review.assignee, review.state_at_start, _outcome(review.state, review.result))
        )
        for number, review in enumerate(facts.reviews, start=1)
    )
    columns = (
        Column("TT", 10, "center"),
        Column("Nhiệm vụ", 0),
        Column("Người thực hiện", 36),
        Column("Tình trạng đầu kỳ", 24, "center"),
        Column("Kết quả", 42),
    )
    return Table(columns, rows)


def _outcome(state: TaskState, result: str) -> str:
    if state in (TaskState.OPEN, TaskState.LATE):
        return f"{result} (chuyển tiếp)" if result else "Chưa xong, chuyển tiếp"
    if state is TaskState.CANCELLED:
        return f"Thôi không làm: {result}" if result else "Thôi không làm"
    return result or "Đã xong"


def _discussion(facts: MinutesFacts, numbers: _Numbers, said: tuple[Said, ...]) -> Iterator[Block]:
    yield numbers.heading("Ý KIẾN THẢO LUẬN")
    members = tuple(one for one in said if not one.is_guest)
    if not members:
        yield Paragraph("Không có ý kiến phát biểu.")
        return
    for number, one in enumerate(members, start=1):
        yield Paragraph((f"{number}. ", bold(words.speech(one)), f" {one.text}"))
    if facts.kind is MeetingType.COMBINED and not all(one in members for one in facts.said if not one.is_guest):
        yield Paragraph(f"Có {len(members)} lượt ý kiến.")
    else:
        yield Paragraph(words.speaking(members, facts.speakers, facts.figures.present))


def _delegates(facts: MinutesFacts, numbers: _Numbers) -> Iterator[Block]:
    speeches = [(guest.name, guest.speech) for guest in facts.guests if guest.speech]
    speeches += [(one.speaker, one.text) for one in facts.said if one.is_guest]
    if speeches:
        yield numbers.heading("Ý KIẾN CỦA ĐẠI BIỂU CẤP TRÊN")
        for name, speech in speeches:
            yield Paragraph((bold(f"Đồng chí {name}:"), f" {speech}"))


def _after_discussion(facts: MinutesFacts, numbers: _Numbers, conclusion: SectionKind) -> Iterator[Block]:
    yield from _delegates(facts, numbers)
    yield numbers.heading(conclusion.title.upper())
    yield from _typed(facts.sections.get(conclusion.key, "") or _NONE)
    yield from _ending(facts, numbers)


def _ending(facts: MinutesFacts, numbers: _Numbers) -> Iterator[Block]:
    """V to VIII: tasks, votes, petitions, the cell's own score."""
    if facts.tasks:
        yield numbers.heading("PHÂN CÔNG NHIỆM VỤ")
        yield _tasks(facts)
    yield numbers.heading("BIỂU QUYẾT")
    if facts.ballots:
        bases = tuple(dict.fromkeys(ballot.base_words for ballot in facts.ballots if " " in ballot.base_words))
        yield from (Paragraph(f"{number}. {words.vote(b)}") for number, b in enumerate(facts.ballots, start=1))
        yield from (Paragraph(f"Số đảng viên được biểu quyết: {base}.", Role.NOTE) for base in bases)
    else:
        yield Paragraph("Không có nội dung biểu quyết.")
    petitions = facts.sections.get(parts.PETITIONS.key, "")
    if petitions:
        yield numbers.heading(parts.PETITIONS.title.upper())
        yield from _typed(petitions)
    yield from _evaluation(facts, numbers)


def _tasks(facts: MinutesFacts) -> Table:
    rows = tuple(
        TableRow((str(number), task.assignee, task.text, dates.short(task.due_on) if task.due_on else "", task.note))
        for number, task in enumerate(facts.tasks, start=1)
    )
    columns = (
        Column("TT", 10, "center"),
        Column("Đảng viên", 42),
        Column("Nhiệm vụ", 0),
        Column("Thời hạn", 24, "center"),
        Column("Ghi chú", 26),
    )
    return Table(columns, rows)


def _evaluation(facts: MinutesFacts, numbers: _Numbers) -> Iterator[Block]:
    typed = facts.sections.get(parts.SELF_EVALUATION.key, "")
    score = facts.score
    if score is None and not typed:
        return
    yield numbers.heading(parts.SELF_EVALUATION.title.upper())
    if score is not None:
        rows = [
            TableRow((str(number), group.title, group.maximum, group.points))
            for number, group in enumerate(score.groups, start=1)
        ]
        rows.append(TableRow(("Tổng điểm", None, score.maximum, score.total), "total"))
        columns = (
            Column("TT", 10, "center"),
            Column("Nội dung chấm điểm", 0),
            Column("Điểm tối đa", 26, "center"),
            Column("Tự chấm", 26, "center"),
        )
        yield Table(columns, tuple(rows))
        yield Paragraph(words.self_score(score))
    limits = (score.limits_to_fix if score else "") or typed
    if limits:
        yield Paragraph(("Hạn chế cần khắc phục: ", limits))


def _typed(typed: str) -> Iterator[Block]:
    yield Paragraph(typed)


def _closing(facts: MinutesFacts) -> Iterator[Block]:
    yield Paragraph(words.read_back(facts.approved_for, facts.figures.present))
    yield Paragraph(words.end(facts.held_on, facts.starts_at, facts.ends_at, facts.breaks_min))


def signatures(facts: MinutesFacts, settings: FormatSettings) -> TwoSignatures:
    """Block 22: the minute-taker on the left, the chair on the right (document-format §8.3)."""
    left, right = settings.minutes_signer_labels
    return TwoSignatures(
        Signer(authority=left, name=facts.minute_taker.name if facts.minute_taker else ""),
        Signer(authority=right, name=facts.chair.name if facts.chair else ""),
    )


def _correction(correction: Correction, settings: FormatSettings) -> Iterator[Block]:
    left, right = settings.minutes_signer_labels
    yield PageBreak()
    yield Title("BIÊN BẢN BỔ SUNG, ĐÍNH CHÍNH")
    yield Paragraph(f"Lập {dates.full(correction.written_on)}, người lập: đồng chí {correction.author}.")
    yield Paragraph(correction.text)
    yield TwoSignatures(Signer(authority=left, name=correction.author), Signer(authority=right))


KIND = Kind(
    id="F5",
    name="Biên bản sinh hoạt chi bộ",
    type_symbol="BB",
    facts_type=MinutesFacts,
    make=build,
    sample_facts=minutes_sample.facts,
)
