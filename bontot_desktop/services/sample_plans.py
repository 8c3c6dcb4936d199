"""The year's plan of sample meetings and the report on it: the typed parts, one row for a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.samples import SampleEvent, SamplePlan
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services import heads, wordings
from bontot_desktop.services.office import Office, Saved

#: Years a plan may be for.
YEARS = range(2000, 2101)
PLAN_PARTS = ("purpose", "participants", "steps", "organisation")
REPORT_PARTS = ("preparation", "strengths", "weaknesses", "lessons", "proposals")


@dataclass(frozen=True, slots=True)
class YearPlanDraft:
    """The typed parts of a year's plan (F14) and report (F21); "" takes the paper's standing sentences where it has
    them. ``id`` is None until it is saved."""

    year: int
    id: int | None = None
    purpose: str = ""
    participants: str = ""
    steps: str = ""
    organisation: str = ""
    preparation: str = ""
    strengths: str = ""
    weaknesses: str = ""
    lessons: str = ""
    proposals: str = ""


def load(office: Office, year: int) -> YearPlanDraft:
    """Return a year's plan, an empty one while there is none."""
    with office.read() as session:
        row = of_year(session, year)
        if row is None:
            return YearPlanDraft(year)
        parts = {name: getattr(row, name) for name in (*PLAN_PARTS, *REPORT_PARTS)}
        return YearPlanDraft(year, row.id, **parts)


def save(office: Office, draft: YearPlanDraft) -> Saved:
    """Store the typed parts. Raises Problems for a year that cannot be."""
    if draft.year not in YEARS:
        raise Problems([Problem("year", f"Năm của kế hoạch phải từ {YEARS[0]} đến {YEARS[-1]}.")])
    with office.work("samples.year_plan", f"Ghi kế hoạch, báo cáo sinh hoạt điểm năm {draft.year}") as session:
        row = of_year(session, draft.year)
        if row is None:
            row = SamplePlan(year=draft.year)
            session.add(row)
        for name in (*PLAN_PARTS, *REPORT_PARTS):
            setattr(row, name, getattr(draft, name))
        session.flush()
        session.about(row)
        return Saved(row.id, Changes.of(Kind.SAMPLES))


def standing(office: Office, year: int) -> dict[str, str]:
    """Return by part the sentences its paper prints where the part is left empty, as the office words them."""
    parts = (*(("F14", part) for part in PLAN_PARTS), ("F21", "preparation"), ("F15", "duties"))
    with office.read() as session:
        committee = heads.committee(session, office.today())
        settings = heads.format_settings(session)
        gaps = {"committee": settings.fixed(committee.name), "commune": committee.commune, "year": year, "until": ""}
        return {
            name: "\n".join(KINDS[kind].words(settings, wordings.in_use(session, kind).texts).given(**gaps).lines(name))
            for kind, name in parts
        }


def copied(office: Office, year: int) -> YearPlanDraft:
    """Return the plan of a year with the typed parts of the year before. Raises Refused when there are none."""
    before, now = load(office, year - 1), load(office, year)
    if not any(getattr(before, name) for name in PLAN_PARTS):
        raise Refused(f"Kế hoạch năm {year - 1} không có phần nào ghi riêng để chép.")
    return replace(now, **{name: getattr(before, name) for name in PLAN_PARTS})


def begin(office: Office, year: int) -> int:
    """Return the id of a year's plan, made empty when there was none: papers hang on it."""
    with office.read() as session:
        row = of_year(session, year)
        if row is not None:
            return row.id
    saved = save(office, YearPlanDraft(year)).id
    assert isinstance(saved, int)
    return saved


def of_year(session: Session, year: int) -> SamplePlan | None:
    """Return the plan of a year, None while there is none."""
    return session.scalars(select(SamplePlan).where(SamplePlan.year == year)).first()


def plan(session: Session, plan_id: int) -> SamplePlan:
    """Return a plan. Raises NotFound."""
    row = session.get(SamplePlan, plan_id)
    if row is None:
        raise NotFound("Không còn kế hoạch sinh hoạt điểm này trong dữ liệu.")
    return row


def events(session: Session, year: int) -> list[SampleEvent]:
    """Return the sample meetings of a year that are not called off, by their day, those without one last."""
    rows = session.scalars(
        select(SampleEvent).where(SampleEvent.year == year, SampleEvent.state != SampleState.CANCELLED)
    )
    return sorted(rows, key=lambda row: (_day(row) is None, str(_day(row) or ""), row.id))


def _day(row: SampleEvent) -> object:
    return (row.meeting.held_on if row.meeting else None) or row.planned_on
