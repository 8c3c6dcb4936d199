"""Certificates of cells: who may get one, what it says, the money that goes with it, its number in the register."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules import scoring
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import AwardKind, EntryState, QualityLevel
from bontot_desktop.rules.streaks import LONG, Counter, streak, unused
from bontot_desktop.services import award_rates, campaigns, entries, heads, numbers, paper_links, streaks, wordings
from bontot_desktop.services.office import Office

#: The decision that gives certificates, and the certificate itself.
DECISION, CERTIFICATE = "D14", "D15"


@dataclass(frozen=True, slots=True)
class AwardDraft:
    """A certificate for a cell. ``achievement`` follows "Đã có thành tích"; ``coefficient`` None gives no money."""

    cell_id: int
    kind: AwardKind
    achievement: str
    coefficient: Decimal | None = None
    certificate_no: str = ""


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A certificate as lists show it; ``money`` is by the base pay of the decision's day, of today before it."""

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

    @property
    def draft(self) -> AwardDraft:
        """Return it as its form shows it."""
        return AwardDraft(self.cell_id, self.kind, self.achievement, self.coefficient, self.certificate_no)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell that may get a kind of certificate, or has it; its id is the cell's."""

    id: int
    cell: str
    cell_order: str
    group: str
    rating: QualityLevel | None
    award: AwardRow | None


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
    """Return a campaign's certificates by kind, then in Vietnamese order of the cells' names. Raises NotFound."""
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
    order = list(AwardKind)
    today = rules.base_pay_on(award_rates.base_pays(session), office.today())
    rows = [
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
        )
        for award in awards_of(session, campaign.id)
    ]
    return sorted(rows, key=lambda row: (order.index(row.kind), row.cell_order, row.id))


def awards_of(session: Session, campaign_id: int) -> list[Award]:
    """Return the certificates of a campaign in the order they were entered."""
    return list(session.scalars(select(Award).where(Award.campaign_id == campaign_id).order_by(Award.id)))


def decision_of(session: Session, campaign_id: int) -> Paper | None:
    """Return the decision that gives a campaign's certificates, None while none stands."""
    query = select(Paper).where(
        Paper.kind == DECISION, Paper.campaign_id == campaign_id, Paper.state == PaperState.ISSUED
    )
    return session.scalars(query).first()


def candidates(office: Office, campaign_id: int, kind: AwardKind) -> list[Candidate]:
    """Return the cells that may get a kind of certificate and those that have it, in the order of their names."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        given = {row.cell_id: row for row in rows_of(session, campaign, office) if row.kind is kind}
        ratings = _ratings(session, campaign.year)
        rows = _rows_of_years(session, campaign) if kind is AwardKind.FIVE_YEARS else {}
        found = []
        for entry in entries.loaded(session, campaign):
            award = given.get(entry.cell_id)
            if award is None and (_why_not(entry, kind, ratings) or _too_short(entry, kind, rows)):
                continue
            rating = ratings.get(entry.cell_id)
            found.append(
                Candidate(
                    entry.cell_id,
                    entry.name_at_time,
                    entry.cell.name_order,
                    entry.group_at_time,
                    rating.level if rating else None,
                    award,
                )
            )
        return sorted(found, key=lambda row: (row.cell_order, row.id))


def _ratings(session: Session, year: int) -> dict[int, CellRating]:
    rows = session.scalars(select(CellRating).where(CellRating.year == year, CellRating.is_current))
    return {row.cell_id: row for row in rows}


def _why_not(entry: CellEntry, kind: AwardKind, ratings: dict[int, CellRating]) -> str:
    rating = ratings.get(entry.cell_id)
    level = rating.level if rating else None
    return rules.why_not(kind, entry.state, level, is_exemplary=bool(rating and rating.is_exemplary))


def _rows_of_years(session: Session, campaign: Campaign) -> dict[int, int]:
    """Return the years in a row that count for an award for five years, by cell; years used up do not (§7)."""
    ids = [entry.cell_id for entry in campaign.entries]
    years = streaks.years_of(session, Counter.EXEMPLARY, ids)
    used, settings = streaks.used_years(session, ids, before=campaign.year), streaks.settings_of(session)
    return {cell: streak(unused(years[cell], used[cell], settings), campaign.year) for cell in ids}


def _too_short(entry: CellEntry, kind: AwardKind, rows: dict[int, int]) -> str:
    """Say how many years are missing for an award for five years, "" when none is or none is asked."""
    if kind is not AwardKind.FIVE_YEARS:
        return ""
    count = rows.get(entry.cell_id, 0)
    if count >= LONG:
        return ""
    told = f"mới có {count} năm liên tục hoàn thành xuất sắc nhiệm vụ tiêu biểu, cần đủ {LONG} năm"
    return f"{told}; năm nào chưa ghi thì ghi xếp loại của năm ấy ở trang Xếp loại"


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
        return Proposal(campaign.year, said, award_rates.coefficient(session, kind), used)


def propose(office: Office, campaign_id: int, cell_ids: Sequence[int], kind: AwardKind) -> list[AwardDraft]:
    """Return certificates to be looked at and saved: the usual words, the kind's share, the next numbers."""
    usual = proposal(office, campaign_id, kind)
    free = usual.next_numbers(count=len(cell_ids))
    return [
        AwardDraft(cell_id, kind, usual.achievement, usual.coefficient, number)
        for cell_id, number in zip(cell_ids, free, strict=True)
    ]


def base_pay(office: Office, campaign_id: int) -> int | None:
    """Return the base pay the money of a campaign is reckoned with: of its decision, else of today."""
    with office.read() as session:
        fixed = [award.base_pay for award in awards_of(session, campaign_id) if award.base_pay is not None]
        today = rules.base_pay_on(award_rates.base_pays(session), office.today())
        return fixed[0] if fixed else today.amount if today else None


def save_all(office: Office, campaign_id: int, kind: AwardKind, drafts: Sequence[AwardDraft]) -> Changes:
    """Save a campaign's certificates of a kind in one act: those not among ``drafts`` are taken back.

    Raises Problems for what to mend (fields "achievement:<cell id>"…), Refused once the decision stands and anything
    but a number of the register is another.
    """
    with office.work("awards.save", "Ghi danh sách tặng giấy khen") as session:
        campaign = campaigns.find(session, campaign_id)
        there = {award.cell_id: award for award in awards_of(session, campaign_id) if award.kind is kind}
        decision = decision_of(session, campaign_id)
        clean = [_clean(draft) for draft in drafts]
        if decision is not None and _is_more_than_numbers(there, clean):
            raise Refused(_stands(decision))
        found = _problems(session, campaign, kind, clean, office)
        if found:
            raise Problems(found)
        wanted = {draft.cell_id: draft for draft in clean}
        for cell_id, award in there.items():
            if cell_id not in wanted:
                _delete(session, award)
        names = {entry.cell_id: entry.name_at_time for entry in campaign.entries}
        for draft in clean:
            award = there.get(draft.cell_id) or Award(campaign_id=campaign.id, cell_id=draft.cell_id, kind=kind)
            session.add(award)
            if award.certificate_no != draft.certificate_no:
                _refuse_when_printed(session, award)
            award.name_at_time = names[draft.cell_id]
            award.achievement, award.coefficient = draft.achievement, draft.coefficient
            award.certificate_no = draft.certificate_no
        session.sentence = f"Ghi danh sách tặng giấy khen {campaign.year}: {len(clean)} chi bộ"
    return Changes.of(Kind.CAMPAIGNS)


def remove(office: Office, award_id: int) -> Changes:
    """Take a certificate back before its decision. Raises NotFound, Refused."""
    with office.work("awards.remove", "Bỏ giấy khen") as session:
        award = find(session, award_id)
        decision = decision_of(session, award.campaign_id)
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


def _is_more_than_numbers(there: dict[int, Award], drafts: Collection[AwardDraft]) -> bool:
    if {draft.cell_id for draft in drafts} != set(there):
        return True
    return any(
        (there[draft.cell_id].achievement, there[draft.cell_id].coefficient) != (draft.achievement, draft.coefficient)
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
    session: Session, campaign: Campaign, kind: AwardKind, drafts: Sequence[AwardDraft], office: Office
) -> list[Problem]:
    entry_of = {entry.cell_id: entry for entry in campaign.entries}
    ratings = _ratings(session, campaign.year)
    rows = _rows_of_years(session, campaign) if kind is AwardKind.FIVE_YEARS else {}
    pay = rules.base_pay_on(award_rates.base_pays(session), office.today())
    found = []
    seen: set[int] = set()
    numbers_given = _numbers_of_others(session, campaign.id, kind)
    for draft in drafts:
        entry = entry_of.get(draft.cell_id)
        if entry is None:
            found.append(Problem(f"cell:{draft.cell_id}", "Chi bộ này không có trong đợt thi đua."))
            continue
        reason = _why_not(entry, kind, ratings) or _too_short(entry, kind, rows)
        if reason and entry.state is not EntryState.REVOKED:
            found.append(Problem(f"cell:{draft.cell_id}", f"{entry.name_at_time} {reason}."))
        if draft.cell_id in seen:
            found.append(Problem(f"cell:{draft.cell_id}", f"{entry.name_at_time} được ghi hai lần."))
        seen.add(draft.cell_id)
        found.extend(_of_draft(draft, entry.name_at_time, pay.amount if pay else None))
        holder = numbers_given.get(draft.certificate_no.casefold()) if draft.certificate_no else None
        if holder is not None:
            sentence = f"Số vào sổ {draft.certificate_no} đã dùng cho {holder}; hãy chọn số khác."
            found.append(Problem(f"number:{draft.cell_id}", sentence))
        if draft.certificate_no:
            numbers_given[draft.certificate_no.casefold()] = entry.name_at_time
    return found


def _of_draft(draft: AwardDraft, cell: str, pay: int | None) -> list[Problem]:
    found = []
    if not draft.achievement:
        found.append(Problem(f"achievement:{draft.cell_id}", f"Chưa ghi thành tích của {cell}."))
    elif len(draft.achievement) > rules.LONGEST_ACHIEVEMENT:
        sentence = f"Thành tích của {cell} dài quá {rules.LONGEST_ACHIEVEMENT} ký tự, giấy khen không đủ chỗ."
        found.append(Problem(f"achievement:{draft.cell_id}", sentence))
    share = draft.coefficient
    if share is not None and not 0 < share <= award_rates.GREATEST:
        sentence = f"Hệ số phải lớn hơn 0 và không quá {award_rates.GREATEST}; không có tiền thưởng thì để trống."
        found.append(Problem(f"coefficient:{draft.cell_id}", sentence))
    elif share is not None and pay is not None and (share * pay) % 1:
        sentence = f"Hệ số {scoring.show(share)} cho số tiền lẻ dưới một đồng; hãy xem lại."
        found.append(Problem(f"coefficient:{draft.cell_id}", sentence))
    return found


def _numbers_of_others(session: Session, campaign_id: int, kind: AwardKind) -> dict[str, str]:
    """Return the numbers of the register given elsewhere, each with who has it."""
    others = session.scalars(select(Award).where(Award.certificate_no != ""))
    return {
        award.certificate_no.casefold(): f"{award.name_at_time} năm {award.campaign.year}"
        for award in others
        if (award.campaign_id, award.kind) != (campaign_id, kind)
    }
