"""Campaigns of "Chi bộ 4 tốt" and their reviews, entries with scores in four columns, results with reasons."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Json, Line, Mapped, Pk, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.criteria import CriteriaSet, CriterionRow
from bontot_desktop.db.models.kinds import PointsOrNone
from bontot_desktop.rules.recognition import (
    Authority,
    CampaignState,
    EntryState,
    QualityLevel,
    Reason,
    ReviewBody,
    Severity,
    TitleKind,
    VoteMethod,
)

if TYPE_CHECKING:
    from bontot_desktop.db.models.committee_title import CommitteeTitle
    from bontot_desktop.db.models.dossiers import (
        Defect,
        DossierLine,
        EntryPledge,
        EntryText,
        EvidenceFile,
        RuleCheck,
        Verification,
    )
    from bontot_desktop.db.models.year_end import MemberTitle

_CHILDREN = "all, delete-orphan"


class EmulationPhase(Base):
    """Years of a movement that belong together ("giai đoạn 2023 - 2025")."""

    __tablename__ = "emulation_phase"
    __table_args__ = (CheckConstraint("to_year >= from_year", name="order"),)
    id: Mapped[Pk]
    name: Mapped[Line]
    from_year: Mapped[int]
    to_year: Mapped[int]
    plan_doc: Mapped[Line]


class Campaign(Base):
    """A year's campaign for one title."""

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("year", "title"),)
    id: Mapped[Pk]
    year: Mapped[int]
    title: Mapped[TitleKind]
    phase_id: Mapped[int | None] = ref("emulation_phase")
    #: How papers write the title ("Chi bộ bốn tốt"); "" for the usual words.
    title_spelling: Mapped[Line]
    state: Mapped[CampaignState]
    authority: Mapped[Authority]
    #: Who decides when the authority is UP ("Ban Thường vụ Tỉnh ủy Ví Dụ").
    superior_name: Mapped[Line]
    criteria_set_id: Mapped[int] = ref("criteria_set")
    launch_on: Mapped[date | None]
    register_until: Mapped[date | None]
    self_score_until: Mapped[date | None]
    dossier_until: Mapped[date | None]
    verify_until: Mapped[date | None]
    review_until: Mapped[date | None]
    decide_until: Mapped[date | None]
    report_until: Mapped[date | None]
    cut_off_on: Mapped[date]
    #: The papers above and the office's plan, printed among the legal bases, one a line.
    plan_basis: Mapped[Block]
    # The standing committee's review
    review_on: Mapped[date | None]
    review_total: Mapped[int | None]
    review_present: Mapped[int | None]
    review_body: Mapped[ReviewBody] = mapped_column(default=ReviewBody.STANDING_COMMITTEE)
    review_method: Mapped[VoteMethod] = mapped_column(default=VoteMethod.SECRET)
    review_starts_at: Mapped[time | None]
    review_ends_at: Mapped[time | None]
    review_place: Mapped[Line]
    review_chair: Mapped[Line]
    review_secretary: Mapped[Line]
    review_guests: Mapped[Block]
    #: Who read the report of the verification.
    review_presenter: Mapped[Line]
    review_conclusion: Mapped[Block]
    closed_on: Mapped[date | None]
    criteria_set: Mapped[CriteriaSet] = relationship()
    phase: Mapped[EmulationPhase | None] = relationship()
    entries: Mapped[list[CellEntry]] = relationship(back_populates="campaign", cascade=_CHILDREN)
    sets: Mapped[list[CampaignSet]] = relationship(cascade=_CHILDREN, order_by="CampaignSet.id")
    rules: Mapped[list[CampaignRule]] = relationship(cascade=_CHILDREN, order_by="CampaignRule.code")
    steps: Mapped[list[CampaignStep]] = relationship(cascade=_CHILDREN, order_by="CampaignStep.id")
    absences: Mapped[list[ReviewAbsence]] = relationship(cascade=_CHILDREN, order_by="ReviewAbsence.position")
    opinions: Mapped[list[ReviewOpinion]] = relationship(cascade=_CHILDREN, order_by="ReviewOpinion.position")
    sittings: Mapped[list[ReviewSitting]] = relationship(cascade=_CHILDREN, order_by="ReviewSitting.number")
    texts: Mapped[list[CampaignText]] = relationship(cascade=_CHILDREN, order_by="CampaignText.id")
    closing: Mapped[CampaignClosing | None] = relationship(cascade=_CHILDREN, uselist=False)
    #: Of a campaign for "Đảng viên 5 tốt" its members, of one for "Đảng bộ cơ sở 4 tốt" the committee itself.
    members: Mapped[list[MemberTitle]] = relationship(cascade=_CHILDREN, order_by="MemberTitle.id")
    committee: Mapped[CommitteeTitle | None] = relationship(cascade=_CHILDREN, uselist=False)


class CampaignSet(Base):
    """The set of criteria for one kind of cells, where it is another than the campaign's own (recognition §5.1)."""

    __tablename__ = "campaign_set"
    __table_args__ = (UniqueConstraint("campaign_id", "report_group"),)
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", index=False)
    report_group: Mapped[Line]
    set_id: Mapped[int] = ref("criteria_set")
    criteria_set: Mapped[CriteriaSet] = relationship()


class CampaignRule(Base):
    """How a rule of eligibility holds in a campaign, where it is not the usual way (recognition §4)."""

    __tablename__ = "campaign_rule"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", index=False)
    #: "E03"
    code: Mapped[Line]
    is_on: Mapped[bool] = mapped_column(default=True)
    severity: Mapped[Severity]
    parameter: Mapped[PointsOrNone]
    #: The office's own words for it, "" for the usual ones.
    message: Mapped[Block]


class CampaignStep(Base):
    """A phase of a campaign that was reached, with its day; a late one has its reason (recognition §3.2)."""

    __tablename__ = "campaign_step"
    __table_args__ = (UniqueConstraint("campaign_id", "state"),)
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", index=False)
    state: Mapped[CampaignState]
    on: Mapped[date]
    is_late: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Line]


class ReviewAbsence(Base):
    """A member of the reviewing body who was absent, with the reason."""

    __tablename__ = "review_absence"
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign")
    position: Mapped[int]
    name: Mapped[Line]
    reason: Mapped[Line]


class ReviewOpinion(Base):
    """What somebody said at the review."""

    __tablename__ = "review_opinion"
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign")
    position: Mapped[int]
    speaker: Mapped[Line]
    text: Mapped[Block]


class ReviewSitting(Base):
    """A further sitting of a review, over cells the first did not settle; the first stands in the campaign itself."""

    __tablename__ = "review_sitting"
    __table_args__ = (UniqueConstraint("campaign_id", "number"), CheckConstraint("number > 1", name="number"))
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", index=False)
    #: 2 for the one after the first.
    number: Mapped[int]
    held_on: Mapped[date]
    total: Mapped[int | None]
    present: Mapped[int | None]
    body: Mapped[ReviewBody]
    method: Mapped[VoteMethod]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    place: Mapped[Line]
    chair: Mapped[Line]
    secretary: Mapped[Line]
    guests: Mapped[Block]
    presenter: Mapped[Line]
    conclusion: Mapped[Block]
    #: Names and reasons of those who were absent, speakers and what they said: lists of two texts.
    absences: Mapped[Json] = mapped_column(default=list)
    opinions: Mapped[Json] = mapped_column(default=list)


class CampaignText(Base):
    """What the office wrote for one part of a campaign's papers (plan, guide, report)."""

    __tablename__ = "campaign_text"
    __table_args__ = (UniqueConstraint("campaign_id", "key"),)
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", index=False)
    #: Paper and part ("D1.purpose", "D17.lessons").
    key: Mapped[Line]
    text: Mapped[Block]


class CampaignClosing(Base):
    """What stood when a campaign was decided or closed; reports of closed years read only this (recognition §8)."""

    __tablename__ = "campaign_closing"
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", unique=True, index=False)
    taken_at: Mapped[datetime]
    facts: Mapped[Json]
    #: Said under the tables when something was adjusted afterwards (test vector 18).
    note: Mapped[Block]


class CellEntry(Base):
    """One cell in a campaign, with its name and group as they were."""

    __tablename__ = "cell_entry"
    __table_args__ = (
        UniqueConstraint("campaign_id", "cell_id"),
        CheckConstraint("votes_for IS NULL OR votes_for >= 0", name="votes"),
    )
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign")
    cell_id: Mapped[int] = ref("cell")
    name_at_time: Mapped[Line]
    group_at_time: Mapped[Line]
    state: Mapped[EntryState]
    is_pilot: Mapped[bool] = mapped_column(default=False)
    #: Why it was chosen as pilot cell (D3).
    pilot_reason: Mapped[Line]
    registered_on: Mapped[date | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    late_reason: Mapped[Line]
    signer: Mapped[Line]
    targets: Mapped[Block]
    # What the cell registered to reach (D5 part 3); None where its form does not say.
    target_level: Mapped[QualityLevel | None]
    target_good_percent: Mapped[PointsOrNone]
    target_admissions: Mapped[int | None]
    target_themed: Mapped[int | None]
    target_models: Mapped[int | None]
    #: The vote of the cell by which it registered, of its full members.
    register_votes_for: Mapped[int | None]
    register_vote_base: Mapped[int | None]
    register_meeting_on: Mapped[date | None]
    self_scored_on: Mapped[date | None]
    self_votes_for: Mapped[int | None]
    self_vote_base: Mapped[int | None]
    #: The meeting that adopted the self-score, and how many voters were there.
    self_meeting_id: Mapped[int | None] = ref("meeting")
    self_present: Mapped[int | None]
    submitted_on: Mapped[date | None]
    received_by: Mapped[Line]
    is_late_dossier: Mapped[bool] = mapped_column(default=False)
    late_dossier_reason: Mapped[Line]
    verified_on: Mapped[date | None]
    # While its case is held (T7): why, by whose word, since when; what was concluded when it was let go.
    hold_reason: Mapped[Line]
    hold_source: Mapped[Line]
    hold_on: Mapped[date | None]
    hold_conclusion: Mapped[Block]
    hold_released_on: Mapped[date | None]
    # Vote of the standing committee
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_abstained: Mapped[int | None]
    #: Ballots handed out, given back and found invalid, of a secret vote.
    ballots_out: Mapped[int | None]
    ballots_in: Mapped[int | None]
    ballots_invalid: Mapped[int | None]
    #: The further sitting this vote was taken at, None for the first.
    sitting_id: Mapped[int | None] = ref("review_sitting")
    #: The decision of the committee above, when it recognises (UP): number, day, signer.
    superior_decision_no: Mapped[Line]
    superior_decided_on: Mapped[date | None]
    superior_signer: Mapped[Line]
    #: The decision that took the recognition back (T12), and whether the commendation goes with it.
    revoked_on: Mapped[date | None]
    revoke_reason: Mapped[Block]
    revoke_basis: Mapped[Line]
    takes_award_back: Mapped[bool] = mapped_column(default=False)
    #: Why a refused case was taken up again (T13).
    reopened_note: Mapped[Block]
    note: Mapped[Block]
    campaign: Mapped[Campaign] = relationship(back_populates="entries")
    cell: Mapped[Cell] = relationship()
    scores: Mapped[list[EntryScore]] = relationship(cascade=_CHILDREN, order_by="EntryScore.id")
    reasons: Mapped[list[EntryReason]] = relationship(cascade=_CHILDREN, order_by="EntryReason.position")
    pledges: Mapped[list[EntryPledge]] = relationship(cascade=_CHILDREN, order_by="EntryPledge.position")
    texts: Mapped[list[EntryText]] = relationship(cascade=_CHILDREN, order_by="EntryText.id")
    checks: Mapped[list[RuleCheck]] = relationship(cascade=_CHILDREN, order_by="RuleCheck.code")
    defects: Mapped[list[Defect]] = relationship(cascade=_CHILDREN, order_by="Defect.id")
    dossier: Mapped[list[DossierLine]] = relationship(cascade=_CHILDREN, order_by="DossierLine.id")
    verification: Mapped[Verification | None] = relationship(cascade=_CHILDREN, uselist=False)
    evidence: Mapped[list[EvidenceFile]] = relationship(cascade=_CHILDREN, order_by="EvidenceFile.id")
    sitting: Mapped[ReviewSitting | None] = relationship()
    earlier: Mapped[list[EarlierVote]] = relationship(cascade=_CHILDREN, order_by="EarlierVote.id", lazy="selectin")


class EarlierVote(Base):
    """What a sitting said of a cell that was taken up again afterwards (T13): its minutes keep saying it."""

    __tablename__ = "earlier_vote"
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry")
    #: The further sitting it was, None for the first.
    sitting_id: Mapped[int | None] = ref("review_sitting", index=False)
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_abstained: Mapped[int | None]
    ballots_out: Mapped[int | None]
    ballots_in: Mapped[int | None]
    ballots_invalid: Mapped[int | None]
    #: As the minutes printed it: points ("74"), level, reasons one a line, whether the verification found it fit.
    points: Mapped[Line]
    level: Mapped[QualityLevel | None]
    reasons: Mapped[Block]
    is_fit: Mapped[bool] = mapped_column(default=False)
    sitting: Mapped[ReviewSitting | None] = relationship()


class EntryScore(Base):
    """Points of one criterion in the four columns; None where nothing was given."""

    __tablename__ = "entry_score"
    __table_args__ = (UniqueConstraint("entry_id", "criterion_id"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry")
    criterion_id: Mapped[int] = ref("criterion")
    self_points: Mapped[PointsOrNone]
    in_charge_points: Mapped[PointsOrNone]
    verified_points: Mapped[PointsOrNone]
    final_points: Mapped[PointsOrNone]
    is_not_applicable: Mapped[bool] = mapped_column(default=False)
    #: What the program computed, the points it gives and when; differs from the points when mended by hand.
    auto_points: Mapped[PointsOrNone]
    auto_value: Mapped[Line]
    auto_on: Mapped[date | None]
    evidence: Mapped[Block]
    note: Mapped[Block]
    criterion: Mapped[CriterionRow] = relationship()


class EntryReason(Base):
    """A reason for not recognising a cell; the first is the main one."""

    __tablename__ = "entry_reason"
    __table_args__ = (UniqueConstraint("entry_id", "reason"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry")
    position: Mapped[int]
    reason: Mapped[Reason]
    text: Mapped[Block]
