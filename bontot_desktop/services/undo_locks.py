"""What keeps rows from being put back though nobody changed them since: approved minutes and decided campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bontot_desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from bontot_desktop.db.history import RowChange

#: The movement's rows, which stay as they are once their year is closed.
_OF_A_YEAR = frozenset({"briefing", "commitment", "reported_papers", "find"})


def refuse_when_locked(session: Session, changes: Iterable[RowChange]) -> None:
    """Refuse to touch approved minutes, a decided campaign, points under a conclusion. Raises Refused."""
    from sqlalchemy import select

    from bontot_desktop.db import kin
    from bontot_desktop.db.models.awards import Award
    from bontot_desktop.db.models.meetings import Meeting
    from bontot_desktop.db.models.ratings import CellRating, MemberRating
    from bontot_desktop.db.models.recognition import Campaign, CellEntry
    from bontot_desktop.rules.meetings import FINAL_STATES
    from bontot_desktop.rules.recognition import TitleKind
    from bontot_desktop.services import awards, campaigns, entries, rating_annulments, revocations

    rating_tables: dict[str, type[CellRating | MemberRating]] = {
        "cell_rating": CellRating,
        "member_rating": MemberRating,
    }
    changes = list(changes)
    noted = any(change.table == "campaign_closing" for change in changes)
    annulled = rating_annulments.of_changes(changes)
    if annulled:
        if reason := rating_annulments.stands_on(session, annulled, is_noted=noted):
            raise Refused(reason)
        return
    revoked = revocations.of_changes(changes)
    if revoked:
        # What another body's paper took back stands beside the decision, not on it.
        for entry_id in revoked:
            if reason := revocations.stands_on(session, entry_id, is_noted=noted):
                raise Refused(reason)
        return
    meetings, decided, scored, rated = set(), set(), set(), set()
    given: set[tuple[Any, bool]] = set()
    for change in changes:
        values = change.after or change.before
        if not isinstance(change.row_id, int):
            continue
        # What a later meeting made of a task is that meeting's: the task's own minutes keep their words.
        if not (change.table == "task" and change.op == "update"):
            meetings.add(kin.whole_of(session, change.table, change.row_id, values, "meeting"))
        decided.add(kin.whole_of(session, change.table, change.row_id, values, "campaign"))
        if change.table == "entry_score":
            scored.add(kin.whole_of(session, change.table, change.row_id, values, "cell_entry"))
        if change.table in _OF_A_YEAR:
            rated.add(values.get("year"))
        if change.table in rating_tables:
            row: Any = session.get(rating_tables[change.table], change.row_id)
            rated.add(values.get("year") if row is None else row.year)
        # The day the money was paid out says nothing of who was given what.
        if change.table == "award" and not {*change.before, *change.after} <= {"paid_on"}:
            award = session.get(Award, change.row_id)
            whose = values if award is None else {"campaign_id": award.campaign_id, "member_id": award.member_id}
            given.add((whose.get("campaign_id"), whose.get("member_id") is not None))
    for meeting in filter(None, (session.get(Meeting, key) for key in meetings if key)):
        if meeting.state in FINAL_STATES:
            raise Refused("Biên bản đã được thông qua nên giữ nguyên; nếu sai, hãy ghi bổ sung, đính chính biên bản.")
    for campaign in filter(None, (session.get(Campaign, key) for key in decided if key)):
        campaigns.refuse_when_decided(campaign)
    of_cells = select(Campaign).where(Campaign.year.in_(rated), Campaign.title == TitleKind.CELL_4_GOOD)
    for campaign in session.scalars(of_cells) if rated else ():
        campaigns.refuse_when_closed(campaign)
    for entry in filter(None, (session.get(CellEntry, key) for key in scored if key)):
        entries.refuse_when_concluded(entry, "bảng điểm")
    for campaign_id, members in given:
        if campaign_id is not None and awards.decision_of(session, campaign_id, members=members) is not None:
            raise Refused("Đã có quyết định tặng giấy khen; hãy thu hồi quyết định ấy trước.")
