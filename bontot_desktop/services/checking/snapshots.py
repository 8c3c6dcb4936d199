"""Questions about what was frozen: facts of issued papers and closed years, readable and as the history wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.base import as_json
from bontot_desktop.db.history import batched
from bontot_desktop.db.house import History, HistoryTouch
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CampaignClosing
from bontot_desktop.documents import facts as codec
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.closed_year import ClosedYear
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services import frozen, naming
from bontot_desktop.services.checking.asked import Asked
from bontot_desktop.services.checking.registers import named
from bontot_desktop.services.office import Office

#: What reading frozen facts back may say when they are not what they were.
_UNREADABLE = (NotFound, AttributeError, KeyError, TypeError, ValueError)


def _issued(session: Session) -> Iterable[Paper]:
    query = select(Paper).where(Paper.state != PaperState.DRAFT).order_by(Paper.id)
    return (paper for paper in session.scalars(query) if not naming.is_outside(paper.kind))


def _unreadable_papers(office: Office) -> list[str]:
    told = []
    with office.read() as session:
        for paper in _issued(session):
            try:
                frozen.read(paper)
            except _UNREADABLE:
                told.append(f"{named(paper)}: nội dung đã chốt không đọc lại được nên không in lại được.")
    return told


def _unreadable_years(office: Office) -> list[str]:
    told = []
    with office.read() as session:
        for campaign in session.scalars(select(Campaign).where(Campaign.state == CampaignState.CLOSED)):
            closing = campaign.closing
            if closing is None:
                told.append(f"Đợt thi đua năm {campaign.year} đã kết thúc mà không có số liệu chốt.")
                continue
            try:
                closed = codec.from_json(ClosedYear, closing.facts)
            except _UNREADABLE:
                told.append(f"Số liệu chốt của năm {campaign.year} không đọc lại được.")
                continue
            if closed.year != campaign.year:
                told.append(f"Số liệu chốt của năm {campaign.year} lại là của năm {closed.year}.")
    return told


def _changed_behind(office: Office) -> list[str]:
    """Return what was frozen and is no longer as the history wrote it: nothing in the program changes it unseen."""
    told = []
    with office.read() as session:
        written = _last_written(session, "paper")
        for paper in _issued(session):
            if paper.id in written and written[paper.id] != as_json(paper.facts):
                told.append(f"{named(paper)}: nội dung đã chốt khác với nội dung ghi trong nhật ký lúc ban hành.")
        written = _last_written(session, "campaign_closing")
        for closing in session.scalars(select(CampaignClosing)):
            if closing.id in written and written[closing.id] != as_json(closing.facts):
                campaign = session.get(Campaign, closing.campaign_id)
                year = campaign.year if campaign is not None else ""
                told.append(f"Số liệu chốt của năm {year} khác với số liệu ghi trong nhật ký lúc kết thúc.")
    return told


def _last_written(session: Session, table: str) -> dict[int, str]:
    """Return the facts of the rows of a table as the last act that wrote them says, by id."""
    ids = session.scalars(
        select(HistoryTouch.history_id)
        .where(HistoryTouch.row_table == table)
        .distinct()
        .order_by(HistoryTouch.history_id)
    ).all()
    found: dict[int, str] = {}
    for some in batched(ids):
        query = select(History.changes).where(History.id.in_(some)).order_by(History.id)
        for changes in session.scalars(query):
            for change in changes if isinstance(changes, list) else ():
                after: dict[str, Any] = change.get("after") or {}
                if change.get("table") == table and "facts" in after:
                    found[change["id"]] = as_json(after["facts"])
    return found


QUESTIONS = (
    Asked("facts", "Nội dung đã chốt của mọi văn bản đều đọc lại được?", _unreadable_papers),
    Asked("years", "Số liệu của mọi năm đã kết thúc đều đọc lại được?", _unreadable_years),
    Asked("frozen", "Nội dung đã chốt vẫn đúng như nhật ký ghi lúc chốt?", _changed_behind),
)
