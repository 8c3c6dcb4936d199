"""F18: minutes of the feedback session after a sample meeting, opinions in the order of the session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead, observer_sheet, sample_parts
from bontot_desktop.documents.blocks import (
    Block,
    Document,
    Field,
    FieldLine,
    Items,
    Paragraph,
    Signer,
    Text,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.minutes_wording import begin
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import GROUP_PART, MeetingBrief, OpinionFacts, PersonFacts, TaskFact
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.samples import Aspect, ObserverCapacity, OpinionKind


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """A feedback session; ``people`` are the observers who were there, ``score`` sums up the sheets in words."""

    head: Head
    meeting: MeetingBrief
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    place: str
    chair: PersonFacts
    minute_taker: PersonFacts
    people: tuple[PersonFacts, ...]
    self_assessment: str
    opinions: tuple[OpinionFacts, ...]
    reply: str
    score: str
    strengths: str
    weaknesses: str
    causes: str
    agreed_process: str
    #: What the working group cleared up for all cells.
    settled: str = ""
    accepted: tuple[TaskFact, ...] = ()


def build(facts: FeedbackFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a feedback session into its minutes."""
    meeting = facts.meeting
    words = words.given(cell=meeting.cell, period=meeting.period, month=meeting.month, year=meeting.year)
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Biên bản rút kinh nghiệm sinh hoạt chi bộ điểm tại {facts.meeting.cell}",
        author=facts.head.issuer.replace("\n", " ").title(),
        day=facts.held_on,
        settings=settings,
    )


def summary(meeting: MeetingBrief) -> str:
    """Name the minutes in the register."""
    return f"rút kinh nghiệm sinh hoạt chi bộ điểm tháng {meeting.month} năm {meeting.year} tại {meeting.cell}"


def _blocks(facts: FeedbackFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=settings.minutes_date_line)
    yield Title("BIÊN BẢN", "\n".join(words.lines("summary")))
    yield from _opening(facts, settings)
    yield from _contents(facts, words)
    yield from _conclusion(facts, settings, words)
    yield Paragraph(words.say("closing", ended=_ended(facts)))
    left, right = settings.minutes_signer_labels
    yield TwoSignatures(Signer(left, "", facts.minute_taker.name), Signer(right, "", facts.chair.name))


def _line(label: str, value: str) -> FieldLine:
    words: Text = (bold(f"{label}:"), f" {value}")
    return FieldLine((Field("", words),), end=".")


def _opening(facts: FeedbackFacts, settings: FormatSettings) -> Iterator[Block]:
    yield _line("Thời gian bắt đầu", begin(facts.held_on, facts.starts_at))
    yield _line("Địa điểm", facts.place or " " * 20)
    yield _line(settings.in_minutes("Chủ trì"), sample_parts.person(facts.chair))
    yield _line("Thư ký", sample_parts.person(facts.minute_taker))
    yield Paragraph(("- ", bold("Thành phần dự:")), keep_with_next=True)
    present = sample_parts.attendance(facts.meeting)
    cell = f"{facts.meeting.cell} (chi bộ điểm)" + (f": {present}." if present else ".")
    yield Items((*sample_parts.groups_present(facts.people, settings), cell), marker="+ ")


def _contents(facts: FeedbackFacts, words: Words) -> Iterator[Block]:
    yield sample_parts.heading(1, words.say("contents"))
    yield sample_parts.subheading(1, words.say("purpose_heading"))
    yield Paragraph(words.say("purpose", chair=text.first_upper(sample_parts.person(facts.chair))))
    yield sample_parts.subheading(2, words.say("self_assessment"))
    yield from sample_parts.typed(facts.self_assessment) or [Paragraph(words.say("nothing_said"))]
    number = 2
    points = [replace(said, answer=said.settled) for said in facts.opinions if said.settled]
    parts = sample_parts.by_session_order(facts.opinions)
    if (facts.settled or points) and GROUP_PART not in dict(parts):
        parts.append((GROUP_PART, []))
    for number, (key, opinions) in enumerate(parts, start=3):
        yield sample_parts.subheading(number, words.say(key))
        if opinions:
            yield Items(tuple(sample_parts.opinions_said(opinions)))
        if key == GROUP_PART:
            yield from sample_parts.typed(facts.settled)
            if points:
                yield Items(tuple(_answer(said, words) for said in points))
    yield sample_parts.subheading(number + 1, words.say("reply"))
    answers = [said for said in facts.opinions if said.answer]
    yield from sample_parts.typed(facts.reply) or ([] if answers else [Paragraph(words.say("nothing_said"))])
    if answers:
        yield Items(tuple(_answer(said, words) for said in answers))
    if facts.score:
        yield sample_parts.subheading(number + 2, words.say("score"))
        yield Paragraph(facts.score)


def _answer(said: OpinionFacts, words: Words) -> str:
    """Write the answer to an opinion: "Về ý kiến của đồng chí A: …"."""
    answer = sample_parts.stop(said.answer)
    return words.say(
        "answer",
        speaker=said.speaker.name,
        aspect=said.aspect.label,
        opinion=_begins(said.text),
        answer=f"{answer[:1].lower()}{answer[1:]}",
    )


def _begins(said: str, room: int = 60) -> str:
    """Return how an opinion begins, in whole words: two of one speaker on one aspect are told apart by it."""
    first = text.clean(said.split("\n")[0]).rstrip(" .;,")
    if len(first) <= room:
        return first
    return f"{first[:room].rsplit(' ', 1)[0].rstrip(' .;,')}…"


def _conclusion(facts: FeedbackFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield sample_parts.heading(2, settings.in_minutes(words.say("conclusion")))
    parts = (
        ("strengths", facts.strengths),
        ("weaknesses", facts.weaknesses),
        ("causes", facts.causes),
        ("agreed_process", facts.agreed_process),
    )
    said = [(key, typed) for key, typed in parts if typed]
    if not said:
        yield Paragraph(settings.in_minutes(words.say("no_conclusion")))
    for number, (key, typed) in enumerate(said, start=1):
        yield sample_parts.subheading(number, words.say(key))
        yield from sample_parts.typed(typed)
    if facts.accepted:
        yield sample_parts.subheading(len(said) + 1, words.say("accepted"))
        yield Items(tuple(sample_parts.task(one, words, "accepted_task") for one in facts.accepted))


def _ended(facts: FeedbackFacts) -> str:
    """Write when it ended, after midnight with the new day's date; room for the hour while it is not known."""
    if facts.ends_at is None:
        return "     giờ      phút cùng ngày"
    day = "cùng ngày"
    if facts.starts_at is not None and facts.ends_at < facts.starts_at and facts.held_on is not None:
        day = dates.full(facts.held_on + timedelta(days=1))
    return f"{dates.clock_words(facts.ends_at)} {day}"


def sample() -> FeedbackFacts:
    """Return an invented feedback session."""
    secretary = PersonFacts("Trần Thị Mẫu", "Bí thư chi bộ", "Chi bộ thôn Mẫu 2", ObserverCapacity.CELL_SECRETARY)
    member = PersonFacts("Lê Văn Minh Họa", "Đảng ủy viên", "", ObserverCapacity.IN_CHARGE)
    leader = PersonFacts("Phạm Thị Thí Dụ", "Trưởng Ban Xây dựng Đảng", "Đảng ủy xã", ObserverCapacity.WORKING_GROUP)
    return FeedbackFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "BB/ĐU", 3, date(2026, 6, 5), 2026),
        meeting=observer_sheet.sample_meeting(),
        held_on=date(2026, 6, 5),
        starts_at=time(21, 20),
        ends_at=time(22, 10),
        place="Nhà văn hóa thôn Mẫu 1",
        chair=PersonFacts("Hoàng Văn Giả Định", "Phó Bí thư Thường trực Đảng ủy"),
        minute_taker=PersonFacts("Vũ Thị Tưởng Tượng", "Chánh Văn phòng Đảng ủy"),
        people=(leader, member, secretary),
        self_assessment="Chi bộ chuẩn bị đủ nội dung, các bước đúng trình tự\nTài liệu gửi còn muộn",
        opinions=(
            OpinionFacts(
                secretary, Aspect.PREPARATION, OpinionKind.STRENGTH, "Báo cáo tháng ngắn gọn, có số liệu từng tổ"
            ),
            OpinionFacts(
                secretary,
                Aspect.PREPARATION,
                OpinionKind.QUESTION,
                "Tài liệu gửi qua nhóm chung hay từng đảng viên?",
                "Gửi qua Sổ tay đảng viên điện tử, đồng chí cao tuổi thì in giấy",
            ),
            OpinionFacts(
                member,
                Aspect.TASKS,
                OpinionKind.WEAKNESS,
                "Phân công chưa ghi thời hạn hoàn thành",
                settled="Mỗi nhiệm vụ ghi một người chịu trách nhiệm chính và một thời hạn",
            ),
            OpinionFacts(leader, Aspect.CONDUCT, OpinionKind.SUGGESTION, "Bí thư gợi mở để đảng viên trẻ phát biểu"),
        ),
        reply="Chi bộ tiếp thu các ý kiến, khắc phục ngay từ kỳ sinh hoạt tháng 7",
        score="Có 12 phiếu; điểm bình quân 91,5/100 (thấp nhất 88; cao nhất 95), xếp loại Tốt; chi bộ tự chấm 93.",
        strengths="Chuẩn bị: báo cáo tháng ngắn gọn, có số liệu từng tổ.",
        weaknesses="Đánh giá nhiệm vụ, phân công: phân công chưa ghi thời hạn hoàn thành.",
        causes="",
        agreed_process="Gửi tài liệu trước ít nhất 01 ngày\nPhân công rõ người, rõ việc, rõ thời hạn",
        settled="Thống nhất trình tự một buổi sinh hoạt theo Hướng dẫn số 42-HD/BTCTW",
        accepted=(
            TaskFact(
                "Mỗi nhiệm vụ ghi một người chịu trách nhiệm chính và một thời hạn",
                for_others=True,
                responsible="đồng chí Bí thư chi bộ",
                due_on=date(2026, 7, 31),
            ),
            TaskFact("Bí thư gợi mở để đảng viên trẻ phát biểu"),
        ),
    )


KIND = Kind(
    id="F18",
    name="Biên bản rút kinh nghiệm sinh hoạt chi bộ điểm",
    type_symbol="BB",
    facts_type=FeedbackFacts,
    make=build,
    sample_facts=sample,
)
