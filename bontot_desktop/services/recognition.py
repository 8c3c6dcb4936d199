"""The result of a campaign: why a cell may or may not be recognised, the committee's vote, proposals and refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules import scoring
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.criteria_scoring import SetScore
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.eligibility import RuleFinding
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Reason, RuleResult, Scoring, VoteMethod
from bontot_desktop.services import (
    campaign_sets,
    campaigns,
    eligibility,
    entries,
    entry_scores,
    holds,
    ratings,
    road,
    sittings,
)
from bontot_desktop.services import reasons as reason_rows
from bontot_desktop.services.entry_scores import ScoreSheet
from bontot_desktop.services.office import Office
from bontot_desktop.services.reasons import ReasonDraft
from bontot_desktop.services.sittings import Held

__all__ = ["Reason", "ReasonDraft"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program finds on a cell and what the committee said so far."""

    entry_id: int
    cell: str
    state: EntryState
    rating: QualityLevel | None
    scoring: Scoring
    #: The total that counts; with PASS_FAIL the number of criteria passed.
    verified_total: Decimal | None
    max_total: Decimal
    #: What keeps the dossier from being verified.
    missing: tuple[str, ...]
    #: What every rule says, in the order of the codes.
    checks: tuple[RuleFinding, ...]
    votes_for: int | None
    votes_against: int | None
    #: All members of the standing committee: votes are counted on this number.
    body_size: int | None
    reasons: tuple[ReasonDraft, ...]
    #: What of the meeting keeps it from proposing: no quorum, or none written down.
    meeting_faults: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[RuleFinding, ...]:
        """What speaks against the cell and was not set aside."""
        return tuple(one for one in self.checks if one.is_against)

    @property
    def set_aside(self) -> tuple[RuleFinding, ...]:
        """The rules the body lets the cell pass in spite of."""
        return tuple(one for one in self.checks if one.result is RuleResult.OVERRIDDEN)

    @property
    def may_be_recognised(self) -> bool:
        """Whether the rules find nothing against it."""
        return not self.findings

    @property
    def vote_sentence(self) -> str:
        """The vote with its base explained: "7/9 ủy viên tán thành (77,8 %), quá nửa"."""
        if self.votes_for is None or not self.body_size:
            return "Chưa ghi phiếu của Ban Thường vụ."
        share = scoring.show(Decimal(self.votes_for * 100) / self.body_size)
        outcome = "quá nửa" if rules.body_approves(self.votes_for, self.body_size) else "chưa quá nửa"
        return f"{self.votes_for}/{self.body_size} ủy viên tán thành ({share} %), {outcome}."


def verdict(office: Office, entry_id: int) -> Verdict:
    """Say what the rules find on a cell and how the vote went. Raises NotFound."""
    with office.read() as session:
        return verdict_of(session, entries.find_entry(session, entry_id))


def verdicts(office: Office, campaign_id: int) -> dict[int, Verdict]:
    """Return the verdict on every cell of a campaign, by entry. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        return {found.entry_id: found for found in _verdicts(session, campaign, entries.loaded(session, campaign))}


def verdict_of(session: Session, entry: CellEntry) -> Verdict:
    """Return the verdict inside another's session."""
    return _verdicts(session, entry.campaign, [entry])[0]


def _verdicts(session: Session, campaign: Campaign, chosen: Sequence[CellEntry]) -> list[Verdict]:
    """Return the verdicts on cells of one campaign."""
    if not chosen:
        return []
    found = eligibility.findings_in(session, campaign, [entry.id for entry in chosen])
    levels = ratings.levels_of_year(session, campaign.year)
    sets = campaign_sets.sets_of(session, campaign)
    asked = road.required_items(session)
    blank = {row.id: entry_scores.blank_lines(row) for row in {one.id: one for one in sets.values()}.values()}
    scores = campaign_sets.scores_of(session, campaign, [entry.id for entry in chosen])
    return [
        _verdict(
            entry,
            entry_scores.sheet_of(entry, blank[sets[entry.id].id]),
            scores[entry.id].counted,
            levels.get(entry.cell_id),
            found.get(entry.id, []),
            asked,
        )
        for entry in chosen
    ]


def _verdict(
    entry: CellEntry,
    sheet: ScoreSheet,
    counted: SetScore,
    rating: QualityLevel | None,
    checks: Sequence[RuleFinding],
    asked: frozenset[DossierItem],
) -> Verdict:
    held = sittings.of_entry(entry)
    return Verdict(
        entry_id=entry.id,
        cell=entry.name_at_time,
        state=entry.state,
        rating=rating,
        scoring=sheet.scoring,
        verified_total=counted.total,
        max_total=counted.maximum,
        missing=(
            *entry_scores.what_is_missing(sheet),
            *road.missing_for_submission(entry, asked),
            *road.missing_for_verification(entry),
        ),
        checks=tuple(checks),
        votes_for=entry.votes_for,
        votes_against=entry.votes_against,
        body_size=held.total,
        reasons=tuple(ReasonDraft(row.reason, row.text) for row in entry.reasons),
        meeting_faults=tuple(_meeting_faults(held)),
    )


def _meeting_faults(held: Held) -> list[str]:
    """Say what of the meeting keeps it from proposing anybody: it needs a quorum (T8)."""
    total, present = held.total, held.present
    if present is None:
        return ["Chưa ghi số ủy viên dự họp xét."]
    if total is not None and present * 2 <= total and held.method is not VoteMethod.WRITTEN:
        return [f"Mới có {present}/{total} ủy viên dự, cuộc họp cần quá nửa số ủy viên."]
    return []


def reasons_not_to_propose(verdict: Verdict) -> list[str]:
    """Say, all at once, why a cell can't be proposed for recognition; empty when it can (T8)."""
    found = []
    if verdict.state not in (EntryState.VERIFIED, EntryState.PROPOSED):
        found.append(f"Hồ sơ đang ở bước “{verdict.state.label}”, cần thẩm định xong mới đề nghị được.")
    found.extend(finding.sentence for finding in verdict.findings)
    if verdict.body_size is None or verdict.votes_for is None:
        found.append("Chưa ghi phiếu của Ban Thường vụ.")
    elif not rules.body_approves(verdict.votes_for, verdict.body_size):
        found.append(f"Mới có {verdict.votes_for}/{verdict.body_size} ủy viên tán thành, cần quá nửa tổng số ủy viên.")
    return [*found, *(verdict.meeting_faults if verdict.votes_for is not None else ())]


def propose(office: Office, entry_id: int) -> Changes:
    """Propose a cell for recognition (T8). Raises Problems with every reason why not.

    A rule that is not met has to be set aside by the body first (``eligibility.set_aside``).
    """
    with office.work("recognition.propose", "Đề nghị công nhận") as session:
        entry = entries.find_open(session, entry_id)
        why_not = reasons_not_to_propose(verdict_of(session, entry))
        if why_not:
            raise Problems([Problem("state", sentence) for sentence in why_not])
        eligibility.check(session, [entry])
        _propose(entry)
        _refuse_too_many(session, entry.campaign)
        session.sentence = f"Đề nghị công nhận {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def ready_to_propose(office: Office, campaign_id: int) -> list[str]:
    """Name the verified cells that nothing speaks against, so that one press proposes them all."""
    with office.read() as session:
        return [entry.name_at_time for entry in _ready(session, campaigns.find(session, campaign_id))]


def propose_ready(office: Office, campaign_id: int) -> Changes:
    """Propose every verified cell that nothing speaks against, in one act. Raises Refused when there is none."""
    with office.work("recognition.propose_ready", "Đề nghị công nhận các chi bộ đủ điều kiện") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_decided(campaign)
        ready = _ready(session, campaign)
        if not ready:
            raise Refused("Chưa có chi bộ nào đủ điều kiện và đủ phiếu để đề nghị công nhận.")
        eligibility.check(session, ready)
        for entry in ready:
            _propose(entry)
        _refuse_too_many(session, campaign)
        session.sentence = f"Đề nghị công nhận {len(ready)} chi bộ đủ điều kiện"
    return Changes.of(Kind.CAMPAIGNS)


def _ready(session: Session, campaign: Campaign) -> list[CellEntry]:
    verified = [entry for entry in entries.loaded(session, campaign) if entry.state is EntryState.VERIFIED]
    found = zip(verified, _verdicts(session, campaign, verified), strict=True)
    # What the body let pass in spite of a rule is proposed by a press on that cell only.
    return [entry for entry, verdict in found if not (verdict.set_aside or reasons_not_to_propose(verdict))]


def _refuse_too_many(session: Session, campaign: Campaign) -> None:
    """Refuse a proposal beyond the cap of the list (E19), where the campaign has one that binds. Raises Problems."""
    session.flush()
    share = eligibility.share_in(session, campaign)
    if share is not None and share.is_against:
        raise Problems([Problem("state", share.sentence)])


def _propose(entry: CellEntry) -> None:
    entries.move(entry, EntryState.PROPOSED)
    entry.reasons.clear()


def no_longer_fit(session: Session, campaign: Campaign) -> list[Verdict]:
    """Return the verdicts on proposed cells that could not be proposed any more, as after a rating was lowered."""
    proposed = [entry for entry in entries.loaded(session, campaign) if entry.state is EntryState.PROPOSED]
    return [verdict for verdict in _verdicts(session, campaign, proposed) if reasons_not_to_propose(verdict)]


def suggested_reasons(verdict: Verdict) -> list[ReasonDraft]:
    """Return the reasons the findings and the vote point to, each with its own figures, for the clerk to edit."""
    found: dict[Reason, list[str]] = {}
    for finding in verdict.findings:
        found.setdefault(finding.reason, []).append(finding.sentence)
    size, votes = verdict.body_size, verdict.votes_for
    if size and votes is not None and not rules.body_approves(votes, size):
        found.setdefault(Reason.R10, []).append(f"Có {votes}/{size} ủy viên Ban Thường vụ tán thành, không quá nửa.")
    return [ReasonDraft(reason, " ".join(sentences)) for reason, sentences in found.items()]


def refuse(office: Office, entry_id: int, reasons: Sequence[ReasonDraft]) -> Changes:
    """Record that a cell is not proposed, with at least one reason, the first the main one (T8, T11).

    Raises Problems without a reason, or when "lý do khác" has no words; Refused from a state that knows no way there.
    """
    reason_rows.check(reasons)
    with office.work("recognition.refuse", "Không đề nghị công nhận") as session:
        entry = entries.find_open(session, entry_id)
        eligibility.check(session, [entry])
        entries.move(entry, EntryState.NOT_PROPOSED)
        reason_rows.write(session, entry, reasons)
        session.sentence = f"Không đề nghị công nhận {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def reconsider(office: Office, entry_id: int) -> Changes:
    """Take a proposal or a refusal back to where the dossier stands, while nothing is decided."""
    with office.work("recognition.reconsider", "Xét lại") as session:
        entry = entries.find_open(session, entry_id)
        if entry.state is EntryState.NOT_PROPOSED:
            entries.move(entry, holds.where_it_stands(entry))
        else:
            entries.move(entry, EntryState.VERIFIED)
        entry.reasons.clear()
        session.sentence = f"Xét lại {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def close_refusals(campaign: Campaign) -> None:
    """Turn what was not proposed into the final "không công nhận", with the decision that recognises the others."""
    for entry in campaign.entries:
        if entry.state is EntryState.NOT_PROPOSED:
            entries.move(entry, EntryState.NOT_RECOGNISED)
