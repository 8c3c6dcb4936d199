"""The result of a campaign: why a cell may or may not be recognised, the committee's vote, proposals and refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.recognition import Campaign, CellEntry, EntryReason
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import HELD_STATES, MONTHLY_TYPES
from bontot_desktop.rules.recognition import CriteriaRule, EntryState, Finding, QualityLevel, Reason
from bontot_desktop.services import campaigns, entry_scores, ratings
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class ReasonDraft:
    """A reason for not recognising a cell; ``text`` "" takes the reason's own words."""

    reason: Reason
    text: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program finds on a cell and what the committee said so far."""

    entry_id: int
    cell: str
    state: EntryState
    rating: QualityLevel | None
    verified_total: Decimal | None
    findings: tuple[Finding, ...]
    votes_for: int | None
    votes_against: int | None
    #: All members of the standing committee: votes are counted on this number.
    body_size: int | None
    override_reason: str
    reasons: tuple[ReasonDraft, ...]

    @property
    def may_be_recognised(self) -> bool:
        """Whether the rules find nothing against it."""
        return not self.findings

    @property
    def vote_sentence(self) -> str:
        """The vote with its base explained: "7/9 ủy viên tán thành (77,8 %), quá nửa"."""
        if self.votes_for is None or not self.body_size:
            return "Chưa ghi phiếu của Ban Thường vụ."
        share = f"{Decimal(self.votes_for * 100) / self.body_size:.1f}".replace(".", ",")
        outcome = "quá nửa" if rules.body_approves(self.votes_for, self.body_size) else "chưa quá nửa"
        return f"{self.votes_for}/{self.body_size} ủy viên tán thành ({share} %), {outcome}."


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """The standing committee's vote on one cell."""

    votes_for: int | None
    votes_against: int | None = None
    override_reason: str = ""


def verdict(office: Office, entry_id: int) -> Verdict:
    """Say what the rules find on a cell and how the vote went. Raises NotFound."""
    with office.read() as session:
        return verdict_of(session, campaigns.find_entry(session, entry_id))


def verdict_of(session: Session, entry: CellEntry) -> Verdict:
    """Return the verdict inside another's session."""
    sheet = entry_scores.sheet_of(entry)
    rating = ratings.levels_of_year(session, entry.campaign.year).get(entry.cell_id)
    return Verdict(
        entry_id=entry.id,
        cell=entry.name_at_time,
        state=entry.state,
        rating=rating,
        verified_total=sheet.total(rules.Column.VERIFIED),
        findings=tuple(findings_of(session, entry, rating)),
        votes_for=entry.votes_for,
        votes_against=entry.votes_against,
        body_size=entry.campaign.review_total,
        override_reason=entry.override_reason,
        reasons=tuple(ReasonDraft(row.reason, row.text) for row in entry.reasons),
    )


def findings_of(session: Session, entry: CellEntry, rating: QualityLevel | None) -> list[Finding]:
    """Hold an entry against the rules of its campaign and the criteria of its set."""
    campaign = entry.campaign
    criteria = campaign.criteria_set
    points = {
        score.criterion.code: score.verified_points for score in entry.scores if score.verified_points is not None
    }
    missed = rules.criteria_findings(
        campaigns.criteria_of(criteria.items),
        CriteriaRule(criteria.scoring, criteria.pass_total, criteria.group_min_percent),
        points,
    )
    return rules.eligibility(
        state=entry.state,
        rating=rating,
        min_rating=campaign.min_rating,
        regular_held=regular_held(session, entry.cell_id, campaign.year),
        min_regular=campaign.min_regular,
        criteria=missed if entry.state in rules.TOOK_PART else [],
    )


def regular_held(session: Session, cell_id: int, year: int) -> int | None:
    """Count a cell's monthly meetings held in a year; None when the office records no meetings of that year here."""
    held = (Meeting.year == year, Meeting.type.in_(MONTHLY_TYPES), Meeting.state.in_(HELD_STATES))
    if not session.scalar(select(func.count()).where(*held, Meeting.is_sample.is_(False))):
        return None
    return session.scalar(select(func.count()).where(*held, Meeting.cell_id == cell_id)) or 0


def save_vote(office: Office, entry_id: int, draft: VoteDraft) -> Changes:
    """Record the standing committee's vote on a cell. Raises Problems."""
    with office.work("recognition.vote", "Ghi phiếu của Ban Thường vụ") as session:
        entry = campaigns.find_entry(session, entry_id)
        found = _vote_problems(entry.campaign, draft)
        if found:
            raise Problems(found)
        entry.votes_for, entry.votes_against = draft.votes_for, draft.votes_against
        entry.override_reason = draft.override_reason
        session.sentence = f"Ghi phiếu của Ban Thường vụ về {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def _vote_problems(campaign: Campaign, draft: VoteDraft) -> list[Problem]:
    if campaign.review_total is None or campaign.review_on is None:
        sentence = "Hãy ghi ngày họp xét và tổng số ủy viên Ban Thường vụ ở bước Họp xét trước."
        return [Problem("votes_for", sentence)]
    cast = (draft.votes_for or 0) + (draft.votes_against or 0)
    limit = campaign.review_total if campaign.review_present is None else campaign.review_present
    if cast > limit:
        return [Problem("votes_for", f"Tổng số phiếu {cast} nhiều hơn số ủy viên có mặt {limit}.")]
    return []


def reasons_not_to_propose(verdict: Verdict) -> list[str]:
    """Say, all at once, why a cell can't be proposed for recognition; empty when it can (T8)."""
    found = []
    if verdict.state not in (EntryState.VERIFIED, EntryState.PROPOSED):
        found.append(f"Hồ sơ đang ở bước “{verdict.state.label}”, cần thẩm định xong.")
    if not verdict.override_reason.strip():
        found.extend(finding.sentence for finding in verdict.findings)
    if verdict.body_size is None or verdict.votes_for is None:
        found.append("Chưa ghi phiếu của Ban Thường vụ.")
    elif not rules.body_approves(verdict.votes_for, verdict.body_size):
        found.append(f"Mới có {verdict.votes_for}/{verdict.body_size} ủy viên tán thành, cần quá nửa tổng số ủy viên.")
    return found


def propose(office: Office, entry_id: int) -> Changes:
    """Propose a cell for recognition. Raises Problems with every reason why not."""
    with office.work("recognition.propose", "Đề nghị công nhận") as session:
        entry = campaigns.find_entry(session, entry_id)
        why_not = reasons_not_to_propose(verdict_of(session, entry))
        if why_not:
            raise Problems([Problem("state", sentence) for sentence in why_not])
        campaigns.move(entry, EntryState.PROPOSED)
        entry.reasons.clear()
        session.sentence = f"Đề nghị công nhận {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def suggested_reasons(verdict: Verdict) -> list[ReasonDraft]:
    """Return the reasons the findings and the vote point to, each with its own figures, for the clerk to edit."""
    found: dict[Reason, list[str]] = {}
    for finding in verdict.findings:
        found.setdefault(finding.reason, []).append(finding.sentence)
    size, votes = verdict.body_size, verdict.votes_for
    if size and votes is not None and not rules.body_approves(votes, size):
        found.setdefault(Reason.R10, []).append(f"Chỉ có {votes}/{size} ủy viên Ban Thường vụ tán thành.")
    return [ReasonDraft(reason, " ".join(sentences)) for reason, sentences in found.items()]


def refuse(office: Office, entry_id: int, reasons: Sequence[ReasonDraft]) -> Changes:
    """Record that a cell is not proposed, with at least one reason, the first the main one (T8, T11).

    Raises Problems without a reason, or when "lý do khác" has no words; Refused from a state that knows no way there.
    """
    found = []
    if not reasons:
        found.append(Problem("reasons", "Hãy chọn ít nhất một lý do không công nhận."))
    if any(draft.reason is Reason.R99 and not draft.text.strip() for draft in reasons):
        found.append(Problem("reasons", "“Lý do khác” cần ghi rõ là lý do gì."))
    if found:
        raise Problems(found)
    with office.work("recognition.refuse", "Không đề nghị công nhận") as session:
        entry = campaigns.find_entry(session, entry_id)
        campaigns.move(entry, EntryState.NOT_PROPOSED)
        entry.reasons.clear()
        session.flush()
        entry.reasons.extend(
            EntryReason(position=position, reason=draft.reason, text=draft.text)
            for position, draft in enumerate({draft.reason: draft for draft in reasons}.values(), start=1)
        )
        session.sentence = f"Không đề nghị công nhận {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def reconsider(office: Office, entry_id: int) -> Changes:
    """Take a proposal or a refusal back to "đã thẩm định" while nothing was decided yet."""
    with office.work("recognition.reconsider", "Xét lại") as session:
        entry = campaigns.find_entry(session, entry_id)
        campaigns.move(entry, EntryState.VERIFIED)
        entry.reasons.clear()
        session.sentence = f"Xét lại {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def close_refusals(session: Session, campaign: Campaign) -> None:
    """Turn what was not proposed into the final "không công nhận", with the decision that recognises the others."""
    for entry in campaign.entries:
        if entry.state is EntryState.NOT_PROPOSED:
            entry.state = EntryState.NOT_RECOGNISED
