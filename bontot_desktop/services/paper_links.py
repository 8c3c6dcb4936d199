"""Papers that name a record about to be deleted: one that stands keeps the record, withdrawn ones let it go."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bontot_desktop.db.base import as_json
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.services import numbers


def refuse_when_named(
    session: Session, column: InstrumentedAttribute[int | None], record_id: int, words: str, *, what: str, instead: str
) -> None:
    """Refuse to delete what stands on an issued paper about a record that ``column`` of Paper refers to.

    ``words`` are looked for in what the paper froze: a name, the text of an opinion. ``what`` is the thing as the
    refusal calls it, ``instead`` what may be done while the paper stands. Raises Refused naming the paper.
    """
    query = select(Paper).where(column == record_id, Paper.state == PaperState.ISSUED).order_by(Paper.id)
    for paper in session.scalars(query):
        # The quotes of JSON are left off, so that a name inside a sentence is found too.
        if words and as_json(words)[1:-1] in as_json(paper.facts):
            name = numbers.name_of(paper)
            raise Refused(f"{what} đã ghi trong {name}: {paper.title}; {instead}, hoặc thu hồi văn bản ấy trước.")


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
