"""Phases of a movement ("giai đoạn 2023 - 2025"): years of campaigns that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bontot_desktop.db.models.recognition import Campaign, EmulationPhase
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services.office import Office, Saved


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A phase as its form shows it; ``plan_doc`` names the plan it rests on."""

    name: str = ""
    from_year: int | None = None
    to_year: int | None = None
    plan_doc: str = ""
    id: int | None = None


def list_phases(office: Office) -> list[PhaseDraft]:
    """Return the phases, the newest first."""
    with office.read() as session:
        rows = session.scalars(select(EmulationPhase).order_by(EmulationPhase.from_year.desc(), EmulationPhase.id))
        return [PhaseDraft(row.name, row.from_year, row.to_year, row.plan_doc, row.id) for row in rows]


def problems(draft: PhaseDraft) -> list[Problem]:
    """Check a phase; (field, sentence) for each thing to mend."""
    found = []
    for name, year, words in (
        ("from_year", draft.from_year, "năm đầu"),
        ("to_year", draft.to_year, "năm cuối"),
    ):
        if year is None or not 1990 <= year <= 2100:
            found.append(Problem(name, f"Chưa có {words} của giai đoạn."))
    if not found and draft.from_year is not None and draft.to_year is not None and draft.to_year < draft.from_year:
        found.append(Problem("to_year", "Năm cuối ở trước năm đầu."))
    return found


def save(office: Office, draft: PhaseDraft) -> Saved:
    """Save a phase; without a name it is called by its years. Raises Problems, NotFound."""
    found = problems(draft)
    if found or draft.from_year is None or draft.to_year is None:
        raise Problems(found)
    name = draft.name.strip() or f"giai đoạn {draft.from_year} - {draft.to_year}"
    with office.work("phases.save", f"Ghi {name}") as session:
        row = EmulationPhase() if draft.id is None else session.get(EmulationPhase, draft.id)
        if row is None:
            raise NotFound("Không còn giai đoạn này.")
        outside = [
            year
            for year in session.scalars(select(Campaign.year).where(Campaign.phase_id == draft.id))
            if draft.id is not None and not draft.from_year <= year <= draft.to_year
        ]
        if outside:
            raise Problems([Problem("to_year", f"Đợt thi đua năm {outside[0]} thuộc giai đoạn này.")])
        row.name, row.plan_doc = name, draft.plan_doc
        row.from_year, row.to_year = draft.from_year, draft.to_year
        session.add(row)
        session.flush()
        return Saved(row.id, Changes.of(Kind.CAMPAIGNS))


def remove(office: Office, phase_id: int) -> Changes:
    """Remove a phase no campaign belongs to. Raises Refused, NotFound."""
    with office.work("phases.remove", "Bỏ giai đoạn thi đua") as session:
        row = session.get(EmulationPhase, phase_id)
        if row is None:
            raise NotFound("Không còn giai đoạn này.")
        year = session.scalars(select(Campaign.year).where(Campaign.phase_id == phase_id)).first()
        if year is not None:
            raise Refused(f"Đợt thi đua năm {year} thuộc giai đoạn này; hãy sửa đợt ấy trước.")
        session.sentence = f"Bỏ {row.name}"
        session.delete(row)
    return Changes.of(Kind.CAMPAIGNS)
