"""Who observes a sample meeting: in which capacity, watching what, there or not; names as they were that day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell, InCharge, Post
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.office import Body, Holding, Person
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import Observer, SampleEvent
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.db.queries import register
from bontot_desktop.db.queries.register import holding
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.cells import CellPost, name_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.samples import Aspect, GroupRole, ObserverCapacity
from bontot_desktop.services import paper_links, people, sample_store
from bontot_desktop.services.office import Office

#: What each is usually asked to watch (meetings.md §7.2, suggested split); the clerk changes it.
USUAL_ASPECTS: dict[ObserverCapacity, tuple[Aspect, ...]] = {
    ObserverCapacity.WORKING_GROUP: (Aspect.ORDER, Aspect.IDEOLOGY, Aspect.BOOKS),
    ObserverCapacity.IN_CHARGE: (Aspect.TASKS, Aspect.CONCLUSION),
    ObserverCapacity.COMMITTEE_MEMBER: (Aspect.IDEOLOGY, Aspect.DISCUSSION),
    ObserverCapacity.CELL_SECRETARY: (Aspect.PREPARATION, Aspect.ORDER, Aspect.CONDUCT),
    ObserverCapacity.OTHER: (),
}
#: Who sits in these is a member of the committee.
_COMMITTEE = (Issuer.EXECUTIVE_COMMITTEE, Issuer.STANDING_COMMITTEE)
_LEADER_ASPECTS = (Aspect.CONDUCT, Aspect.CONCLUSION)


@dataclass(frozen=True, slots=True)
class ObserverDraft:
    """An observer as the list holds it: name, post and unit are kept as they were when invited.

    ``person_id`` None with a ``member_id`` makes that member a person; with neither a person is found by name or
    added. ``aspects`` are codes in the order of :class:`Aspect`.
    """

    name: str
    post: str = ""
    organisation: str = ""
    capacity: ObserverCapacity = ObserverCapacity.OTHER
    aspects: tuple[Aspect, ...] = ()
    invited_on: date | None = None
    attended: bool = True
    person_id: int | None = None
    member_id: int | None = None
    id: int | None = None
    has_sheet: bool = False


def load(office: Office, event_id: int) -> tuple[ObserverDraft, ...]:
    """Return the observers of a sample meeting, in the order they were listed. Raises NotFound."""
    with office.read() as session:
        return tuple(_draft(row) for row in sample_store.event(session, event_id).observers)


def _draft(row: Observer) -> ObserverDraft:
    return ObserverDraft(
        name=row.name_at_time,
        post=row.post_at_time,
        organisation=row.organisation_at_time,
        capacity=row.capacity,
        aspects=tuple(Aspect(code) for code in row.aspects),
        invited_on=row.invited_on,
        attended=row.attended,
        person_id=row.person_id,
        id=row.id,
        has_sheet=row.sheet is not None,
    )


def problems(drafts: tuple[ObserverDraft, ...]) -> list[Problem]:
    """Say what keeps a list of observers from being saved, by row ("observers.2.name")."""
    found = []
    times = Counter(_key(draft) for draft in drafts)
    for index, draft in enumerate(drafts):
        if not text.clean(draft.name):
            found.append(Problem(f"observers.{index}.name", "Chưa ghi họ tên người dự."))
        elif times[_key(draft)] > 1:
            found.append(Problem(f"observers.{index}.name", f"Đồng chí {draft.name} có tên hai lần."))
        if draft.has_sheet and not draft.attended:
            sentence = f"Đồng chí {draft.name} đã nộp phiếu nhận xét nên không ghi vắng được."
            found.append(Problem(f"observers.{index}.attended", sentence))
    return found


def _key(draft: ObserverDraft) -> tuple[str, int] | tuple[str, str]:
    if draft.person_id is not None:
        return ("person", draft.person_id)
    if draft.member_id is not None:
        return ("member", draft.member_id)
    return ("name", text.fold(draft.name))


def save(office: Office, event_id: int, drafts: tuple[ObserverDraft, ...]) -> Changes:
    """Store the whole list in one act; the order given is the order printed.

    Raises Problems, or Refused when someone who handed in a sheet or spoke would be taken off.
    """
    found = problems(drafts)
    if found:
        raise Problems(found)
    with office.work("samples.observers", "Ghi thành phần dự sinh hoạt điểm") as session:
        row = sample_store.event(session, event_id)
        session.sentence = f"Ghi thành phần dự sinh hoạt điểm của {row.cell.name}: {len(drafts)} người"
        session.about(row)
        store(session, row, drafts)
        sample_store.advance(session, row, office.today())
    return Changes.of(Kind.SAMPLES, Kind.PEOPLE)


def store(session: Session, row: SampleEvent, drafts: tuple[ObserverDraft, ...]) -> None:
    """Store a list of observers inside another's transaction. Raises Problems, Refused."""
    known = {observer.id: observer for observer in row.observers}
    kept = {draft.id for draft in drafts}
    spoke = {opinion.observer_id for opinion in row.opinions}
    for observer_id, observer in known.items():
        if observer_id in kept:
            continue
        if observer.sheet is not None or observer_id in spoke or _has_score(session, observer_id):
            raise Refused(
                f"Đồng chí {observer.name_at_time} đã có phiếu nhận xét hoặc ý kiến nên không bỏ khỏi danh sách được."
            )
        paper_links.refuse_when_named(
            session,
            Paper.sample_event_id,
            row.id,
            observer.name_at_time,
            what=f"Đồng chí {observer.name_at_time}",
            instead="hãy bỏ dấu “Có dự”",
        )
        paper_links.let_go(session, Paper.observer_id, observer_id)
        row.observers.remove(observer)
    session.flush()
    for position, draft in enumerate(drafts, start=1):
        found = known.get(draft.id) if draft.id is not None else None
        if found is None:
            person_id = _person(session, draft).id
            if any(observer.person_id == person_id for observer in row.observers):
                sentence = f"Đồng chí {draft.name} có tên hai lần."
                raise Problems([Problem(f"observers.{position - 1}.name", sentence)])
            found = Observer(person_id=person_id)
            row.observers.append(found)
        found.position = position
        found.name_at_time = draft.name
        found.post_at_time = draft.post
        found.organisation_at_time = draft.organisation
        found.capacity = draft.capacity
        found.aspects = [aspect.value for aspect in Aspect if aspect in draft.aspects]
        found.invited_on = draft.invited_on
        found.attended = draft.attended
    session.flush()
    session.refresh(row, ["observers"])


def _has_score(session: Session, observer_id: int) -> bool:
    return session.scalars(select(Score.id).where(Score.observer_id == observer_id)).first() is not None


def _person(session: Session, draft: ObserverDraft) -> Person:
    if draft.person_id is not None:
        return people.person_by_id(session, draft.person_id)
    if draft.member_id is not None:
        return person_of_member(session, draft.member_id, title=draft.post, organisation=draft.organisation)
    person = people.person_named(session, draft.name, title=draft.post)
    person.organisation = person.organisation or draft.organisation
    return person


def person_of_member(session: Session, member_id: int, *, title: str, organisation: str) -> Person:
    """Return the person a member is, added when they are met for the first time."""
    found = session.scalars(select(Person).where(Person.member_id == member_id)).first()
    if found is None:
        member = session.get(Member, member_id)
        if member is None:
            raise Refused("Không còn đảng viên này trong sổ.")
        found = Person(full_name=member.full_name, title=title, organisation=organisation, member_id=member_id)
        session.add(found)
        session.flush()
    return found


def candidates(office: Office, event_id: int) -> list[ObserverDraft]:
    """Return whom one may invite: the working group, who is in charge of the cell, the committee in office and the
    secretaries of the other cells, each once in their first capacity, with the usual aspects. Raises NotFound.
    """
    today = office.today()
    with office.read() as session:
        row = sample_store.event(session, event_id)
        day = row.planned_on or today
        found: dict[tuple[str, int] | tuple[str, str], ObserverDraft] = {}
        for draft in (
            *_from_group(row),
            *_from_in_charge(session, row.cell_id, day),
            *_from_committee(session, day),
            *_secretaries(session, row.cell_id, day),
        ):
            found.setdefault(_key(draft), draft)
        members = session.execute(select(Person.member_id, Person.id).where(Person.member_id.is_not(None)))
        people_of = {row.member_id: row.id for row in members}
        taken = {observer.person_id for observer in row.observers}
        shown = taken | {draft.person_id for draft in found.values() if draft.person_id is not None}
        return [
            draft
            for draft in found.values()
            if draft.person_id not in taken and (draft.member_id is None or people_of.get(draft.member_id) not in shown)
        ]


def _from_group(row: SampleEvent) -> list[ObserverDraft]:
    members = row.working_group.members if row.working_group else []
    return [
        _of_person(
            member.person,
            ObserverCapacity.WORKING_GROUP,
            _LEADER_ASPECTS if member.role is GroupRole.LEADER else USUAL_ASPECTS[ObserverCapacity.WORKING_GROUP],
        )
        for member in members
    ]


def _from_in_charge(session: Session, cell_id: int, day: date) -> list[ObserverDraft]:
    question = select(Person).join(InCharge, InCharge.person_id == Person.id)
    held = question.where(InCharge.cell_id == cell_id, holding(InCharge.from_on, InCharge.to_on, day))
    return [_of_person(person, ObserverCapacity.IN_CHARGE) for person in session.scalars(held.order_by(InCharge.id))]


def _from_committee(session: Session, day: date) -> list[ObserverDraft]:
    question = (
        select(Person, Holding.post, Body.name, Body.kind)
        .join(Holding, Holding.person_id == Person.id)
        .join(Body, Body.id == Holding.body_id)
        .where(holding(Holding.from_on, Holding.to_on, day))
        .order_by(Holding.rank, Person.full_name_order, Holding.id)
    )
    found = []
    for person, post, body, kind in session.execute(question):
        capacity = ObserverCapacity.COMMITTEE_MEMBER if kind in _COMMITTEE else ObserverCapacity.OTHER
        # The person's own title ("Bí thư Đảng ủy") names the body already.
        found.append(
            ObserverDraft(
                name=person.full_name,
                post=person.title or post,
                organisation=person.organisation or ("" if person.title else body),
                capacity=capacity,
                aspects=USUAL_ASPECTS[capacity],
                person_id=person.id,
            )
        )
    # Who is in the committee and in an office too comes as a member of the committee.
    return sorted(found, key=lambda draft: draft.capacity is not ObserverCapacity.COMMITTEE_MEMBER)


def _secretaries(session: Session, cell_id: int, day: date) -> list[ObserverDraft]:
    question = (
        select(Member.id, Member.full_name, Cell.id, Cell.name)
        .join(Post, Post.member_id == Member.id)
        .join(Cell, Cell.id == Post.cell_id)
        .where(
            Post.post == CellPost.SECRETARY,
            holding(Post.from_on, Post.to_on, day),
            Cell.id != cell_id,
            (Cell.dissolved_on.is_(None)) | (Cell.dissolved_on > day),
        )
        .order_by(Cell.name_order, Cell.id)
    )
    names = register.names_of_cells(session)
    return [
        ObserverDraft(
            name=name,
            post="Bí thư chi bộ",
            organisation=name_on(names[other_id], day) if other_id in names else cell_name,
            capacity=ObserverCapacity.CELL_SECRETARY,
            aspects=USUAL_ASPECTS[ObserverCapacity.CELL_SECRETARY],
            member_id=member_id,
        )
        for member_id, name, other_id, cell_name in session.execute(question)
    ]


def _of_person(person: Person, capacity: ObserverCapacity, aspects: tuple[Aspect, ...] | None = None) -> ObserverDraft:
    return ObserverDraft(
        name=person.full_name,
        post=person.title,
        organisation=person.organisation,
        capacity=capacity,
        aspects=USUAL_ASPECTS[capacity] if aspects is None else aspects,
        person_id=person.id,
    )
