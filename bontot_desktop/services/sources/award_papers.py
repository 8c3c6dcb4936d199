"""The papers of a reward: the decisions for cells (D14) and members (D14M), and each certificate (D15)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.ratings import MemberRating
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.documents import award_decision, certificate
from bontot_desktop.documents.award_decision import AwardDecisionFacts, AwardedCell
from bontot_desktop.documents.certificate import CertificateFacts
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.recognition import Authority, AwardKind, EntryState
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import award_rates, awards, campaigns, heads, legal_bases, numbers, ratings, wordings
from bontot_desktop.services.awards import CERTIFICATE, DECISION, MEMBER_DECISION
from bontot_desktop.services.sources import recognition_papers
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
_EXEMPLARY = frozenset({AwardKind.EXEMPLARY, AwardKind.FIVE_YEARS})


# The decision


def collect_decision(session: Session, campaign_id: int, issue: Issue) -> AwardDecisionFacts:
    """Gather the decision with its list and the money of its day.

    Raises Refused when nobody is proposed, the cells' title is not decided yet or the date cannot be.
    """
    campaign = campaigns.find(session, campaign_id)
    given = awards.ordered(awards.awards_of(session, campaign_id))
    if not given:
        raise Refused("Chưa chọn chi bộ nào để tặng giấy khen; hãy chọn ở bước Khen thưởng và lưu lại.")
    kinds = {award.kind for award in given}
    recognition = recognition_papers.decision_of(session, campaign)
    _refuse_too_early(session, campaign, given, recognition, issue.day)
    committee = heads.committee(session, issue.as_of)
    settings = heads.format_settings(session)
    words = (
        KINDS[DECISION]
        .words(settings, wordings.in_use(session, DECISION).texts)
        .given(title=settings.title_spelling, year=campaign.year, committee=settings.fixed(committee.name))
    )
    basis = [
        *legal_bases.lines_for(session, DECISION, issue.as_of, commune=committee.commune, term=committee.term_label),
        *recognition_papers.own_bases(session, campaign),
    ]
    if AwardKind.TITLE in kinds and recognition is not None:
        day = recognition.dated_on
        basis.append(
            words.say(
                "basis_title",
                recognition_number=numbers.text_of(recognition),
                recognition_day=dates.short(day) if day else "",
            )
        )
    if kinds & _EXEMPLARY:
        basis.append(words.say("basis_rating"))
    levels = ratings.levels_of_year(session, campaign.year)
    pay = _pay(session, given, issue.as_of)
    return AwardDecisionFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        cells=tuple(
            AwardedCell(
                award.name_at_time,
                award.achievement,
                levels[award.cell_id].label if award.cell_id in levels else "",
                award.coefficient,
                rules.money(award.coefficient, pay),
            )
            for award in given
        ),
        achievement=words.say("common_achievement"),
        term=committee.term_label,
        basis=tuple(line.rstrip(" .;,") for line in basis),
    )


def collect_member_decision(session: Session, campaign_id: int, issue: Issue) -> AwardDecisionFacts:
    """Gather the decision on members with its list, cell by cell. Raises Refused when nobody is proposed."""
    campaign = campaigns.find(session, campaign_id)
    given = awards.ordered(awards.awards_of(session, campaign_id, members=True))
    if not given:
        raise Refused("Chưa chọn đảng viên nào để tặng giấy khen; hãy chọn ở bước Khen thưởng và lưu lại.")
    committee = heads.committee(session, issue.as_of)
    settings = heads.format_settings(session)
    words = (
        KINDS[MEMBER_DECISION]
        .words(settings, wordings.in_use(session, MEMBER_DECISION).texts)
        .given(year=campaign.year, committee=settings.fixed(committee.name))
    )
    basis = [
        *legal_bases.lines_for(
            session, MEMBER_DECISION, issue.as_of, commune=committee.commune, term=committee.term_label
        ),
        *recognition_papers.own_bases(session, campaign),
        words.say("basis_rating"),
    ]
    pay = _pay(session, given, issue.as_of)
    return AwardDecisionFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        cells=tuple(
            AwardedCell(
                award.name_at_time,
                award.achievement,
                coefficient=award.coefficient,
                money=rules.money(award.coefficient, pay),
                cell=awards.cell_of(award, campaign),
            )
            for award in given
        ),
        achievement=words.say("common_achievement"),
        term=committee.term_label,
        basis=tuple(line.rstrip(" .;,") for line in basis),
    )


def _pay(session: Session, given: list[Award], day: date) -> int | None:
    """Return the base pay of the day; nobody asks for one where no money is given."""
    return award_rates.base_pay_on(session, day) if any(award.coefficient is not None for award in given) else None


def _refuse_too_early(
    session: Session, campaign: Campaign, given: list[Award], recognition: Paper | None, day: date | None
) -> None:
    """The movement's certificates stand on the decision that gives the title; the others on the year's rating."""
    if all(award.kind is not AwardKind.TITLE for award in given):
        return
    waiting = {entry.cell_id: entry for entry in campaign.entries if entry.state is not EntryState.RECOGNISED}
    unknown = next((award for award in given if award.kind is AwardKind.TITLE and award.cell_id in waiting), None)
    if unknown is not None:
        if waiting[unknown.cell_id].state is EntryState.PROPOSED:
            raise Refused("Chưa ban hành quyết định công nhận “Chi bộ 4 tốt”; hãy ban hành ở bước Quyết định trước.")
        sentence = (
            f"{unknown.name_at_time} không còn trong số chi bộ được công nhận; hãy bỏ khỏi danh sách tặng giấy khen."
        )
        raise Refused(sentence)
    if campaign.authority is Authority.SELF and recognition is not None and recognition.dated_on is not None:
        decided = recognition.dated_on
        if day is not None and day < decided:
            sentence = (
                f"Ngày quyết định tặng giấy khen {dates.screen(day)} ở trước ngày quyết định công nhận "
                f"{dates.screen(decided)}; hãy chọn ngày từ {dates.screen(decided)}."
            )
            raise WrongDay(sentence, decided)


def fix_money(session: Session, campaign_id: int, paper: Paper) -> None:
    """Write the base pay of the day into each reward, and hang the decision on the one that gave the title."""
    given = awards.awards_of(session, campaign_id)
    _fix(session, given, paper.dated_on)
    recognition = recognition_papers.decision_of(session, campaigns.find(session, campaign_id))
    if recognition is not None and any(award.kind is AwardKind.TITLE for award in given):
        paper.parent_id = recognition.id


def fix_money_of_members(session: Session, campaign_id: int, paper: Paper) -> None:
    """Write the base pay of the day into each reward of a member."""
    _fix(session, awards.awards_of(session, campaign_id, members=True), paper.dated_on)


def _fix(session: Session, given: list[Award], day: date | None) -> None:
    pay = _pay(session, given, day) if day is not None else None
    for award in given:
        award.base_pay = pay if award.coefficient is not None else None


def free_money(session: Session, campaign_id: int, paper: Paper) -> None:
    """Let the money follow the base pay again, once the decision is taken back; nothing stays paid out by it."""
    for award in awards.awards_of(session, campaign_id, members=paper.kind == MEMBER_DECISION):
        award.base_pay = award.paid_on = None


def decision_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what to look at before the decision is issued: ended bases, missing numbers, a count not checked here."""
    campaign = campaigns.find(session, campaign_id)
    found = legal_bases.warnings_for(session, DECISION, issue.as_of, campaign.plan_basis.splitlines())
    given = awards.awards_of(session, campaign_id)
    found.extend(_of_years(given))
    found.extend(_given_above(session, given, issue.as_of))
    found.extend(_not_voted(campaign, given))
    dissolved = [
        award.name_at_time for award in given if award.cell.dissolved_on and award.cell.dissolved_on <= issue.as_of
    ]
    if dissolved:
        found.append(f"{dissolved[0]} đã kết thúc hoạt động trước ngày quyết định; hãy xem lại danh sách.")
    return found


def member_decision_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what to look at before members are rewarded: ended bases, ratings not decided yet, who gives five years."""
    campaign = campaigns.find(session, campaign_id)
    found = legal_bases.warnings_for(session, MEMBER_DECISION, issue.as_of, campaign.plan_basis.splitlines())
    given = awards.ordered(awards.awards_of(session, campaign_id, members=True))
    found.extend(_of_years(given))
    found.extend(_given_above(session, given, issue.as_of))
    query = select(MemberRating.member_id).where(
        MemberRating.year == campaign.year, MemberRating.is_current, MemberRating.standing == RatingStanding.PROPOSED
    )
    waiting = set(session.scalars(query))
    names = [award.name_at_time for award in given if award.member_id in waiting]
    if names:
        more = f" và {len(names) - 1} đồng chí khác" if names[1:] else ""
        found.append(f"Xếp loại năm {campaign.year} của đồng chí {names[0]}{more} chưa có quyết định.")
    return found


def _not_voted(campaign: Campaign, given: list[Award]) -> list[str]:
    """Say whose certificate the review did not vote on, or not with more than half of all its members."""
    total = campaign.review_total
    open_ = [award.name_at_time for award in given if award.votes_for is None]
    found = []
    if open_:
        more = f" và {len(open_) - 1} chi bộ khác" if open_[1:] else ""
        found.append(f"Chưa ghi phiếu của cuộc họp xét về khen thưởng {open_[0]}{more}.")
    down = [award for award in given if award.votes_for is not None and total and award.votes_for * 2 <= total]
    found += [f"Khen thưởng {award.name_at_time} mới có {award.votes_for}/{total} tán thành." for award in down]
    return found


def _of_years(given: list[Award]) -> list[str]:
    """Say what awards for five years in a row ask: the decisions of all years, and who is to give them."""
    found = []
    for kind in AwardKind:
        names = [award.name_at_time for award in given if award.kind is kind]
        if not kind.is_for_years or not names:
            continue
        found.append(f"Hãy đối chiếu quyết định của đủ 5 năm liền trước khi khen {names[0]}{'…' if names[1:] else ''}.")
    return found


def _given_above(session: Session, given: list[Award], day: date) -> list[str]:
    """Say which kinds are given by another than this committee, by what the office set (recognition.md §7)."""
    found = []
    for kind in dict.fromkeys(award.kind for award in given):
        issuer = award_rates.issuer_of(session, kind, day)
        if issuer:
            what = "5 năm liền" if kind.is_for_years else f"“{kind.label}”"
            found.append(f"Giấy khen {what} do {issuer} tặng; hãy xem thẩm quyền của Đảng ủy.")
    return found


# The certificate


def collect_certificate(session: Session, award_id: int, issue: Issue) -> CertificateFacts:
    """Gather a cell's certificate, dated as its decision.

    A draft may be looked at before the decision. Raises Refused when it is to be issued before, or dated earlier.
    """
    award = awards.find(session, award_id)
    is_member = award.member_id is not None
    decision = awards.decision_of(session, award.campaign_id, members=is_member)
    decided = decision.dated_on if decision is not None else None
    if issue.day is not None and decided is not None and issue.day < decided:
        sentence = f"Giấy khen không thể ghi ngày trước quyết định tặng giấy khen ({dates.screen(decided)})."
        raise Refused(sentence)
    day = issue.day or decided
    as_of = day or issue.today
    committee = heads.committee(session, as_of)
    return CertificateFacts(
        head=heads.committee_head(session, ISSUER, day=day, today=issue.today),
        signer=heads.signer(session, ISSUER, as_of),
        issuer=f"{Issuer.STANDING_COMMITTEE.label} {committee.name}",
        cell=awards.cell_of(award, award.campaign) if is_member else award.name_at_time,
        member=award.name_at_time if is_member else "",
        organisation=committee.org_name,
        achievement=award.achievement,
        year=award.campaign.year,
        decision_symbol=decision.series if decision is not None else f"QĐ/{heads.body_symbol(session, ISSUER)}",
        decision_number=decision.number if decision is not None else None,
        decision_on=decided,
        register_no=award.certificate_no,
    )


def attach_certificate(session: Session, award_id: int, paper: Paper) -> None:
    """Hang a certificate on its decision. Raises Refused while there is none."""
    award = awards.find(session, award_id)
    decision = awards.decision_of(session, award.campaign_id, members=award.member_id is not None)
    if decision is None:
        raise Refused("Giấy khen đi kèm quyết định tặng giấy khen; hãy ban hành quyết định ấy trước.")
    paper.parent_id = decision.id


def certificate_warnings(session: Session, award_id: int, issue: Issue) -> list[str]:
    """Say what to look at before a certificate is issued."""
    award = awards.find(session, award_id)
    found = []
    if awards.decision_of(session, award.campaign_id, members=award.member_id is not None) is None:
        found.append("Chưa có quyết định tặng giấy khen; giấy khen chỉ lập được sau quyết định.")
    if not award.certificate_no:
        found.append("Chưa có số vào sổ; giấy khen để chỗ ghi tay.")
    return found


def certificates_of(session: Session, campaign_id: int, *, members: bool = False) -> list[Paper]:
    """Return the issued certificates of a campaign's cells, or its members, in the order of the list."""
    given = awards.ordered(awards.awards_of(session, campaign_id, members=members))
    order = {award.id: place for place, award in enumerate(given)}
    papers = session.scalars(
        select(Paper).where(
            Paper.kind == CERTIFICATE, Paper.campaign_id == campaign_id, Paper.state == PaperState.ISSUED
        )
    )
    found = [paper for paper in papers if paper.award_id in order]
    return sorted(found, key=lambda paper: order[paper.award_id or 0])


def is_for_members(session: Session, campaign_id: int) -> bool:
    """Say whether a campaign has members to be rewarded."""
    return bool(awards.awards_of(session, campaign_id, members=True))


SOURCES = (
    Source(
        DECISION,
        Subject.CAMPAIGN,
        ISSUER,
        collect_decision,
        award_decision.about,
        after_issue=fix_money,
        before_take_back=free_money,
        warnings=decision_warnings,
    ),
    Source(
        MEMBER_DECISION,
        Subject.CAMPAIGN,
        ISSUER,
        collect_member_decision,
        award_decision.about,
        after_issue=fix_money_of_members,
        before_take_back=free_money,
        warnings=member_decision_warnings,
        is_for=is_for_members,
    ),
    Source(
        CERTIFICATE,
        Subject.AWARD,
        ISSUER,
        collect_certificate,
        certificate.about,
        after_issue=attach_certificate,
        warnings=certificate_warnings,
    ),
)
