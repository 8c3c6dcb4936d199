"""The papers that set a campaign going: plan (D1), verification group (D2), pilot cells (D3), guide (D4)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.criteria import CriteriaSet, CriterionRow
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.queries import register
from bontot_desktop.documents import campaign_plan, pilot_decision, scoring_guide, verification_group_decision
from bontot_desktop.documents.campaign_plan import CampaignPlanFacts
from bontot_desktop.documents.criteria_table import CriteriaFacts, CriterionFacts
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.pilot_decision import PilotCell, PilotFacts
from bontot_desktop.documents.verification_group_decision import VerificationGroupFacts, VerifierFacts
from bontot_desktop.errors import Problem, Problems, Refused, WrongDay
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import SetStatus
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import campaign_bases, campaign_texts, campaigns, heads, legal_bases, working_groups
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
PLAN, GROUP, PILOTS, GUIDE = "D1", "D2", "D3", "D4"


# The plan and the guide


def collect_plan(session: Session, campaign_id: int, issue: Issue) -> CampaignPlanFacts:
    """Gather the plan of a campaign."""
    return _campaign_facts(session, campaign_id, issue, PLAN)


def collect_guide(session: Session, campaign_id: int, issue: Issue) -> CampaignPlanFacts:
    """Gather the guide of a campaign."""
    return _campaign_facts(session, campaign_id, issue, GUIDE)


def _refuse_out_of_phase(campaign: Campaign, issue: Issue, kind: str) -> None:
    """Refuse a day that has not come, or after the phase a paper sets going is over. Raises WrongDay."""
    if issue.day is None:
        return
    if issue.day > issue.today:
        raise WrongDay(f"Ngày {dates.screen(issue.day)} chưa tới; hãy chọn ngày đến hôm nay.", issue.today)
    phase, last = {
        PLAN: ("hạn đăng ký", campaign.register_until or campaign.launch_on),
        GROUP: ("hạn thẩm định", campaign.verify_until),
        PILOTS: ("hạn tự chấm", campaign.self_score_until),
        GUIDE: ("hạn tự chấm", campaign.self_score_until),
    }[kind]
    if last is not None and issue.day > last:
        late = f"Ngày {dates.screen(issue.day)} ở sau {phase} {dates.screen(last)} của đợt thi đua"
        raise WrongDay(f"{late}; hãy chọn ngày đến {dates.screen(last)}, hoặc sửa hạn ở Sửa đợt thi đua.", last)


def _campaign_facts(session: Session, campaign_id: int, issue: Issue, kind: str) -> CampaignPlanFacts:
    campaign = campaigns.find(session, campaign_id)
    _refuse_out_of_phase(campaign, issue, kind)
    committee = heads.committee(session, issue.as_of)
    lines = legal_bases.lines_for(session, kind, issue.as_of, commune=committee.commune, term=committee.term_label)
    phase = campaign.phase
    return CampaignPlanFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        sets=_sets(campaign),
        phase=f"giai đoạn {phase.from_year} - {phase.to_year}" if phase else "",
        launch_on=campaign.launch_on,
        register_until=campaign.register_until,
        self_score_until=campaign.self_score_until,
        dossier_until=campaign.dossier_until,
        verify_until=campaign.verify_until,
        review_until=campaign.review_until,
        report_until=campaign.report_until,
        pilots=sum(entry.is_pilot for entry in campaign.entries),
        basis=tuple(legal_bases.cited(line) for line in (*lines, *_above(campaign))),
        texts=campaign_texts.of(session, campaign_id, kind),
    )


def _above(campaign: Campaign) -> list[str]:
    """Return the papers of the committees above among those the office typed: its own come later."""
    return [line for line in campaign_bases.typed(campaign) if "/ĐU" not in line]


def _sets(campaign: Campaign) -> tuple[CriteriaFacts, ...]:
    """Return the sets of a campaign, its own first; with several each says for which cells it is."""
    groups: dict[int, list[str]] = {}
    for chosen in campaign.sets:
        groups.setdefault(chosen.set_id, []).append(chosen.report_group)
    known = {campaign.criteria_set_id: campaign.criteria_set, **{row.set_id: row.criteria_set for row in campaign.sets}}
    several = len(known) > 1
    return tuple(
        _set(row, _cells_of(groups.get(set_id, ()), is_own=set_id == campaign.criteria_set_id) if several else "")
        for set_id, row in known.items()
    )


def _cells_of(groups: list[str] | tuple[()], *, is_own: bool) -> str:
    named = text.join_vi(f"nhóm {group.lower()}" for group in groups)
    return "các nhóm chi bộ còn lại" if is_own and not named else named


def _set(row: CriteriaSet, cells: str) -> CriteriaFacts:
    return CriteriaFacts(
        name=row.name,
        scoring=row.scoring,
        lines=tuple(_line(item) for item in row.items),
        cells=cells,
        is_proposal=row.status is SetStatus.PROPOSAL,
        pass_total=row.pass_total,
        group_min_percent=row.group_min_percent,
    )


def _line(item: CriterionRow) -> CriterionFacts:
    bands = "; ".join(f"{option.label}: {show(option.points)}" for option in item.options)
    return CriterionFacts(
        code=item.code,
        title=item.title,
        maximum=item.maximum,
        is_group=item.is_group,
        is_veto=item.is_veto,
        how=bands or ("" if item.is_group else item.hint),
    )


def plan_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what to look at before the plan is issued: proposals of ours, days that are not set, bases."""
    return _warnings(session, campaign_id, issue, PLAN)


def guide_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what to look at before the guide is issued."""
    return _warnings(session, campaign_id, issue, GUIDE)


def _warnings(session: Session, campaign_id: int, issue: Issue, kind: str) -> list[str]:
    campaign = campaigns.find(session, campaign_id)
    found = legal_bases.warnings_for(session, kind, issue.as_of, campaign.plan_basis.splitlines())
    found.extend(
        f"“{criteria.name}” là bộ tiêu chí đề xuất của chương trình; hãy đối chiếu với quy định của tỉnh trước khi ban "
        "hành."
        for criteria in _sets(campaign)
        if criteria.is_proposal
    )
    days = (
        ("hạn đăng ký", campaign.register_until),
        ("hạn tự chấm", campaign.self_score_until),
        ("hạn nộp hồ sơ", campaign.dossier_until),
        ("hạn họp xét", campaign.review_until),
    )
    missing = [name for name, day in days if day is None]
    if missing:
        found.append(f"Đợt thi đua chưa có {text.join_vi(missing)}; những chỗ ấy không in ngày.")
    return found


# The verification group


def collect_group(session: Session, campaign_id: int, issue: Issue) -> VerificationGroupFacts:
    """Gather the decision on the campaign's group. Raises Problems while nobody, or no leader, is in it."""
    campaign = campaigns.find(session, campaign_id)
    _refuse_out_of_phase(campaign, issue, GROUP)
    row = working_groups.row_of_campaign(session, campaign_id)
    if row is None or not row.members:
        sentence = "Chưa có Tổ thẩm định; hãy lập ở bước Kế hoạch, phát động."
        raise Problems([Problem("members", sentence)])
    if not any(member.role is GroupRole.LEADER for member in row.members):
        raise Problems([Problem("members", "Tổ thẩm định chưa có Tổ trưởng; hãy chọn ở bước Kế hoạch, phát động.")])
    committee = heads.committee(session, issue.as_of)
    basis = legal_bases.lines_for(session, GROUP, issue.as_of, commune=committee.commune, term=committee.term_label)
    return VerificationGroupFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        name=row.name,
        members=tuple(
            VerifierFacts(member.person.full_name, member.person.title, member.role, member.cells)
            for member in row.members
        ),
        duties=row.duties,
        until=row.to_on,
        basis=(*basis, *own_lines(session, campaign)),
    )


def own_lines(session: Session, campaign: Campaign) -> tuple[str, ...]:
    """Return the office's own papers among the bases, each as a căn cứ line."""
    return tuple(campaign_bases.as_bases(campaign_bases.own(session, campaign)))


def group_issued(session: Session, campaign_id: int, paper: Paper) -> None:
    """Write number and day of the decision into the group, inside the issuing transaction."""
    row = working_groups.row_of_campaign(session, campaign_id)
    if row is not None:
        row.decision_no, row.decision_on = _number(paper), paper.dated_on


def group_taken_back(session: Session, campaign_id: int, paper: Paper) -> None:
    """Take number and day out of the group again when its decision is withdrawn."""
    row = working_groups.row_of_campaign(session, campaign_id)
    if row is not None and row.decision_no == _number(paper):
        row.decision_no, row.decision_on = "", None


def _number(paper: Paper) -> str:
    return f"{paper.number:02d}-{paper.series}" if paper.number is not None else ""


# The pilot cells


def collect_pilots(session: Session, campaign_id: int, issue: Issue) -> PilotFacts:
    """Gather the decision on the pilot cells. Raises Refused while none is chosen."""
    campaign = campaigns.find(session, campaign_id)
    _refuse_out_of_phase(campaign, issue, PILOTS)
    chosen = [entry for entry in campaign.entries if entry.is_pilot]
    if not chosen:
        raise Refused("Chưa chọn chi bộ làm điểm; hãy chọn ở bước Đăng ký.")
    committee = heads.committee(session, issue.as_of)
    charges = {held.cell_id: held.full_name for held in register.in_charge_on(session, issue.as_of)}
    basis = legal_bases.lines_for(session, PILOTS, issue.as_of, commune=committee.commune, term=committee.term_label)
    return PilotFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        cells=tuple(
            PilotCell(
                name=heads.cell_name(session, entry.cell_id, issue.as_of),
                group=entry.group_at_time.lower(),
                in_charge=charges.get(entry.cell_id, ""),
                reason=entry.pilot_reason,
            )
            for entry in sorted(chosen, key=lambda entry: (entry.cell.name_order, entry.id))
        ),
        basis=(*basis, *own_lines(session, campaign)),
    )


def pilot_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Name pilot cells nobody directs and those chosen without a reason."""
    facts = collect_pilots(session, campaign_id, issue)
    alone = [cell.name for cell in facts.cells if not cell.in_charge]
    without = [cell.name for cell in facts.cells if not cell.reason]
    found = [f"{text.join_vi(alone)} chưa phân công đảng ủy viên phụ trách."] if alone else []
    return [*found, *([f"{text.join_vi(without)} chưa ghi lý do chọn làm điểm."] if without else [])]


def _head(session: Session, issue: Issue) -> Head:
    return heads.committee_head(
        session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
    )


SOURCES = (
    Source(PLAN, Subject.CAMPAIGN, ISSUER, collect_plan, campaign_plan.about, warnings=plan_warnings),
    Source(
        GROUP,
        Subject.CAMPAIGN,
        ISSUER,
        collect_group,
        verification_group_decision.about,
        after_issue=group_issued,
        before_take_back=group_taken_back,
    ),
    Source(PILOTS, Subject.CAMPAIGN, ISSUER, collect_pilots, pilot_decision.about, warnings=pilot_warnings),
    Source(GUIDE, Subject.CAMPAIGN, ISSUER, collect_guide, scoring_guide.about, warnings=guide_warnings),
)
