"""A meeting of which only figures were told, when its minutes are typed in full after all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.months import MeetingBrief
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import FINAL_STATES
from bontot_desktop.services import meeting_saving, meeting_store
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.meetings import title_of
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Told:
    """What the office was told of a meeting; None is not told."""

    expected: int | None
    present: int | None
    unexcused: int | None
    speakers: int | None
    minutes: int | None

    @property
    def words(self) -> str:
        """The figures in a sentence: "có mặt 18/22, 5 người phát biểu, 95 phút"."""
        parts = []
        if self.present is not None:
            parts.append(f"có mặt {self.present}/{self.expected}" if self.expected else f"có mặt {self.present}")
        if self.unexcused:
            parts.append(f"{self.unexcused} vắng không lý do")
        if self.speakers is not None:
            parts.append(f"{self.speakers} người phát biểu")
        if self.minutes is not None:
            parts.append(f"{self.minutes} phút")
        return ", ".join(parts)


def told(office: Office, meeting_id: int) -> Told | None:
    """Return the figures told of a meeting, None when there are none and its own minutes say them."""
    with office.read() as session:
        row = _brief(session, meeting_id)
        return None if row is None else Told(row.expected, row.present, row.unexcused, row.speakers, row.minutes)


def take_over(office: Office, meeting_id: int) -> Changes:
    """Begin full minutes in place of the figures told: the roster of the day, the usual programme, the hours.

    The figures then follow from what is typed. Raises NotFound, Refused for approved minutes.
    """
    with office.work("meetings.take_over", "Ghi biên bản đầy đủ thay số liệu đã gửi") as session:
        row = meeting_store.meeting(session, meeting_id)
        session.sentence = f"Ghi biên bản đầy đủ thay số liệu đã gửi: {title_of(row.type, row.year, row.month)}"
        session.about(row)
        if row.state in FINAL_STATES:
            raise Refused("Biên bản đã được thông qua nên giữ nguyên.")
        brief = _brief(session, meeting_id)
        draft = _filled(session, meeting_store.load(session, meeting_id), brief, office.today())
        if brief is not None:
            session.delete(brief)
            session.flush()
            session.expire(row, ["brief"])
        meeting_saving.save(session, draft)
    return Changes.of(Kind.MEETINGS)


def _brief(session: Session, meeting_id: int) -> MeetingBrief | None:
    return session.scalars(select(MeetingBrief).where(MeetingBrief.meeting_id == meeting_id)).first()


def _filled(session: Session, draft: MeetingDraft, brief: MeetingBrief | None, today: date) -> MeetingDraft:
    """Fill what an ordinary meeting begins with, where nothing was typed."""
    day = draft.held_on or date(draft.year, draft.month, 1)
    usual = meeting_store.start(session, draft.cell_id, draft.type, draft.year, draft.month, day, today=today)
    names = ("starts_at", "place", "chair_id", "roster", "agenda")
    filled = replace(draft, **{name: getattr(draft, name) or getattr(usual, name) for name in names})
    if brief is None or brief.minutes is None or filled.starts_at is None or filled.ends_at is not None:
        return filled
    end = datetime.combine(day, filled.starts_at) + timedelta(minutes=brief.minutes + filled.breaks_min)
    return replace(filled, ends_at=end.time())
