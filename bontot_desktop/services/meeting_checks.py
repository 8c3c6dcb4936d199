"""What speaks against a meeting's draft: why it cannot be saved, what looks wrong, why it cannot be approved yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from bontot_desktop import dates
from bontot_desktop.errors import Problem
from bontot_desktop.rules import meetings as rules
from bontot_desktop.rules import minutes
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import Attendance, MeetingState, MeetingType, VoteMethod, VoteThreshold
from bontot_desktop.rules.votes import SHARE_WRONG, share_of
from bontot_desktop.services.meeting_drafts import (
    MeetingDraft,
    RosterLineDraft,
    approvers,
    approvers_sentence,
    base_sentence,
    figures,
    minutes_long,
    owing,
    speakers,
    vote_base,
)


def draft_problems(draft: MeetingDraft) -> list[Problem]:
    """Say what cannot be saved, by field ("votes.0.votes_for", "roster.17.reason" with the member's id)."""
    found = []
    if not 1 <= draft.month <= 12:
        found.append(Problem("month", "Tháng phải từ 1 đến 12."))
    if draft.held_on is None and draft.state in rules.HELD_STATES:
        found.append(Problem("held_on", "Chưa ghi ngày sinh hoạt."))
    if draft.breaks_min < 0:
        found.append(Problem("breaks_min", "Thời gian nghỉ không được âm."))
    if draft.starts_at is not None and draft.starts_at == draft.ends_at:
        found.append(Problem("ends_at", "Giờ kết thúc trùng giờ bắt đầu."))
    if draft.starts_at is not None and draft.ends_at is not None:
        found.extend(hours_problems(draft.starts_at, draft.ends_at))
    if draft.chair_id is not None and draft.chair_id == draft.minute_taker_id:
        found.append(Problem("minute_taker_id", "Chủ trì và thư ký phải là hai đồng chí khác nhau."))
    for name, member_id in (("chair_id", draft.chair_id), ("minute_taker_id", draft.minute_taker_id)):
        if member_id is not None and draft.line(member_id) is None:
            found.append(Problem(name, "Đồng chí này không có trong danh sách của chi bộ ngày họp."))
    return [*found, *_roster_problems(draft), *_list_problems(draft), *_vote_problems(draft)]


def hours_problems(start: time, end: time) -> Iterator[Problem]:
    """Say when an end before the start cannot be one after midnight."""
    if rules.is_past_midnight_too_long(start, end):
        hours = rules.MOST_PAST_MIDNIGHT // 60
        yield Problem(
            "ends_at",
            f"Kết thúc {dates.clock(end)} ở trước giờ bắt đầu {dates.clock(start)}; tính qua nửa đêm thì dài hơn "
            f"{hours} giờ. Hãy xem lại giờ.",
        )


def _clock_problems(draft: MeetingDraft, line: RosterLineDraft) -> Iterator[Problem]:
    if draft.starts_at is None or (
        draft.ends_at is not None and rules.is_past_midnight_too_long(draft.starts_at, draft.ends_at)
    ):
        return
    hours = f"từ {dates.clock(draft.starts_at)}"
    if draft.ends_at is not None:
        hours += f" đến {dates.clock(draft.ends_at)}"
    for name, moment, words in (("arrived_at", line.arrived_at, "đến"), ("left_at", line.left_at, "về")):
        if moment is not None and not rules.is_within(moment, draft.starts_at, draft.ends_at):
            yield Problem(
                f"roster.{line.member_id}.{name}",
                f"Đồng chí {line.name} ghi {words} lúc {dates.clock(moment)}, ngoài giờ sinh hoạt ({hours}).",
            )


def _roster_problems(draft: MeetingDraft) -> Iterator[Problem]:
    for line in draft.roster:
        where = f"roster.{line.member_id}"
        yield from _clock_problems(draft, line)
        if line.is_expected and line.attendance is Attendance.NOT_EXPECTED:
            yield Problem(f"{where}.attendance", f"Đồng chí {line.name} thuộc diện phải dự; hãy ghi có mặt hoặc vắng.")
        if not line.is_expected and line.attendance in (Attendance.ABSENT_EXCUSED, Attendance.ABSENT_UNEXCUSED):
            yield Problem(f"{where}.attendance", f"Đồng chí {line.name} không thuộc diện phải dự nên không ghi vắng.")


def _list_problems(draft: MeetingDraft) -> Iterator[Problem]:
    for index, guest in enumerate(draft.guests):
        if not guest.name.strip():
            yield Problem(f"guests.{index}.name", "Chưa ghi họ tên đại biểu.")
    for index, item in enumerate(draft.agenda):
        if not item.title.strip():
            yield Problem(f"agenda.{index}.title", "Chưa ghi nội dung của mục này trong chương trình.")
    for index, said in enumerate(draft.contributions):
        if not said.text.strip():
            yield Problem(f"contributions.{index}.text", "Chưa ghi nội dung ý kiến.")
        if (said.member_id is None) == (said.guest is None):
            yield Problem(f"contributions.{index}.speaker", "Chưa chọn người phát biểu.")
        elif said.member_id is not None and draft.line(said.member_id) is None:
            yield Problem(f"contributions.{index}.speaker", "Người phát biểu không có trong danh sách dự họp.")
        elif said.guest is not None and not 0 <= said.guest < len(draft.guests):
            yield Problem(f"contributions.{index}.speaker", "Đại biểu phát biểu không có trong danh sách khách mời.")
    for index, task in enumerate(draft.tasks):
        if not task.text.strip():
            yield Problem(f"tasks.{index}.text", "Chưa ghi nhiệm vụ.")
    for index, sent in enumerate(draft.sent_papers):
        if not sent.title.strip():
            yield Problem(f"sent_papers.{index}.title", "Chưa ghi tên tài liệu đã gửi.")


def _vote_problems(draft: MeetingDraft) -> Iterator[Problem]:
    computed = figures(draft).vote_base
    for index, vote in enumerate(draft.votes):
        where = f"votes.{index}"
        if not vote.matter.strip():
            yield Problem(f"{where}.matter", "Chưa ghi nội dung biểu quyết.")
        if min(vote.votes_for, vote.votes_against, vote.abstained) < 0:
            yield Problem(f"{where}.votes_for", "Số phiếu không được âm.")
        if vote.threshold is VoteThreshold.CUSTOM and share_of(vote.threshold_share) is None:
            yield Problem(f"{where}.threshold_share", SHARE_WRONG)
        if vote.base is not None and vote.base != computed and not vote.base_reason.strip():
            sentence = f"Số được biểu quyết tính ra là {base_sentence(draft)}; ghi số khác thì phải ghi lý do."
            yield Problem(f"{where}.base_reason", sentence)
        cast, base = vote.votes_for + vote.votes_against + vote.abstained, vote_base(draft, vote)
        if cast > base:
            sentence = (
                f"Có {cast} phiếu nhưng chỉ {base} đảng viên được biểu quyết ({base_sentence(draft)}); "
                "đảng viên dự bị và sinh hoạt tạm thời đến không biểu quyết."
            )
            yield Problem(f"{where}.votes_for", sentence)


def doubts(draft: MeetingDraft) -> list[Problem]:
    """Say by field what looks wrong but blocks nothing (meetings.md §4.4)."""
    found = []
    lasted = minutes_long(draft)
    if lasted is not None:
        needed = rules.required_minutes(draft.type, figures(draft).total, draft.settings.duration)
        if lasted <= 0:
            found.append(Problem("breaks_min", "Thời gian nghỉ dài hơn cả buổi sinh hoạt; hãy xem lại giờ."))
        elif lasted < needed and draft.type in rules.SAMPLE_TYPES:
            found.append(Problem("ends_at", f"Buổi sinh hoạt kéo dài {lasted} phút, quy định ít nhất {needed} phút."))
        if lasted > 8 * 60:
            found.append(Problem("ends_at", "Buổi sinh hoạt dài hơn 8 giờ; hãy xem lại giờ."))
    if draft.held_on is not None and (draft.held_on.year, draft.held_on.month) != (draft.year, draft.month):
        day = dates.screen(draft.held_on)
        sentence = f"Kỳ sinh hoạt tháng {draft.month}/{draft.year} nhưng họp ngày {day}; hãy xem lại."
        found.append(Problem("held_on", sentence))
    if draft.preparing is not None and draft.type in rules.MONTHLY_TYPES and draft.preparing.committee_on is None:
        sentence = "Chưa ghi họp chi ủy chuẩn bị cho buổi này; nếu đã họp, hãy ghi biên bản họp chi ủy."
        found.append(Problem("held_on", sentence))
    if draft.held_on is not None:
        found.extend(
            Problem(f"tasks.{index}.due_on", f'Nhiệm vụ "{_cut(task.text)}" có thời hạn trước ngày họp.')
            for index, task in enumerate(draft.tasks)
            if task.due_on is not None and task.due_on < draft.held_on
        )
        found.extend(
            Problem(f"sent_papers.{index}.sent_on", f'Tài liệu "{_cut(sent.title)}" ghi gửi sau ngày họp.')
            for index, sent in enumerate(draft.sent_papers)
            if sent.sent_on is not None and sent.sent_on > draft.held_on
        )
    chair = draft.line(draft.chair_id)
    if chair is not None and chair.post not in (CellPost.SECRETARY, CellPost.DEPUTY) and not draft.chair_note:
        sentence = 'Chủ trì không phải bí thư, phó bí thư; hãy ghi "được phân công chủ trì".'
        found.append(Problem("chair_note", sentence))
    for member_id in sorted(speakers(draft)):
        line = draft.line(member_id)
        if line is not None and not line.is_present:
            found.append(Problem("contributions", f"Đồng chí {line.name} ghi vắng nhưng có ý kiến phát biểu."))
    return [*found, *_vote_doubts(draft), *_dues_doubts(draft)]


def _vote_doubts(draft: MeetingDraft) -> Iterator[Problem]:
    """Hands are raised by those who are there; ballots and the electronic handbook reach others too."""
    for index, vote in enumerate(draft.votes):
        cast = vote.votes_for + vote.votes_against + vote.abstained
        if vote.method is VoteMethod.SHOW_OF_HANDS and cast > approvers(draft):
            yield Problem(f"votes.{index}.votes_for", f"Có {cast} người giơ tay nhưng chỉ {approvers_sentence(draft)}.")


def _dues_doubts(draft: MeetingDraft) -> Iterator[Problem]:
    paid, owed = draft.dues_paid_count, len(owing(draft))
    total = figures(draft).total
    if paid is not None and paid > total:
        yield Problem("dues_paid_count", f"Ghi {paid} đồng chí đã nộp đảng phí nhưng chi bộ có {total} đảng viên.")
    elif paid is not None and owed and paid + owed > total:
        sentence = f"{paid} đồng chí đã nộp và {owed} đồng chí chưa nộp, nhiều hơn {total} đảng viên của chi bộ."
        yield Problem("dues_paid_count", sentence)


def warnings(draft: MeetingDraft) -> list[str]:
    """Say what looks wrong but blocks nothing, in sentences."""
    return [doubt.sentence for doubt in doubts(draft)]


def gaps(draft: MeetingDraft) -> list[Problem]:
    """Say by field, all at once, what the minutes still lack before they can be checked and approved."""
    found = list(draft_problems(draft))
    if draft.held_on is None and draft.state not in rules.HELD_STATES:
        found.append(Problem("held_on", "Chưa ghi ngày sinh hoạt."))
    if not draft.roster:
        if draft.type is MeetingType.COMMITTEE:
            sentence = "Chi bộ chưa ghi bí thư, phó bí thư, chi ủy viên ngày họp; hãy ghi chức vụ ở trang Chi bộ."
        else:
            sentence = "Chi bộ không có đảng viên nào trong danh sách ngày họp."
        found.append(Problem("roster", sentence))
    if draft.starts_at is None or draft.ends_at is None:
        name = "starts_at" if draft.starts_at is None else "ends_at"
        found.append(Problem(name, "Chưa ghi đủ giờ bắt đầu và giờ kết thúc."))
    if not draft.place.strip():
        found.append(Problem("place", "Chưa ghi địa điểm."))
    found.extend(_people_missing(draft))
    for line in draft.roster:
        if line.attendance is Attendance.ABSENT_EXCUSED and not line.reason.strip():
            sentence = f"Đồng chí {line.name} vắng có lý do nhưng chưa ghi lý do."
            found.append(Problem(f"roster.{line.member_id}.reason", sentence))
    if draft.type in (MeetingType.THEMED, MeetingType.COMBINED) and not draft.theme.strip():
        found.append(Problem("theme", "Chưa ghi tên chuyên đề."))
    if not any(draft.section(key).strip() for key in (minutes.CONCLUSION.key, minutes.THEME_CONCLUSION.key)):
        where = minutes.THEME_CONCLUSION if draft.type is MeetingType.THEMED else minutes.CONCLUSION
        found.append(Problem(f"sections.{where.key}", f"Chưa ghi kết luận của chủ trì (mục “{where.title}”)."))
    found.extend(_emptiness(draft))
    return found


_CONCLUSIONS = frozenset({minutes.CONCLUSION.key, minutes.THEME_CONCLUSION.key})


def _tells(draft: MeetingDraft) -> bool:
    """Say whether there is any content besides the conclusion."""
    told = any(words.strip() for key, words in draft.sections.items() if key not in _CONCLUSIONS)
    return told or any(item.content.strip() for item in draft.agenda)


def _emptiness(draft: MeetingDraft) -> Iterator[Problem]:
    """Say when minutes of a cell's meeting tell nothing of it: no content, nobody spoke, nothing was decided."""
    if draft.type not in rules.COUNTED_TYPES or _tells(draft) or draft.contributions or draft.votes or draft.tasks:
        return
    first = next(part for part in minutes.sections_of(draft.type) if part.key not in _CONCLUSIONS)
    sentence = "Biên bản còn trống: chưa ghi nội dung, ý kiến phát biểu, biểu quyết, nhiệm vụ nào."
    yield Problem(f"sections.{first.key}", sentence)


def thin_parts(draft: MeetingDraft) -> list[str]:
    """Name what minutes usually tell and these do not, though they may be approved so."""
    if draft.type not in rules.COUNTED_TYPES:
        return []
    parts = (
        (_tells(draft), "nội dung sinh hoạt"),
        (draft.contributions, "ý kiến phát biểu (tỷ lệ phát biểu tính là 0)"),
        (draft.votes, "biểu quyết"),
        (draft.tasks, "phân công nhiệm vụ"),
    )
    return [words for known, words in parts if not known]


def reasons_not_to_approve(draft: MeetingDraft) -> list[str]:
    """Say, all at once, why the minutes cannot be approved yet; empty when they can."""
    if draft.is_final:
        return ["Biên bản đã được thông qua."]
    if draft.state is MeetingState.CANCELLED:
        return ["Buổi này ghi là không họp."]
    return [gap.sentence for gap in gaps(draft)]


def _people_missing(draft: MeetingDraft) -> Iterator[Problem]:
    people = (("chair_id", draft.chair_id, "chủ trì"), ("minute_taker_id", draft.minute_taker_id, "thư ký"))
    for name, member_id, words in people:
        line = draft.line(member_id)
        if member_id is None:
            yield Problem(name, f"Chưa chọn {words}.")
        elif line is not None and not line.is_present:
            yield Problem(name, f"Đồng chí {line.name} là {words} nhưng đang ghi là vắng.")


def _cut(words: str, room: int = 40) -> str:
    first = words.strip().split("\n")[0]
    return first if len(first) <= room else f"{first[:room].rstrip()}…"
