"""F20: the notice by which the committee tells every cell what was concluded after a sample meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.documents import feedback_minutes, letterhead, sample_parts
from bontot_desktop.documents.blocks import Block, Document, Items, Paragraph, Recipients, Signature, Title, bold
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import MeetingBrief, PersonFacts, TaskFact
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A conclusion notice. ``committee`` is "Đảng ủy xã Ví Dụ", ``commune`` "xã Ví Dụ"; ``score`` sums up the sheets.

    ``in_charge`` names the committee members in charge of the sample cell, "" when nobody is.
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    meeting: MeetingBrief
    feedback_on: date | None
    chair: PersonFacts | None
    people: tuple[PersonFacts, ...]
    score: str
    strengths: str
    weaknesses: str
    causes: str
    agreed_process: str
    task_sample_cell: str
    task_sample_cell_due_on: date | None
    task_other_cells: str
    apply_from: date | None
    in_charge: str = ""
    #: Opinions that were accepted, as what is to be done after them.
    accepted: tuple[TaskFact, ...] = ()


def build(facts: NoticeFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a conclusion into its notice."""
    words = words.given(
        cell=facts.meeting.cell,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        period=facts.meeting.period,
        in_charge=facts.in_charge,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Thông báo {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: NoticeFacts) -> str:
    """Name the notice in the register."""
    return f"Kết luận rút kinh nghiệm sinh hoạt chi bộ điểm tại {facts.meeting.cell}"


def _blocks(facts: NoticeFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("THÔNG BÁO", "\n".join(words.lines("summary")))
    yield Paragraph(_opening(facts, settings, words))
    yield from _judgement(facts)
    yield sample_parts.heading(2, "Kết luận, thống nhất quy trình")
    yield from sample_parts.typed(facts.agreed_process)
    yield from _tasks(facts, words)
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _opening(facts: NoticeFacts, settings: FormatSettings, words: Words) -> str:
    """Write the first paragraph: which meeting, who was there, who concluded."""
    meeting = facts.meeting
    held = f"ngày {dates.short(meeting.held_on)}" if meeting.held_on else dates.full(None, year=meeting.year)
    same_day = facts.feedback_on is None or facts.feedback_on == meeting.held_on
    session = "rút kinh nghiệm ngay sau buổi sinh hoạt" if same_day else "rút kinh nghiệm"
    when = "" if same_day or facts.feedback_on is None else f" ngày {dates.short(facts.feedback_on)}"
    return words.say(
        "opening",
        held=text.first_upper(held),
        present=sample_parts.counts_present(facts.people, settings),
        session=f"{session}{when}",
        chair=sample_parts.person(facts.chair) if facts.chair else "",
    )


def _judgement(facts: NoticeFacts) -> Iterator[Block]:
    yield sample_parts.heading(1, "Đánh giá chung")
    figures = [
        words for words in (sample_parts.attendance(facts.meeting, ""), sample_parts.speaking(facts.meeting)) if words
    ]
    if figures:
        yield Paragraph(f"Buổi sinh hoạt có {', '.join(figures)}. {facts.score}".rstrip())
    elif facts.score:
        yield Paragraph(facts.score)
    parts = (("Ưu điểm", facts.strengths), ("Hạn chế", facts.weaknesses), ("Nguyên nhân", facts.causes))
    for number, (title, words) in enumerate(((title, words) for title, words in parts if words), start=1):
        yield sample_parts.subheading(number, title)
        yield from sample_parts.typed(words)


def _tasks(facts: NoticeFacts, words: Words) -> Iterator[Block]:
    yield sample_parts.heading(3, "Tổ chức thực hiện")
    yield sample_parts.subheading(1, f"{facts.meeting.cell}")
    yield from sample_parts.typed(facts.task_sample_cell)
    yield from _accepted(facts.accepted, facts.task_sample_cell, words, "task_accepted")
    if facts.task_sample_cell_due_on:
        yield Paragraph(f"Thời hạn hoàn thành: trước ngày {dates.short(facts.task_sample_cell_due_on)}.")
    yield sample_parts.subheading(2, "Các chi bộ khác")
    yield from sample_parts.typed(facts.task_other_cells)
    others = tuple(replace(one, responsible="") for one in facts.accepted if one.for_others)
    yield from _accepted(others, facts.task_other_cells, words, "task_accepted")
    if facts.apply_from:
        yield Paragraph(
            f"Thời gian áp dụng: từ kỳ sinh hoạt tháng {facts.apply_from.month} năm {facts.apply_from.year}."
        )
    # What the bodies of the committee are to do (meetings.md §7.3 F20): a body, a colon, its task.
    for number, line in enumerate(words.lines("task_other"), start=3):
        body, colon, task = line.partition(":")
        yield Paragraph((bold(f"{number}. {body}"), f" {task.strip()}") if colon else f"{number}. {line}")


def _accepted(tasks: tuple[TaskFact, ...], typed: str, words: Words, key: str) -> Iterator[Block]:
    """List what is to be done after opinions, without what the typed tasks say already."""
    known = {text.fold(line).strip(" .;") for line in sample_parts.lines(typed)}
    said = [one for one in tasks if text.fold(one.text).strip(" .;") not in known]
    if said:
        yield Items(tuple(sample_parts.task(one, words, key) for one in said))


def sample() -> NoticeFacts:
    """Return an invented notice."""
    feedback = feedback_minutes.sample()
    return NoticeFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "TB/ĐU", 12, date(2026, 6, 9), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        meeting=feedback.meeting,
        feedback_on=feedback.held_on,
        chair=feedback.chair,
        people=feedback.people,
        score="Có 12 phiếu nhận xét, điểm bình quân 91,5/100, xếp loại Tốt.",
        strengths=feedback.strengths,
        weaknesses=feedback.weaknesses,
        causes="Chi ủy chưa họp trước kỳ sinh hoạt để phân công",
        agreed_process=feedback.agreed_process,
        task_sample_cell="Khắc phục các hạn chế đã nêu; báo cáo kết quả về Đảng ủy",
        task_sample_cell_due_on=date(2026, 7, 31),
        task_other_cells="Nghiên cứu, áp dụng quy trình đã thống nhất vào sinh hoạt của chi bộ",
        apply_from=date(2026, 7, 1),
        in_charge="đồng chí Lê Văn Minh Họa",
        accepted=feedback.accepted,
    )


KIND = Kind(
    id="F20",
    name="Thông báo kết luận rút kinh nghiệm sinh hoạt chi bộ điểm",
    type_symbol="TB",
    facts_type=NoticeFacts,
    make=build,
    sample_facts=sample,
)
