"""A small office with signers and a term, and two plain kinds of paper, for tests about issuing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bontot_desktop.db.models.cells import Cell, CellName, Post
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.office import Term
from bontot_desktop.documents.blocks import Document, Paragraph, Signature, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.letterhead import Head, SignerFacts, letterhead, signer
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.cells import CellPost, ContentType
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, setup
from bontot_desktop.services.office import Office
from bontot_desktop.services.setup import OfficeDraft, OfficerDraft
from bontot_desktop.services.sources import SOURCES, Issue, Source, Subject

NOW = datetime(2026, 11, 21, 9, 0)
SECRETARY = "Nguyễn Văn Ví Dụ"
DEPUTY = "Trần Thị Làm Mẫu"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Facts of the two plain kinds."""

    head: Head
    cell: str
    signer: SignerFacts


def _build(facts: NoticeFacts, settings: FormatSettings, words: Words) -> Document:
    return Document(
        blocks=(
            letterhead(facts.head),
            Title("THÔNG BÁO", f"về việc biểu dương {facts.cell}"),
            Paragraph(f"{facts.cell} được biểu dương trong toàn Đảng bộ."),
            Signature(signer(facts.signer)),
        ),
        title=f"Thông báo biểu dương {facts.cell}",
        author=facts.head.issuer,
        day=facts.head.day,
        settings=settings,
    )


def _facts() -> NoticeFacts:
    return NoticeFacts(
        Head("ĐẢNG BỘ TỈNH MẪU", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "TB/ĐU"),
        "Chi bộ thôn Mẫu 1",
        SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", SECRETARY),
    )


def _about(facts: NoticeFacts) -> str:
    return f"biểu dương {facts.cell}"


def _of_committee(session: Any, cell_id: int, issue: Issue) -> NoticeFacts:
    return NoticeFacts(
        heads.committee_head(
            session,
            Issuer.STANDING_COMMITTEE,
            day=issue.day,
            today=issue.today,
            number=issue.number,
            symbol=issue.symbol,
        ),
        heads.cell_name(session, cell_id, issue.as_of),
        heads.signer(session, Issuer.STANDING_COMMITTEE, issue.as_of),
    )


def _of_cell(session: Any, meeting_id: int, issue: Issue) -> NoticeFacts:
    cell_id = session.get(Meeting, meeting_id).cell_id
    return NoticeFacts(
        heads.cell_head(session, cell_id, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol),
        heads.cell_name(session, cell_id, issue.as_of),
        heads.signer(session, Issuer.CELL, issue.as_of, cell_id=cell_id),
    )


#: A numbered notice of the standing committee about a cell, and a cell's minutes numbered by the office's choice.
NOTICE = Kind("X1", "Thông báo thử", "TB", NoticeFacts, _build, _facts)
MINUTES = Kind("X2", "Biên bản thử", "BB", NoticeFacts, _build, _facts)


def register_kinds(patch: pytest.MonkeyPatch, **hooks: Any) -> None:
    """Put the two kinds among the program's own for one test; ``hooks`` go to the notice's source."""
    patch.setitem(KINDS, "X1", NOTICE)
    patch.setitem(KINDS, "X2", MINUTES)
    patch.setitem(SOURCES, "X1", Source("X1", Subject.CELL, Issuer.STANDING_COMMITTEE, _of_committee, _about, **hooks))
    patch.setitem(SOURCES, "X2", Source("X2", Subject.MEETING, Issuer.CELL, _of_cell, _about))


def make_office(folder: Path, *, cells: int = 8, clock: datetime = NOW) -> Office:
    """Make an office of the term 2025 - 2030 with a secretary, a deputy who may sign, and cells CB01, CB02, …"""
    draft = OfficeDraft(
        name="Đảng ủy xã Ví Dụ",
        superior="Đảng bộ tỉnh Mẫu",
        place="Ví Dụ",
        term_from=2025,
        term_to=2030,
        officers=(
            OfficerDraft(Issuer.STANDING_COMMITTEE, "Bí thư", SECRETARY),
            OfficerDraft(Issuer.STANDING_COMMITTEE, "Phó Bí thư Thường trực", DEPUTY),
        ),
    )
    office, _ = setup.new_office(
        folder / "van-phong.bontot", draft, password=None, holder="thử", who="Văn thư", clock=lambda: clock
    )
    with office.work("test", "Thêm chi bộ") as work:
        for number in range(1, cells + 1):
            name = f"Chi bộ thôn Mẫu {number}"
            cell = Cell(code=f"CB{number:02d}", name=name, content_type=ContentType.VILLAGE_QUARTER)
            cell.names.append(CellName(name=name))
            member = Member(full_name=f"Lê Văn Thử {number}", card_no=f"{number:08d}")
            work.add_all([cell, member])
            work.flush()
            member.statuses.append(StatusRow(cell_id=cell.id, status=MemberStatus.FULL))
            work.add(Post(cell_id=cell.id, member_id=member.id, post=CellPost.SECRETARY))
    return office


def cell_id(office: Office, number: int) -> int:
    """Return the id of cell CB0n."""
    with office.read() as session:
        return session.query(Cell).filter_by(code=f"CB{number:02d}").one().id


def add_meeting(office: Office, number: int, month: int, state: MeetingState = MeetingState.APPROVED) -> int:
    """Keep a meeting of cell CB0n in a month of 2026 and return its id."""
    with office.work("test", "Thêm buổi") as work:
        meeting = Meeting(
            cell_id=cell_id(office, number),
            type=MeetingType.REGULAR,
            format=MeetingFormat.IN_PERSON,
            state=state,
            year=2026,
            month=month,
            held_on=date(2026, month, 3),
        )
        work.add(meeting)
        work.flush()
        return meeting.id


def end_term(office: Office, day: date, next_label: str) -> None:
    """Close the committee's running term on a day and open the next the day after."""
    with office.work("test", "Nhiệm kỳ mới") as work:
        term = work.query(Term).filter(Term.cell_id.is_(None), Term.ends_on.is_(None)).one()
        term.ends_on = day
        work.add(Term(label=next_label, starts_on=date.fromordinal(day.toordinal() + 1)))
