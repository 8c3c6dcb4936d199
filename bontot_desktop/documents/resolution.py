"""F8: the monthly resolution of a cell, by the structure in use under HD 42 (meetings.md §5 F8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead, minutes_sample, resolution_parts
from bontot_desktop.documents import minutes_wording as spoken
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    PageBreak,
    Paragraph,
    Recipients,
    Role,
    Signature,
    Table,
    TableRow,
    Title,
    bold,
)
from bontot_desktop.documents.cell_parts import lower_first, main_items, session
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.minutes_facts import Ballot, MinutesFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.resolution_parts import Numbers
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules import monthly
from bontot_desktop.rules.meetings import MeetingType, actual_minutes, percent

#: Room for figures of a draft that is taken to the meeting.
_ROOM = "." * 6


@dataclass(frozen=True, slots=True)
class ResolutionFacts:
    """A resolution of a meeting. ``committee`` is "Đảng ủy xã Ví Dụ", ``unit`` the village or office of the cell.

    ``meeting`` is all that its minutes print; ``agenda`` are the titles of its programme. ``basis`` are căn cứ lines.
    """

    head: Head
    signer: SignerFacts
    committee: str
    meeting: MinutesFacts
    agenda: tuple[str, ...] = ()
    in_charge: str = ""
    is_village: bool = True

    @property
    def planned(self) -> monthly.Month:
        """The month whose work the resolution is about."""
        meeting = self.meeting
        return monthly.planned(meeting.year, meeting.month, meeting.held_on, meeting.late_from)

    @property
    def reviewed(self) -> monthly.Month:
        """The month it judges."""
        meeting = self.meeting
        return monthly.reviewed(meeting.year, meeting.month, meeting.held_on, meeting.late_from)

    @property
    def ballot(self) -> Ballot | None:
        """The vote on the resolution: the one that names it, else the last; None while nobody voted."""
        ballots = self.meeting.ballots
        return next((one for one in ballots if "nghi quyet" in text.fold(one.matter)), ballots[-1] if ballots else None)


def build(facts: ResolutionFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a meeting into its resolution."""
    words = words.given(
        cell=facts.meeting.cell_name,
        committee=settings.fixed(facts.committee),
        month=facts.planned[1],
        year=facts.planned[0],
        in_charge=facts.in_charge,
        is_village=facts.is_village,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Nghị quyết {words.say('summary')}",
        author=facts.meeting.cell_name,
        day=facts.head.day,
        settings=settings,
    )


def _blocks(facts: ResolutionFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("NGHỊ QUYẾT", words.say("summary"))
    yield from (Paragraph(line) for line in words.lines("opening", **_opening(facts, settings)))
    numbers = Numbers()
    month, year = facts.reviewed[1], facts.reviewed[0]
    yield numbers.heading(f"Đánh giá kết quả lãnh đạo tháng {month} năm {year}")
    yield from resolution_parts.judgement(facts.meeting)
    yield numbers.heading(f"Phương hướng, nhiệm vụ tháng {facts.planned[1]} năm {facts.planned[0]}")
    yield from resolution_parts.numbered(facts.meeting.sections.get(parts.NEXT_MONTH.key, ""))
    yield numbers.heading("Phân công nhiệm vụ và tổ chức thực hiện")
    yield from _assignment(facts, words)
    yield from _evaluation(facts, numbers)
    yield Paragraph(_approval(facts, words))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    if settings.resolution_appendix and facts.meeting.said:
        yield from _appendix(facts, words)


def _opening(facts: ResolutionFacts, settings: FormatSettings) -> dict[str, object]:
    """Return the figures of the opening paragraph; what is not known yet leaves room."""
    meeting, figures = facts.meeting, facts.meeting.figures
    lasted: int | None = None
    if meeting.starts_at is not None and meeting.ends_at is not None:
        lasted = actual_minutes(meeting.starts_at, meeting.ends_at, meeting.breaks_min)
    return {
        "held": text.first_upper(f"ngày {dates.short(meeting.held_on)}" if meeting.held_on else dates.full(None)),
        "is_held": meeting.ends_at is not None,
        "place": meeting.place,
        "session": session(meeting.kind, meeting.year, meeting.month).replace("\n", " "),
        "total": text.padded(figures.total),
        "full": text.padded(figures.full),
        "probationary": text.padded(figures.probationary),
        "temp_in": _some(figures.temp_in),
        "exempt": _some(figures.exempt),
        "temp_out": _some(figures.temp_out),
        "present": figures.present_expected,
        "expected": figures.expected,
        "rate": percent(figures.present_expected, figures.expected),
        "present_full": text.padded(figures.present_full - figures.exempt_present),
        "present_probationary": text.padded(figures.present_probationary),
        "present_temp_in": _some(figures.present_temp_in),
        "absent": _some(figures.absent),
        "excused": f"{figures.excused:02d}: {spoken.excused(meeting.roster)}" if figures.excused else "",
        "unexcused": f"{figures.unexcused:02d}: {spoken.unexcused(meeting.roster)}" if figures.unexcused else "",
        "minutes": _ROOM if lasted is None else lasted,
        "chair": spoken.in_role(meeting.chair, settings.fixed) if meeting.chair else "",
        "minute_taker": spoken.in_role(meeting.minute_taker, settings.fixed) if meeting.minute_taker else "",
        "dues_paid": "" if meeting.dues_paid_count is None else meeting.dues_paid_count,
        "dues_amount": "" if meeting.dues_amount is None else spoken.money(meeting.dues_amount),
        "agenda": "; ".join(lower_first(item) for item in main_items(facts.agenda)),
        "theme": meeting.theme,
    }


def _some(count: int) -> str:
    """Write a count a sentence names only when there is one."""
    return text.padded(count) if count else ""


# Who does what, and what the meeting was worth


def _assignment(facts: ResolutionFacts, words: Words) -> Iterator[Block]:
    tasks = facts.meeting.tasks
    if tasks:
        meeting = facts.meeting
        rows = []
        for number, task in enumerate(tasks, start=1):
            year, month = monthly.reported(task.due_on, *facts.planned, meeting.held_on)
            due = dates.short(task.due_on) if task.due_on else ""
            said = f"{task.text.rstrip(' .')}{f'. {task.note}' if task.note else ''}"
            rows.append(TableRow((str(number), said, spoken.in_table(task.assignee), due, f"Tháng {month}/{year}")))
        columns = (
            Column("TT", 10, "center"),
            Column("Nhiệm vụ"),
            Column("Chủ trì, thực hiện", 46),
            Column("Thời hạn", 23, "center"),
            Column("Báo cáo tại kỳ sinh hoạt", 26, "center"),
        )
        yield Paragraph("1. Phân công nhiệm vụ", Role.HEADING_2, keep_with_next=True)
        yield Table(columns, tuple(rows))
        yield Paragraph("2. Tổ chức thực hiện", Role.HEADING_2, keep_with_next=True)
    yield from resolution_parts.dashed(words.lines("execution", has_tasks=bool(tasks)))


def _evaluation(facts: ResolutionFacts, numbers: Numbers) -> Iterator[Block]:
    """IV: the cell's own points by group, total, rating and what to mend; left out while nothing was scored."""
    score = facts.meeting.score
    typed = facts.meeting.sections.get(parts.SELF_EVALUATION.key, "")
    if score is None and not typed:
        return
    yield numbers.heading("Tự đánh giá chất lượng kỳ sinh hoạt")
    if score is not None:
        rows = [
            TableRow((str(number), group.title, group.maximum, group.points))
            for number, group in enumerate(score.groups, start=1)
        ]
        rows.append(TableRow(("Tổng điểm", None, score.maximum, score.total), "total"))
        columns = (
            Column("TT", 10, "center"),
            Column("Tiêu chí"),
            Column("Điểm tối đa", 26, "center"),
            Column("Tự chấm", 26, "center"),
        )
        yield Table(columns, tuple(rows))
        yield Paragraph((f"Tổng điểm: {score.total}/{score.maximum}; tự xếp loại: ", bold(score.rating), "."))
    limits = (score.limits_to_fix if score else "") or typed
    if limits:
        yield from resolution_parts.labelled("Hạn chế cần khắc phục", limits)


def _approval(facts: ResolutionFacts, words: Words) -> str:
    """Write how the resolution was approved; a draft that is taken to the meeting leaves room for the figures."""
    ballot = facts.ballot
    if ballot is None:
        blank = {"votes_for": _ROOM, "base": _ROOM, "share": f"{_ROOM} %", "against": 0, "abstained": 0, "absent": 0}
        blank["silent"] = 0
        return words.say("approval", **blank, method="giơ tay")
    meeting = facts.meeting
    away, silent = spoken.not_cast(ballot, meeting.figures.vote_base - meeting.approvers)
    return words.say(
        "approval",
        absent=away,
        silent=silent,
        votes_for=ballot.votes_for,
        base=ballot.base,
        share=percent(ballot.votes_for, ballot.base),
        against=ballot.votes_against,
        abstained=ballot.abstained,
        method=ballot.method.label,
    )


def _appendix(facts: ResolutionFacts, words: Words) -> Iterator[Block]:
    meeting, head = facts.meeting, facts.head
    number = f" số {letterhead.bare_number(head.number, head.symbol)}," if head.symbol else ""
    yield PageBreak()
    yield Title(
        "PHỤ LỤC",
        f"ý kiến thảo luận tại buổi {session(meeting.kind, meeting.year, meeting.month)}",
        bracket=f"(Kèm theo Nghị quyết{number} {letterhead.dated(head.day, head.year)} của {meeting.cell_name})",
    )
    for index, said in enumerate(meeting.said, start=1):
        yield Paragraph((f"{index}. ", bold(spoken.speech(said, words)), f" {said.text}"))
    members = [said for said in meeting.said if not said.is_guest]
    if members:
        came = meeting.figures.present
        rate = percent(meeting.speakers, came)
        yield Paragraph(
            words.say("speaking", said=text.padded(len(members)), speakers=meeting.speakers, came=came, rate=rate)
        )


def sample_facts() -> ResolutionFacts:
    """Return an invented resolution with everything it can say."""
    meeting = minutes_sample.facts(MeetingType.REGULAR)
    results = (
        "Chi bộ lãnh đạo thực hiện các nhiệm vụ đạt kết quả như sau:\n"
        "- Vận động 12/12 hộ hiến đất làm đường trục thôn\n"
        "- Thu hoạch xong lúa hè thu, năng suất bình quân 58 tạ/ha\n"
        "- An ninh trật tự được giữ vững, không có vụ việc phức tạp"
    )
    return ResolutionFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", "NQ/CB", 9, date(2026, 9, 5), 2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Ví Dụ An"),
        committee="Đảng ủy xã Ví Dụ",
        meeting=replace(meeting, sections={**meeting.sections, parts.LAST_MONTH.key: results}),
        agenda=(
            "Tuyên bố lý do, giới thiệu đại biểu",
            "Triển khai văn bản của cấp trên, thông tin thời sự",
            "Báo cáo kết quả lãnh đạo tháng trước, phương hướng, nhiệm vụ tháng tới",
            "Thảo luận; tự phê bình và phê bình",
            "Kết thúc",
        ),
        in_charge="đồng chí Lê Văn Minh Họa",
    )


def sample_draft() -> ResolutionFacts:
    """Return an invented draft that is taken to the meeting: nobody came, spoke or voted yet."""
    facts = sample_facts()
    meeting = replace(
        facts.meeting, ends_at=None, said=(), speakers=0, ballots=(), score=None, approved_for=None, minute_taker=None
    )
    return replace(facts, head=replace(facts.head, number=None, day=None), meeting=meeting)


KIND = Kind(
    id="F8",
    name="Nghị quyết tháng của chi bộ",
    type_symbol="NQ",
    facts_type=ResolutionFacts,
    make=build,
    sample_facts=sample_facts,
)
