"""Working groups (Tổ công tác) that attend and direct sample meetings: who is in them, by which decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.models.samples import GroupMember, WorkingGroup
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.services import people
from bontot_desktop.services.office import Office
from bontot_desktop.services.people import Pick

DEFAULT_NAME = "Tổ công tác dự, chỉ đạo sinh hoạt chi bộ điểm"
#: The group that verifies the dossiers of a campaign (D2).
VERIFIERS = "Tổ thẩm định"


@dataclass(frozen=True, slots=True)
class GroupMemberDraft:
    """A person in the group; with ``person_id`` None a new person is added under the name typed."""

    name: str
    role: GroupRole = GroupRole.MEMBER
    person_id: int | None = None
    title: str = ""
    #: The cells the person looks after, as D2 prints them.
    cells: str = ""


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A working group as its form holds it; ``id`` None for a new one."""

    id: int | None = None
    name: str = DEFAULT_NAME
    decision_no: str = ""
    decision_on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    #: "" takes the sentences of the decision (F15).
    duties: str = ""
    members: tuple[GroupMemberDraft, ...] = ()


def problems(draft: GroupDraft) -> list[Problem]:
    """Say what keeps a working group from being saved."""
    found = []
    if not text.clean(draft.name):
        found.append(Problem("group.name", "Chưa ghi tên Tổ công tác."))
    if draft.from_on is not None and draft.to_on is not None and draft.to_on < draft.from_on:
        found.append(Problem("group.to_on", "Ngày kết thúc ở trước ngày bắt đầu của Tổ."))
    for index, member in enumerate(draft.members):
        if not text.clean(member.name):
            found.append(Problem(f"group.members.{index}.name", "Chưa ghi họ tên thành viên."))
    times = Counter(_key(member) for member in draft.members)
    twice = next(((index, member) for index, member in enumerate(draft.members) if times[_key(member)] > 1), None)
    if twice:
        sentence = f"Đồng chí {twice[1].name} có tên hai lần trong Tổ."
        found.append(Problem(f"group.members.{twice[0]}.name", sentence))
    if sum(member.role is GroupRole.LEADER for member in draft.members) > 1:
        found.append(Problem("group.members", "Tổ công tác chỉ có một Tổ trưởng."))
    return found


def _key(member: GroupMemberDraft) -> int | str:
    return text.fold(member.name) if member.person_id is None else member.person_id


def list_groups(office: Office) -> list[Pick]:
    """Return the working groups of sample meetings, the newest first, each with its decision as second word."""
    with office.read() as session:
        of_samples = select(WorkingGroup).where(WorkingGroup.campaign_id.is_(None))
        rows = session.scalars(of_samples.order_by(WorkingGroup.id.desc()))
        return [Pick(row.id, row.name, row.decision_no) for row in rows]


def load(office: Office, group_id: int | None) -> GroupDraft:
    """Return a working group, an empty one for None. Raises NotFound."""
    if group_id is None:
        return GroupDraft()
    with office.read() as session:
        return _draft(group(session, group_id))


def _draft(row: WorkingGroup) -> GroupDraft:
    return GroupDraft(
        id=row.id,
        name=row.name,
        decision_no=row.decision_no,
        decision_on=row.decision_on,
        from_on=row.from_on,
        to_on=row.to_on,
        duties=row.duties,
        members=tuple(
            GroupMemberDraft(
                name=member.person.full_name,
                role=member.role,
                person_id=member.person_id,
                title=member.person.title,
                cells=member.cells,
            )
            for member in row.members
        ),
    )


def of_campaign(office: Office, campaign_id: int) -> GroupDraft:
    """Return the group that verifies a campaign's dossiers, one to fill in while there is none. Raises NotFound."""
    with office.read() as session:
        row = row_of_campaign(session, campaign_id)
        if row is not None:
            return _draft(row)
        campaign = session.get(Campaign, campaign_id)
        if campaign is None:
            raise NotFound("Không còn đợt thi đua này.")
        return GroupDraft(name=VERIFIERS, to_on=campaign.cut_off_on)


def row_of_campaign(session: Session, campaign_id: int) -> WorkingGroup | None:
    """Return the row of the group that verifies a campaign's dossiers, None while there is none."""
    rows = select(WorkingGroup).where(WorkingGroup.campaign_id == campaign_id).order_by(WorkingGroup.id.desc())
    return session.scalars(rows).first()


def save_of_campaign(office: Office, campaign_id: int, draft: GroupDraft) -> Changes:
    """Keep the group that verifies a campaign's dossiers. Raises Problems; Refused once the campaign is closed."""
    found = problems(draft)
    if not draft.members:
        found.append(Problem("group.members", "Tổ thẩm định chưa có ai; hãy ghi ít nhất một thành viên."))
    if found:
        raise Problems(found)
    with office.work("campaigns.group", f"Ghi {draft.name} của đợt thi đua") as session:
        campaign = session.get(Campaign, campaign_id)
        if campaign is None:
            raise NotFound("Không còn đợt thi đua này.")
        if campaign.closed_on is not None:
            raise Refused(f"Đợt thi đua năm {campaign.year} đã kết thúc nên không sửa được nữa.")
        row = store(session, draft)
        row.campaign_id = campaign_id
    return Changes.of(Kind.CAMPAIGNS, Kind.PEOPLE)


def store(session: Session, draft: GroupDraft) -> WorkingGroup:
    """Store a working group inside another's transaction; people not known yet are added. Raises Problems."""
    row = WorkingGroup() if draft.id is None else group(session, draft.id)
    if draft.id is None:
        session.add(row)
    row.name = draft.name
    row.decision_no = draft.decision_no
    row.decision_on = draft.decision_on
    row.from_on, row.to_on, row.duties = draft.from_on, draft.to_on, draft.duties
    session.flush()
    known = {member.person_id: member for member in row.members}
    wanted: set[int] = set()
    for position, given in enumerate(draft.members, start=1):
        person = (
            people.person_by_id(session, given.person_id)
            if given.person_id is not None
            else people.person_named(session, given.name, title=given.title)
        )
        if person.id in wanted:
            sentence = f"Đồng chí {given.name} có tên hai lần trong Tổ."
            raise Problems([Problem(f"group.members.{position - 1}.name", sentence)])
        wanted.add(person.id)
        member = known.get(person.id)
        if member is None:
            row.members.append(GroupMember(person_id=person.id, position=position, role=given.role, cells=given.cells))
        else:
            member.position, member.role, member.cells = position, given.role, given.cells
    for member in list(row.members):
        if member.person_id not in wanted:
            row.members.remove(member)
    session.flush()
    return row


def group(session: Session, group_id: int) -> WorkingGroup:
    """Return a working group. Raises NotFound."""
    row = session.get(WorkingGroup, group_id)
    if row is None:
        raise NotFound("Không còn Tổ công tác này.")
    return row
