"""What the page of a meeting says of it: where it stands, why it cannot be typed in, how far each part is."""

from __future__ import annotations

from collections.abc import Sequence

from bontot_desktop import dates
from bontot_desktop.errors import Problem
from bontot_desktop.rules.meetings import HELD_STATES, MeetingState
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import meeting_briefs, meeting_scores
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.office import Office
from bontot_desktop.ui.pages.meetings.approval import state_words
from bontot_desktop.ui.pages.meetings.parts import Part, home_of
from bontot_desktop.ui.widgets.steps import StepState

#: A meeting that has not begun.
TO_COME = (MeetingState.PLANNED, MeetingState.NOTICED)


def title(draft: MeetingDraft) -> str:
    """Name the meeting."""
    return f"{draft.type.label} tháng {draft.month}/{draft.year}"


def summary(draft: MeetingDraft) -> str:
    """Say whose meeting it is, its day, and where its minutes stand."""
    word, _ = state_words(draft)
    day = f"ngày {dates.screen(draft.held_on)}" if draft.held_on else "chưa định ngày"
    sample = "sinh hoạt điểm" if draft.is_sample else ""
    return " · ".join(part for part in (draft.cell_name, day, sample, word) if part)


def first_part(draft: MeetingDraft) -> Part:
    """Return the part a meeting opens with: what is next to be done."""
    if draft.state in TO_COME:
        return Part.PREPARE
    if draft.is_final:
        return Part.CLOSING
    return Part.OPENING if draft.ends_at is None else Part.CLOSING


def states(draft: MeetingDraft, gaps: Sequence[Problem], score: str) -> dict[Part, StepState]:
    """Say how far each part is; what is missing counts once the meeting is held."""
    missing = gaps if draft.state in HELD_STATES else ()
    return {part: _state(part, draft, missing, score) for part in Part}


def _state(part: Part, draft: MeetingDraft, missing: Sequence[Problem], score: str) -> StepState:
    if part is Part.SCORE:
        return StepState(done=bool(score), note=score)
    count = sum(home_of(problem.field) is part for problem in missing)
    is_held = draft.state in HELD_STATES
    if part is Part.CLOSING:
        return StepState(done=draft.is_final, missing=count)
    has_any = part is not Part.MAIN or bool(draft.contributions or any(words.strip() for words in _content(draft)))
    return StepState(done=is_held and not count and has_any, missing=count)


def _content(draft: MeetingDraft) -> list[str]:
    """Return what was written of the meeting's main part: an empty one is not done, though it lacks nothing."""
    written = [words for key, words in draft.sections.items() if home_of(f"sections.{key}") is Part.MAIN]
    return [*written, *(item.content for item in draft.agenda)]


def score_words(office: Office, meeting_id: int) -> str:
    """Say the points and the rating of a meeting; "" while nobody has scored it."""
    rows = meeting_scores.of_meeting(office, meeting_id)
    found = [row for row in rows if row.total is not None]
    return f"{show(found[0].total)}, {found[0].rating.label}" if found and found[0].rating else ""


def told(office: Office, meeting_id: int, draft: MeetingDraft) -> str:
    """Say which figures a cell told of a meeting without minutes; "" for any other."""
    if draft.is_final:
        return ""
    found = meeting_briefs.told(office, meeting_id)
    return "" if found is None else f"Buổi này mới có số liệu chi bộ gửi: {found.words or 'chưa ghi con số nào'}."


def why_locked(draft: MeetingDraft) -> str:
    """Say why the minutes are not typed in now; "" when they are."""
    if draft.is_final:
        return "Biên bản đã được thông qua nên chỉ xem; muốn sửa hãy bổ sung, đính chính."
    if draft.state is MeetingState.CANCELLED:
        return "Buổi này ghi là không họp nên chỉ xem; nếu có họp, chọn Văn bản, Bỏ ghi không họp."
    if draft.state in TO_COME:
        return "Buổi này đang là dự kiến. Khi khai mạc, mở buổi sinh hoạt để lấy danh sách đảng viên ngày họp."
    return ""
