"""The form of an act, and what is amiss in it whoever it concerns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import member_acts as rules
from bontot_desktop.rules.member_acts import ASKED, MemberAct

_FIRST_FIELD = {MemberAct.MAKE_FULL: "decision_on"}


@dataclass(frozen=True, slots=True)
class ActDraft:
    """The form of an act; which fields it shows stands in :data:`rules.member_acts.ASKED`."""

    member_id: int
    act: MemberAct
    from_on: date | None = None
    #: Last day; None while unknown.
    to_on: date | None = None
    cell_id: int | None = None
    counterpart: str = ""
    reason: str = ""
    decision_no: str = ""
    decision_on: date | None = None
    reported_on: date | None = None
    official_on: date | None = None


def checked(draft: ActDraft, today: date) -> ActDraft:
    """Return a draft with its words cleaned. Raises Problems for a day or word that is missing or cannot be."""
    draft = replace(
        draft,
        counterpart=text.clean(draft.counterpart),
        reason=text.clean(draft.reason),
        decision_no=text.clean(draft.decision_no),
    )
    found = _missing(draft) + _of_days(draft, today)
    if found:
        raise Problems(found)
    return draft


def _missing(draft: ActDraft) -> list[Problem]:
    found = [Problem(a.name, a.missing) for a in ASKED[draft.act] if a.missing and not getattr(draft, a.name)]
    if draft.act is MemberAct.TEMP_AWAY and not draft.cell_id and not draft.counterpart:
        found.append(Problem("counterpart", "Chưa ghi nơi đến: chọn chi bộ trong Đảng bộ hoặc ghi nơi khác."))
    return found


def _of_days(draft: ActDraft, today: date) -> list[Problem]:
    found = []
    if draft.from_on and draft.to_on and draft.to_on < draft.from_on:
        found.append(Problem("to_on", "Ngày cuối ở trước ngày đầu."))
    if draft.decision_on and draft.decision_on > today:
        found.append(Problem("decision_on", "Ngày quyết định ở sau hôm nay."))
    for name in ("from_on", "official_on"):
        day = getattr(draft, name)
        if day and rules.is_too_far_ahead(day, today):
            found.append(too_far(name, day))
    if draft.reported_on and draft.reported_on > today:
        found.append(Problem("reported_on", "Ngày báo cáo ở sau hôm nay."))
    if draft.reported_on and draft.decision_on and draft.reported_on < draft.decision_on:
        found.append(Problem("reported_on", "Ngày báo cáo ở trước ngày chi bộ quyết định."))
    return found


def too_far(field: str, day: date) -> Problem:
    """Say of a day that it lies too far ahead to be meant."""
    return Problem(field, f"Ngày {dates.screen(day)} còn hơn sáu tháng nữa; hãy xem lại năm.")


def beside_the_day(problems: list[Problem], draft: ActDraft) -> list[Problem]:
    """Put what the rules say of the statuses under the day the act begins."""
    field = _FIRST_FIELD.get(draft.act, "from_on")
    shown = {asked.name for asked in ASKED[draft.act]}
    return [one if one.field in shown else Problem(field, one.sentence) for one in problems]
