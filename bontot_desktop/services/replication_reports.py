"""What a cell's meeting says of the work it took over from a sample meeting, carried to that work itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.errors import Problem
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services import sample_store


class Said(Protocol):
    """What a meeting says of an item, and where that stood before."""

    @property
    def was(self) -> ReplicationState: ...

    @property
    def state(self) -> ReplicationState: ...

    @property
    def result(self) -> str: ...


def problems(said: Iterable[Said]) -> list[Problem]:
    """Say what keeps a report from being stored: what a cell does not apply needs its reason."""
    return [
        Problem(f"replication_reviews.{index}.result", "Không áp dụng thì phải ghi lý do.")
        for index, one in enumerate(said)
        if one.state is ReplicationState.DROPPED is not one.was and not text.clean_block(one.result)
    ]


def report(session: Session, meeting: Meeting, was: Mapping[int, ReplicationState]) -> None:
    """Let what a meeting said of items reach them, inside another's transaction, once the words are stored.

    ``was`` is where each item stood before (by its id). An item the meeting did not move stays as it is, and so does
    one of which a later meeting spoke. What is done was done on the day of the meeting. What the meeting said stands
    in the remark too while nobody wrote another; it grows with the typing at the meeting.
    """
    for review in meeting.replication_reviews:
        session.refresh(review, ["replication"])
        item = review.replication
        if queries.is_applied_later(session, item.id, meeting):
            continue
        if review.result and review.result.startswith(item.remark):
            item.remark = review.result
        if review.state is was.get(item.id):
            continue
        item.state = review.state
        item.done_on = (item.done_on or meeting.held_on) if review.state is ReplicationState.DONE else None
        if meeting.held_on is not None:
            sample_store.advance(session, item.event, meeting.held_on)
