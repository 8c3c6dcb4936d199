"""The minutes of a cell's meeting (F3, F5–F7) as a form: what goes into it, and the draft its answers come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.documents import minutes_form
from bontot_desktop.documents.minutes_form import MinutesFormFacts, PersonField, ReviewField
from bontot_desktop.errors import Refused
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import (
    Attendance,
    MeetingFormat,
    MeetingState,
    MeetingType,
    is_past_midnight_too_long,
)
from bontot_desktop.services import meeting_checks, meeting_store
from bontot_desktop.services.meeting_drafts import (
    ContributionDraft,
    GuestDraft,
    MeetingDraft,
    RosterLineDraft,
    TaskDraft,
    VoteDraft,
    new_vote,
)
from bontot_desktop.services.returned import answers, codes
from bontot_desktop.services.returned.answers import Answers
from bontot_desktop.services.returned.codes import FormCode
from bontot_desktop.services.sources import Issue, meeting_papers

_PRESENT = (Attendance.PRESENT, Attendance.LATE, Attendance.LEFT_EARLY, Attendance.ONLINE)
_EXPECTED = (*_PRESENT, Attendance.ABSENT_EXCUSED, Attendance.ABSENT_UNEXCUSED)
_OTHERS = (*_PRESENT, Attendance.NOT_EXPECTED)


def facts(session: Session, meeting_id: int, issue: Issue) -> MinutesFormFacts:
    """Gather the form of a meeting's minutes. Raises Refused when they are approved, NotFound."""
    draft = meeting_store.load(session, meeting_id)
    if draft.is_final:
        raise Refused("Biên bản của buổi này đã được thông qua nên không gửi đi điền nữa.")
    names = _names(draft)
    shown = {member_id: name for name, member_id in names.items()}
    said_words = {state: word for word, state in minutes_form.REVIEWS}
    kind = meeting_papers.minutes_kind(draft.type)
    code = FormCode(kind, meeting_id, 0, codes.made_of(_without_times(draft)), codes.office_mark(session))
    return MinutesFormFacts(
        minutes=meeting_papers.of_draft(session, draft, today=issue.today),
        form_code=str(code),
        people=tuple(
            PersonField(
                line.member_id,
                shown[line.member_id],
                text.first_upper(line.attendance.label),
                tuple(text.first_upper(one.label) for one in (_EXPECTED if line.is_expected else _OTHERS)),
                _note(line),
            )
            for line in draft.roster
        ),
        chair=shown.get(draft.chair_id or 0, ""),
        minute_taker=shown.get(draft.minute_taker_id or 0, ""),
        reviews=tuple(
            ReviewField(
                review.task_id,
                review.text,
                review.assignee,
                review.due_on,
                said_words.get(review.state, "") if review.id is not None else "",
                review.result,
            )
            for review in draft.task_reviews
        ),
        guests=tuple((guest.name, guest.post, guest.organisation, guest.speech) for guest in draft.guests),
        said=tuple((_speaker(draft, said, shown), said.text) for said in draft.contributions),
        tasks=tuple((task.assignee, task.text, answers.shown(task.due_on)) for task in draft.tasks),
        votes=tuple(
            (vote.matter, str(vote.votes_for), str(vote.votes_against), str(vote.abstained)) for vote in draft.votes
        ),
    )


def _without_times(draft: MeetingDraft) -> MeetingDraft:
    """Leave out what other acts note on a meeting without changing its minutes."""
    return replace(draft, checked_at=None, checked_by="", notice_sent_at=None, uploaded_before_at=None)


def _names(draft: MeetingDraft) -> dict[str, int]:
    """Return the names lists offer, namesakes told apart."""
    names: dict[str, int] = {}
    for line in draft.roster:
        name, turn = line.name, 1
        while name in names:
            turn += 1
            name = f"{line.name} ({turn})"
        names[name] = line.member_id
    return names


def _note(line: RosterLineDraft) -> str:
    times = [f"{word} {dates.clock(at)}" for word, at in (("đến", line.arrived_at), ("về", line.left_at)) if at]
    return "; ".join(filter(None, (line.reason, *times)))


def _speaker(draft: MeetingDraft, said: ContributionDraft, shown: dict[int, str]) -> str:
    if said.guest is not None:
        return draft.guests[said.guest].name
    return shown.get(said.member_id or 0, "")


def understand(session: Session, code: FormCode, given: Answers, today: date) -> tuple[MeetingDraft, list[str]]:
    """Read the answers onto the stored minutes: the draft to store, what to look at. Raises NotFound, Refused."""
    stored = meeting_store.load(session, code.subject_id)
    if stored.is_final:
        raise Refused("Biên bản của buổi này đã được thông qua; nếu cần, hãy lập biên bản bổ sung, đính chính.")
    warnings = []
    if codes.made_of(_without_times(stored)) != code.made_of:
        warnings.append("Biên bản đã được sửa trong chương trình sau khi gửi phiếu đi; hãy xem các chỗ khác nhau.")
    names = _names(stored)
    draft = _opening(stored, given, names, today)
    draft = replace(draft, roster=tuple(_attendance(line, given) for line in draft.roster))
    draft = replace(draft, sections=_sections(draft, given), guests=_guests(draft, given))
    draft = replace(draft, contributions=_said(draft, given, names), tasks=_tasks(draft, given, names))
    draft = replace(draft, votes=_votes(draft, given), task_reviews=_reviews(draft, given))
    if draft.held_on is not None and draft.held_on <= today and draft.state in _BEFORE:
        draft = replace(draft, state=MeetingState.DRAFTED)
    warnings += meeting_checks.warnings(draft)
    if (
        draft.starts_at
        and draft.ends_at
        and draft.ends_at < draft.starts_at
        and not is_past_midnight_too_long(draft.starts_at, draft.ends_at)
    ):
        warnings.append(
            f"Giờ kết thúc {dates.clock(draft.ends_at)} trước giờ bắt đầu {dates.clock(draft.starts_at)}; "
            "chương trình hiểu là qua nửa đêm."
        )
    return draft, warnings


_BEFORE = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.HELD)


def _opening(draft: MeetingDraft, given: Answers, names: dict[str, int], today: date) -> MeetingDraft:
    shown = {member_id: name for name, member_id in names.items()}
    formats = {one.label: one for one in MeetingFormat}

    def plain(name: str, field: str, read: Any, **options: Any) -> Any:
        return given.take((name,), field, getattr(draft, name), read=read, show=answers.shown, **options)

    def person(name: str, field: str, stored: int | None) -> int | None:
        return given.take(
            (name,),
            field,
            stored,
            read=answers.person_of(names),
            show=lambda member_id: shown.get(member_id or 0, ""),
            is_wanted=True,
        )

    held_on = plain("held_on", "Ngày sinh hoạt", answers.past_day(today), is_wanted=True)
    changes: dict[str, Any] = {
        "held_on": held_on,
        "starts_at": plain("starts_at", "Giờ bắt đầu", answers.clock, is_wanted=True),
        "ends_at": plain("ends_at", "Giờ kết thúc", answers.clock, is_wanted=True),
        "place": plain("place", "Địa điểm", answers.one_line, is_wanted=True),
        "format": given.take(
            ("format",),
            "Hình thức",
            draft.format,
            read=answers.one_of(formats, "hình thức họp"),
            show=lambda one: one.label,
        ),
        "chair_id": person("chair", "Chủ trì", draft.chair_id),
        "minute_taker_id": person("minute_taker", "Thư ký", draft.minute_taker_id),
        "dues_paid_count": plain("dues_paid_count", "Số đảng viên đã nộp đảng phí", answers.count),
        "dues_amount": plain("dues_amount", "Số tiền đảng phí", answers.count),
    }
    if draft.type in (MeetingType.THEMED, MeetingType.COMBINED):
        changes["theme"] = plain("theme", "Chuyên đề", answers.one_line, is_wanted=True)
        changes["theme_presenter"] = plain("theme_presenter", "Người trình bày", answers.one_line)
    return replace(draft, **changes)


def _attendance(line: RosterLineDraft, given: Answers) -> RosterLineDraft:
    words = {text.first_upper(one.label): one for one in (_EXPECTED if line.is_expected else _OTHERS)}
    stored = (line.attendance, _note(line))
    attendance = given.take(
        ("att", line.member_id),
        f"Dự họp: {line.name}",
        line.attendance,
        read=answers.one_of(words, "các cách ghi dự họp"),
        show=lambda one: text.first_upper(one.label),
    )
    note = given.take(
        ("why", line.member_id),
        f"Lý do, giờ: {line.name}",
        stored[1],
        read=answers.one_line,
        show=answers.shown,
        is_listed=False,
    )
    if (attendance, note) == stored:
        return line
    moment = answers.clock_inside(note)
    return replace(
        line,
        attendance=attendance,
        reason=note if attendance is Attendance.ABSENT_EXCUSED else "" if moment else note,
        arrived_at=moment if attendance is Attendance.LATE else None,
        left_at=moment if attendance is Attendance.LEFT_EARLY else None,
    )


def _sections(draft: MeetingDraft, given: Answers) -> dict[str, str]:
    wanted = (parts.CONCLUSION, parts.THEME_CONCLUSION)
    found = dict(draft.sections)
    for section in parts.sections_of(draft.type):
        written = given.take(
            ("section", section.key),
            section.title,
            draft.section(section.key),
            read=answers.words,
            show=answers.shown,
            is_wanted=section in wanted,
        )
        if written:
            found[section.key] = written
    return found


def _rows(given: Answers, kind: str, names: Sequence[str], known: int) -> list[int]:
    """Return the rows of a table that hold something, or stand for something stored, by their place from 0."""
    found = []
    number = 1
    while given.has(kind, number, names[0]):
        if number <= known or any(given.raw(kind, number, name) for name in names):
            found.append(number - 1)
        number += 1
    return found


def _guests(draft: MeetingDraft, given: Answers) -> tuple[GuestDraft, ...]:
    found = list(draft.guests)
    for index in _rows(given, "guest", ("name", "post", "speech"), len(draft.guests)):
        was = draft.guests[index] if index < len(draft.guests) else GuestDraft("")
        at = f"Đại biểu {index + 1}"
        name = _row(given, ("guest", index + 1, "name"), f"{at}: họ tên", was.name, answers.one_line)
        stored_post = ", ".join(filter(None, (was.post, was.organisation)))
        post = _row(given, ("guest", index + 1, "post"), f"{at}: chức vụ, đơn vị", stored_post, answers.one_line)
        speech = _row(given, ("guest", index + 1, "speech"), f"{at}: phát biểu", was.speech, answers.words)
        if not name:
            given.trouble(f"bt_guest_{index + 1}_name", at, f"{at} chưa ghi họ tên.")
            continue
        taken = replace(was, name=name, speech=speech)
        if post != stored_post:
            taken = replace(taken, post=post, organisation="")
        found[index : index + 1] = [taken]
    return tuple(found)


def _row(given: Answers, where: Sequence[object], field: str, stored: Any, read: Any, show: Any = answers.shown) -> Any:
    return given.take(where, field, stored, read=read, show=show, is_listed=False)


def _said(draft: MeetingDraft, given: Answers, names: dict[str, int]) -> tuple[ContributionDraft, ...]:
    guests = {guest.name: index for index, guest in enumerate(draft.guests)}
    people: dict[str, tuple[int | None, int | None]] = {name: (None, index) for name, index in guests.items()}
    people.update({name: (member_id, None) for name, member_id in names.items()})
    shown = {value: name for name, value in people.items()}
    read = answers.person_of(people)
    found = list(draft.contributions)
    for index in _rows(given, "said", ("who", "text"), len(found)):
        was = draft.contributions[index] if index < len(draft.contributions) else None
        where, at = ("said", index + 1, "who"), f"Ý kiến {index + 1}"
        stored = (was.member_id, was.guest) if was else (None, None)
        words = _row(given, ("said", index + 1, "text"), f"{at}: nội dung", was.text if was else "", answers.words)
        before = len(given.troubles)
        who = _row(given, where, f"{at}: người phát biểu", stored, read, lambda one: shown.get(one, ""))
        if len(given.troubles) > before or not words or who == (None, None):
            if len(given.troubles) == before:
                missing = "nội dung" if not words else "người phát biểu"
                given.trouble(f"bt_said_{index + 1}_{'text' if not words else 'who'}", at, f"{at} chưa ghi {missing}.")
            continue
        begun = was if was is not None else ContributionDraft("")
        found[index : index + 1] = [replace(begun, text=words, member_id=who[0], guest=who[1])]
    return tuple(found)


def _tasks(draft: MeetingDraft, given: Answers, names: dict[str, int]) -> tuple[TaskDraft, ...]:
    found = list(draft.tasks)
    folded = {text.fold(name): (name, member_id) for name, member_id in names.items()}
    for index in _rows(given, "task", ("who", "text", "due"), len(found)):
        was = draft.tasks[index] if index < len(draft.tasks) else TaskDraft("")
        at = f"Nhiệm vụ {index + 1}"
        who = _row(given, ("task", index + 1, "who"), f"{at}: người làm", was.assignee, answers.one_line)
        words = _row(given, ("task", index + 1, "text"), f"{at}: nội dung", was.text, answers.words)
        due = _row(given, ("task", index + 1, "due"), f"{at}: thời hạn", was.due_on, answers.day)
        if not words:
            given.trouble(f"bt_task_{index + 1}_text", at, f"{at} chưa ghi nội dung.")
            continue
        member_id = was.assignee_id
        if who != was.assignee:
            who, member_id = folded.get(text.fold(who), (who, None))
        found[index : index + 1] = [replace(was, text=words, assignee=who, assignee_id=member_id, due_on=due)]
    return tuple(found)


def _votes(draft: MeetingDraft, given: Answers) -> tuple[VoteDraft, ...]:
    found = list(draft.votes)
    for index in _rows(given, "vote", ("matter", "for", "against", "other"), len(found)):
        was = draft.votes[index] if index < len(draft.votes) else new_vote(draft.settings)
        at = f"Biểu quyết {index + 1}"
        matter = _row(given, ("vote", index + 1, "matter"), f"{at}: nội dung", was.matter, answers.one_line)
        if not matter:
            given.trouble(f"bt_vote_{index + 1}_matter", at, f"{at} chưa ghi nội dung.")
            continue
        counts = [
            _row(given, ("vote", index + 1, name), f"{at}: {word}", stored, answers.count)
            for name, word, stored in (
                ("for", "tán thành", was.votes_for),
                ("against", "không tán thành", was.votes_against),
                ("other", "ý kiến khác", was.abstained),
            )
        ]
        found[index : index + 1] = [
            replace(was, matter=matter, votes_for=counts[0], votes_against=counts[1], abstained=counts[2])
        ]
    return tuple(found)


def _reviews(draft: MeetingDraft, given: Answers) -> tuple[Any, ...]:
    words = dict(minutes_form.REVIEWS)
    shown = {state: word for word, state in minutes_form.REVIEWS}
    return tuple(
        replace(
            review,
            state=_row(
                given,
                ("review", review.task_id),
                f"Kết quả: {review.text}",
                review.state,
                answers.one_of(words, "kết quả nhiệm vụ"),
                lambda state: shown.get(state, ""),
            ),
            result=_row(given, ("result", review.task_id), f"Ghi rõ: {review.text}", review.result, answers.one_line),
        )
        for review in draft.task_reviews
    )
