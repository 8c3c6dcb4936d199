"""Complaints, denunciations, inspections and conclusions on a cell, as the office records them (recognition.md §4)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.models.year_end import Case
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules import cases as rules
from bontot_desktop.rules import recognition
from bontot_desktop.rules.cases import CaseFacts, CaseKind, Outcome
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import campaigns
from bontot_desktop.services.holds import HoldDraft
from bontot_desktop.services.office import Office, Saved

CHANGED = Changes.of(Kind.CAMPAIGNS, Kind.CELLS)
#: What is found and not waited for has its conclusion from the first day on.
_FOUND = frozenset(CaseKind) - rules.WAITED_FOR


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case as its window shows it; ``concluded_on`` and ``outcome`` stay empty while it is under way."""

    cell_id: int
    id: int | None = None
    kind: CaseKind = CaseKind.DENUNCIATION
    received_on: date | None = None
    body: str = "Ủy ban Kiểm tra Đảng ủy"
    text: str = ""
    paper_no: str = ""
    concluded_on: date | None = None
    outcome: Outcome | None = None
    conclusion: str = ""

    @property
    def facts(self) -> CaseFacts:
        """The case as the rules need it."""
        received = self.received_on or date.min
        return CaseFacts(self.kind, received, self.body, self.paper_no, self.concluded_on, self.outcome)

    @property
    def told(self) -> str:
        """How the case stands: under way, or what was found."""
        if self.concluded_on is None or self.outcome is None:
            return "Đang giải quyết"
        return f"{self.outcome.label} ({dates.screen(self.concluded_on)})"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that a case asks to be held or let go on, with what the window would say."""

    entry_id: int
    cell: str
    year: int
    hold: HoldDraft
    conclusion: str = ""
    on: date | None = None


_FIELDS = tuple(field.name for field in fields(CaseDraft) if field.name != "id")


def rows(office: Office, cell_id: int) -> list[CaseDraft]:
    """Return the cases against a cell, the newest first."""
    with office.read() as session:
        return [_draft(row) for row in _of(session, cell_id)]


def count(office: Office, cell_id: int) -> int:
    """Count the cases that are under way against a cell."""
    return sum(row.facts.is_open for row in rows(office, cell_id))


def _of(session: Session, cell_id: int) -> list[Case]:
    query = select(Case).where(Case.cell_id == cell_id).order_by(Case.received_on.desc(), Case.id.desc())
    return list(session.scalars(query))


def _draft(row: Case) -> CaseDraft:
    return CaseDraft(id=row.id, **{name: getattr(row, name) for name in _FIELDS})


def problems(draft: CaseDraft, today: date) -> list[Problem]:
    """Check a case; (field, sentence) for each thing to mend."""
    found = []
    if draft.received_on is None:
        found.append(Problem("received_on", "Chưa có ngày nhận hoặc ngày bắt đầu."))
    elif draft.received_on > today:
        found.append(Problem("received_on", "Ngày nhận ở sau hôm nay; hãy xem lại."))
    if not draft.body.strip():
        found.append(Problem("body", "Chưa ghi cơ quan giải quyết."))
    if draft.concluded_on is None:
        if draft.outcome is not None:
            found.append(Problem("concluded_on", "Đã có kết quả nhưng chưa ghi ngày kết luận."))
        elif draft.kind in _FOUND:
            found.append(Problem("concluded_on", f"{draft.kind.label} cần có ngày và kết quả."))
    else:
        if draft.outcome is None:
            found.append(Problem("outcome", "Hãy chọn kết luận tìm thấy điều gì."))
        if draft.concluded_on > today:
            found.append(Problem("concluded_on", "Ngày kết luận ở sau hôm nay; hãy xem lại."))
        elif draft.received_on is not None and draft.concluded_on < draft.received_on:
            found.append(Problem("concluded_on", "Ngày kết luận ở trước ngày nhận."))
    return found


def save(office: Office, draft: CaseDraft) -> Saved:
    """Save a case. Raises Problems, NotFound. It holds nothing by itself: see :func:`to_hold`."""
    found = problems(draft, office.today())
    if found:
        raise Problems(found)
    with office.work("cases.save", "Ghi đơn thư, kết luận") as session:
        cell = session.get(Cell, draft.cell_id)
        if cell is None:
            raise NotFound("Không còn chi bộ này.")
        row = Case() if draft.id is None else _find(session, draft.id)
        for name in _FIELDS:
            setattr(row, name, getattr(draft, name))
        if draft.id is None:
            session.add(row)
        session.flush()
        session.about(cell)
        session.sentence = f"Ghi {draft.kind.label.lower()} đối với {cell.name}"
        return Saved(row.id, CHANGED)


def remove(office: Office, case_id: int) -> Changes:
    """Remove a case that was recorded by mistake. Raises NotFound."""
    with office.work("cases.remove", "Bỏ đơn thư, kết luận ghi nhầm") as session:
        row = _find(session, case_id)
        session.about(row.cell)
        session.sentence = f"Bỏ {row.kind.label.lower()} ghi nhầm đối với {row.cell.name}"
        session.delete(row)
    return CHANGED


def _find(session: Session, case_id: int) -> Case:
    row = session.get(Case, case_id)
    if row is None:
        raise NotFound("Không còn vụ việc này.")
    return row


# What a case asks of a campaign (E15, T7)


def to_hold(office: Office, cell_id: int) -> Waiting | None:
    """Return the cell's entry that a case under way asks to be held, with the case as source; None where none is."""
    with office.read() as session:
        under_way = [_draft(row) for row in _of(session, cell_id) if _draft(row).facts.is_open]
        entry = _entry(session, cell_id)
        if not under_way or entry is None or entry.state not in recognition.MAY_HOLD:
            return None
        return Waiting(entry.id, entry.name_at_time, entry.campaign.year, _hold(under_way[0], office.today()))


def to_release(office: Office, cell_id: int) -> Waiting | None:
    """Return the cell's held entry once every case is concluded, with the last conclusion; None where none is."""
    with office.read() as session:
        known = [_draft(row) for row in _of(session, cell_id)]
        entry = _entry(session, cell_id)
        done = [one for one in known if one.facts.kind in rules.WAITED_FOR and one.concluded_on is not None]
        if entry is None or entry.state is not EntryState.ON_HOLD:
            return None
        if not done or any(one.facts.is_open for one in known):
            return None
        last = max(done, key=lambda one: one.concluded_on or date.min)
        assert last.outcome is not None
        said = text.clean_block(last.conclusion) or f"{last.body} kết luận: {last.outcome.label.lower()}."
        held = HoldDraft(entry.hold_reason, entry.hold_source, entry.hold_on)
        return Waiting(entry.id, entry.name_at_time, entry.campaign.year, held, said, office.today())


def _hold(case: CaseDraft, today: date) -> HoldDraft:
    number = f" (văn bản số {case.paper_no})" if case.paper_no else ""
    received = dates.screen(case.received_on) if case.received_on else ""
    reason = f"Đang giải quyết {case.kind.label[:1].lower()}{case.kind.label[1:]}"
    return HoldDraft(f"{reason}.", f"Nhận ngày {received}, {case.body}{number}", today)


def _entry(session: Session, cell_id: int) -> CellEntry | None:
    """Return the cell's entry in the newest campaign that is not decided."""
    query = (
        select(CellEntry)
        .join(Campaign, Campaign.id == CellEntry.campaign_id)
        .where(CellEntry.cell_id == cell_id, Campaign.state.not_in(campaigns.DECIDED))
        .order_by(Campaign.year.desc())
    )
    return session.scalars(query).first()
