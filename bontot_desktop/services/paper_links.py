"""Papers that hang on a record about to be deleted: one that stands keeps the record, withdrawn ones let it go."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.services import numbers


def let_go(session: Session, column: InstrumentedAttribute[int | None], record_id: int) -> None:
    """Take withdrawn papers off a record that ``column`` of Paper refers to; what they say is frozen and stays.

    Raises Refused naming a paper that stands issued about the record.
    """
    papers = session.scalars(select(Paper).where(column == record_id)).all()
    standing = next((paper for paper in papers if paper.state is PaperState.ISSUED), None)
    if standing is not None:
        name = numbers.name_of(standing)
        raise Refused(f"Đã ban hành {name}: {standing.title}; hãy thu hồi văn bản ấy trước.")
    for paper in papers:
        setattr(paper, column.key, None)
    # Before the record is deleted: the database refuses to delete what is still referred to.
    session.flush()
