"""Certificates of cells and members: who may get one, what it says, its money, its number in the register."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules import scoring
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import AwardKind, QualityLevel
from bontot_desktop.rules.streaks import LONG
from bontot_desktop.services import award_rates, award_subjects, campaigns, heads, numbers, paper_links, wordings
from bontot_desktop.services.award_subjects import Eligible
from bontot_desktop.services.office import Office

#: The decision that gives certificates to cells, that to members, and the certificate itself.
DECISION, MEMBER_DECISION, CERTIFICATE = "D14", "D14M", "D15"


@dataclass(frozen=True, slots=True)
class AwardDraft:
    """A certificate for a cell, or for the member ``member_id`` of it.

    ``achievement`` follows "Đã có thành tích"; ``coefficient`` None gives no money.
    """

    cell_id: int
    kind: AwardKind
    achievement: str
    coefficient: Decimal | None = None
    certificate_no: str = ""
    member_id: int | None = None

    @property
    def key(self) -> int:
        """Whom it is for: the member's id, or the cell's."""
        return self.member_id if self.member_id is not None else self.cell_id


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A certificate as lists show it; ``money`` is by the base pay of the decision's day, of today before it.

    ``cell`` names who has it, a member too; ``of_cell`` is the cell, of a member his own.
    """

    id: int
    cell_id: int
    cell: str
    cell_order: str
    kind: AwardKind
    achievement: str
    coefficient: Decimal | None
    money: Decimal | None
    certificate_no: str
    #: The issued certificate, None while there is none.
    paper_id: int | None
    member_id: int | None = None
    of_cell: str = ""
    paid_on: date | None = None
    taken_back_on: date | None = None

    @property
    def key(self) -> int:
        """Whom it is for: the member's id, or the cell's."""
        return self.member_id if self.member_id is not None else self.cell_id

    @property
    def draft(self) -> AwardDraft:
        """Return it as its form shows it."""
        return AwardDraft(
            self.cell_id, self.kind, self.achievement, self.coefficient, self.certificate_no, self.member_id
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell or a member that may get a kind of certificate, or has it; the id is the cell's or the member's.

    ``cell`` names who gets it, a member too; ``of_cell`` is the cell, of a member his own.
    """

    id: int
    cell: str
    order: tuple[str, ...]
    group: str
    rating: QualityLevel | None
    award: AwardRow | None
    cell_id: int
    of_cell: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a certificate; ``used`` are the numbers of the register, the newest last."""

    year: int
    achievement: str
    coefficient: Decimal | None
    used: tuple[str, ...]

    def next_numbers(self, more: Sequence[str] = (), count: int = 1) -> list[str]:
        """Return the next free numbers; ``more`` are those given on the screen and not saved."""
        return rules.next_numbers([*self.used, *more], count, self.year)


def list_awards(office: Office, campaign_id: int) -> list[AwardRow]:
    """Return a campaign's certificates by kind, then in Vietnamese order of the names. Raises NotFound."""
    with office.read() as session:
        return rows_of(session, campaigns.find(session, campaign_id), office)


def rows_of(session: Session, campaign: Campaign, office: Office) -> list[AwardRow]:
    """Return the rows inside another's session."""
    papers = {
        paper.award_id: paper.id
        for paper in session.scalars(
            select(Paper).where(
                Paper.kind == CERTIFICATE, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED
            )
        )
    }
    today = rules.base_pay_on(award_rates.base_pays(session), office.today())
    return [
        AwardRow(
            award.id,
            award.cell_id,
            award.name_at_time,
            award.cell.name_order,
            award.kind,
            award.achievement,
            award.coefficient,
            rules.money(award.coefficient, award.base_pay or (today.amount if today else None)),
            award.certificate_no,
            papers.get(award.id),
            award.member_id,
            cell_of(award, campaign),
            award.paid_on,
            award.taken_back_on,
        )
        for award in ordered(awards_of(session, campaign.id, members=None))
    ]


def ordered(given: Iterable[Award]) -> list[Award]:
    """Order certificates as lists and papers have them: by kind, by cell, then people by their names."""
    order = list(AwardKind)
    return sorted(
        given,
        key=lambda award: (
            order.index(award.kind),
            award.cell.name_order,
            text.person_sort_key(award.name_at_time) if award.member_id is not None else "",
            award.id,
        ),
    )


def cell_of(award: Award, campaign: Campaign) -> str:
    """Name the cell of a certificate as the campaign has it."""
    names = {entry.cell_id: entry.name_at_time for entry in campaign.entries}
    return names.get(award.cell_id, award.cell.name)


def awards_of(session: Session, campaign_id: int, *, members: bool | None = False) -> list[Award]:
    """Return the certificates of a campaign as they were entered: of cells, of ``members``, of both for None."""
    query = select(Award).where(Award.campaign_id == campaign_id)
    if members is not None:
        query = query.where(Award.member_id.is_not(None) if members else Award.member_id.is_(None))
    return list(session.scalars(query.order_by(Award.id)))


def decision_of(session: Session, campaign_id: int, *, members: bool = False) -> Paper | None:
    """Return the decision that gives a campaign's certificates to cells, or to members; None while none stands."""
    query = select(Paper).where(
        Paper.kind == decision_kind(members=members),
        Paper.campaign_id == campaign_id,
        Paper.state == PaperState.ISSUED,
    )
    return session.scalars(query).first()


def decision_kind(*, members: bool) -> str:
    """Return the id of the decision for cells, or for members."""
    return MEMBER_DECISION if members else DECISION


def are_decided(office: Office, campaign_id: int) -> bool:
    """Say whether there are certificates and all of them, of cells and of members, stand on their decision."""
    with office.read() as session:
        sorts = {award.member_id is not None for award in awards_of(session, campaign_id, members=None)}
        return bool(sorts) and all(decision_of(session, campaign_id, members=sort) is not None for sort in sorts)


def candidates(office: Office, campaign_id: int, kind: AwardKind) -> list[Candidate]:
    """Return those who may get a kind of certificate and those that have it: cells, or members cell by cell."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        given = {row.key: row for row in rows_of(session, campaign, office) if row.kind is kind}
        known = award_subjects.of(session, campaign, kind)
        found = [
            Candidate(one.id, one.name, one.order, one.group, one.rating, given.get(one.id), one.cell_id, one.cell)
            for one in known.values()
            if one.id in given or not one.why
        ]
        # Whose rating is gone meanwhile is still on the list until taken off it.
        found.extend(
            Candidate(key, row.cell, (row.cell_order,), "", None, row, row.cell_id, row.of_cell)
            for key, row in given.items()
            if key not in known
        )
        return sorted(found, key=lambda row: (row.order, row.id))


def proposal(office: Office, campaign_id: int, kind: AwardKind) -> Proposal:
    """Return the usual words and share of a kind of certificate, and the numbers given so far."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        settings = heads.format_settings(session)
        words = KINDS[CERTIFICATE].words(settings, wordings.in_use(session, CERTIFICATE).texts)
        said = words.say(
            f"achievement_{kind.value}",
            title=settings.title_spelling,
            year=campaign.year,
            from_year=campaign.year - 4,
        )
        used = tuple(session.scalars(select(Award.certificate_no).order_by(Award.id)))
        return Proposal(campaign.year, said, award_rates.coefficient(session, kind, office.today()), used)


def propose(office: Office, campaign_id: int, ids: Sequence[int], kind: AwardKind) -> list[AwardDraft]:
    """Return certificates to be looked at and saved: the usual words, the kind's share, the next numbers.

    ``ids`` are of cells, of members for a kind of theirs.
    """
    usual = proposal(office, campaign_id, kind)
    free = usual.next_numbers(count=len(ids))
    cells = dict.fromkeys(ids)
    if kind.of_members:
        cells |= {one.id: one.cell_id for one in candidates(office, campaign_id, kind)}
    return [
        AwardDraft(
            cells[key] or key, kind, usual.achievement, usual.coefficient, number, key if kind.of_members else None
        )
        for key, number in zip(ids, free, strict=True)
    ]


def base_pay(office: Office, campaign_id: int, *, members: bool = False) -> int | None:
    """Return the base pay the money of a campaign is reckoned with: of its decision, else of today."""
    with office.read() as session:
        own = awards_of(session, campaign_id, members=members)
        fixed = [award.base_pay for award in own if award.base_pay is not None]
        today = rules.base_pay_on(award_rates.base_pays(session), office.today())
        return fixed[0] if fixed else today.amount if today else None


def save_all(office: Office, campaign_id: int, kind: AwardKind, drafts: Sequence[AwardDraft]) -> Changes:
    """Save a campaign's certificates of a kind in one act: those not among ``drafts`` are taken back.

    Raises Problems for what to mend (fields "achievement:<cell or member id>"…), Refused in a closed year, and once
    the decision stands and anything but a number of the register is another.
    """
    with office.work("awards.save", "Ghi danh sách tặng giấy khen") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_closed(campaign)
        own = awards_of(session, campaign_id, members=kind.of_members)
        there = {key_of(award): award for award in own if award.kind is kind}
        decision = decision_of(session, campaign_id, members=kind.of_members)
        clean = [_clean(draft) for draft in drafts]
        if decision is not None and _is_more_than_numbers(there, clean):
            raise Refused(_stands(decision))
        subjects = award_subjects.of(session, campaign, kind)
        found = _problems(session, campaign, kind, clean, subjects, office)
        if found:
            raise Problems(found)
        wanted = {draft.key: draft for draft in clean}
        for key, award in there.items():
            if key not in wanted:
                _delete(session, award)
        for draft in clean:
            subject = subjects[draft.key]
            award = there.get(draft.key) or Award(
                campaign_id=campaign.id, cell_id=subject.cell_id, member_id=draft.member_id, kind=kind
            )
            session.add(award)
            if award.certificate_no != draft.certificate_no:
                _refuse_when_printed(session, award)
            award.name_at_time = subject.name
            award.achievement, award.coefficient = draft.achievement, draft.coefficient
            award.certificate_no = draft.certificate_no
            award.years_covered = f"{campaign.year - LONG + 1} - {campaign.year}" if kind.is_for_years else ""
        whom = "đảng viên" if kind.of_members else "chi bộ"
        session.sentence = f"Ghi danh sách tặng giấy khen {campaign.year}: {len(clean)} {whom}"
    return Changes.of(Kind.CAMPAIGNS)


def remove(office: Office, award_id: int) -> Changes:
    """Take a certificate back before its decision. Raises NotFound, Refused."""
    with office.work("awards.remove", "Bỏ giấy khen") as session:
        award = find(session, award_id)
        campaigns.refuse_when_closed(award.campaign)
        decision = decision_of(session, award.campaign_id, members=award.member_id is not None)
        if decision is not None:
            raise Refused(_stands(decision))
        session.sentence = f"Bỏ giấy khen của {award.name_at_time}"
        _delete(session, award)
    return Changes.of(Kind.CAMPAIGNS)


def _delete(session: Session, award: Award) -> None:
    paper_links.let_go(session, Paper.award_id, award.id)
    session.delete(award)


def find(session: Session, award_id: int) -> Award:
    """Return a certificate. Raises NotFound."""
    award = session.get(Award, award_id)
    if award is None:
        raise NotFound("Không còn giấy khen này trong danh sách.")
    return award


def _clean(draft: AwardDraft) -> AwardDraft:
    said = text.clean(draft.achievement).removeprefix("Đã có thành tích").strip().rstrip(" .;,")
    return replace(draft, achievement=said, certificate_no=text.clean(draft.certificate_no))


def key_of(award: Award) -> int:
    """Return whom a certificate is for: the member's id, or the cell's for one of a cell."""
    return award.member_id if award.member_id is not None else award.cell_id


def _is_more_than_numbers(there: dict[int, Award], drafts: Collection[AwardDraft]) -> bool:
    if {draft.key for draft in drafts} != set(there):
        return True
    return any(
        (there[draft.key].achievement, there[draft.key].coefficient) != (draft.achievement, draft.coefficient)
        for draft in drafts
    )


def _stands(decision: Paper) -> str:
    number = numbers.text_of(decision)
    return f"Quyết định tặng giấy khen {number} đã ban hành; muốn sửa danh sách, hãy thu hồi quyết định ấy trước."


def _refuse_when_printed(session: Session, award: Award) -> None:
    query = select(Paper.id).where(
        Paper.kind == CERTIFICATE, Paper.award_id == award.id, Paper.state == PaperState.ISSUED
    )
    if award.id is not None and session.scalars(query).first() is not None:
        raise Refused(
            f"Giấy khen của {award.name_at_time} đã lập với số vào sổ {award.certificate_no}; hãy thu hồi trước."
        )


def _problems(
    session: Session,
    campaign: Campaign,
    kind: AwardKind,
    drafts: Sequence[AwardDraft],
    subjects: Mapping[int, Eligible],
    office: Office,
) -> list[Problem]:
    pay = rules.base_pay_on(award_rates.base_pays(session), office.today())
    found = []
    seen: set[int] = set()
    numbers_given = _numbers_of_others(session, campaign.id, kind)
    for draft in drafts:
        field = f"cell:{draft.key}"
        subject = subjects.get(draft.key)
        if subject is None:
            unknown = (
                f"Có đồng chí không còn xếp loại năm {campaign.year} ở các chi bộ; hãy bỏ khỏi danh sách."
                if kind.of_members
                else "Chi bộ này không có trong đợt thi đua."
            )
            found.append(Problem(field, unknown))
            continue
        if subject.why and not subject.stays:
            found.append(Problem(field, f"{subject.name} {subject.why}."))
        if draft.key in seen:
            found.append(Problem(field, f"{subject.name} được ghi hai lần."))
        seen.add(draft.key)
        found.extend(_of_draft(draft, subject.name, pay.amount if pay else None))
        holder = numbers_given.get(draft.certificate_no.casefold()) if draft.certificate_no else None
        if holder is not None:
            sentence = f"Số vào sổ {draft.certificate_no} đã dùng cho {holder}; hãy chọn số khác."
            found.append(Problem(f"number:{draft.key}", sentence))
        if draft.certificate_no:
            numbers_given[draft.certificate_no.casefold()] = subject.name
    return found


def _of_draft(draft: AwardDraft, name: str, pay: int | None) -> list[Problem]:
    found = []
    if not draft.achievement:
        found.append(Problem(f"achievement:{draft.key}", f"Chưa ghi thành tích của {name}."))
    elif len(draft.achievement) > rules.LONGEST_ACHIEVEMENT:
        sentence = f"Thành tích của {name} dài quá {rules.LONGEST_ACHIEVEMENT} ký tự, giấy khen không đủ chỗ."
        found.append(Problem(f"achievement:{draft.key}", sentence))
    share = draft.coefficient
    if share is not None and not 0 < share <= award_rates.GREATEST:
        sentence = f"Hệ số phải lớn hơn 0 và không quá {award_rates.GREATEST}; không có tiền thưởng thì để trống."
        found.append(Problem(f"coefficient:{draft.key}", sentence))
    elif share is not None and pay is not None and (share * pay) % 1:
        sentence = f"Hệ số {scoring.show(share)} cho số tiền lẻ dưới một đồng; hãy xem lại."
        found.append(Problem(f"coefficient:{draft.key}", sentence))
    return found


def _numbers_of_others(session: Session, campaign_id: int, kind: AwardKind) -> dict[str, str]:
    """Return the numbers of the register given elsewhere, each with who has it."""
    others = session.scalars(select(Award).where(Award.certificate_no != ""))
    return {
        award.certificate_no.casefold(): f"{award.name_at_time} năm {award.campaign.year}"
        for award in others
        if (award.campaign_id, award.kind) != (campaign_id, kind)
    }
