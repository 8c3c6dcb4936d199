"""Proposals that go to the committee above and what it decided (T9, T10 and T11 of recognition.md §3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import Authority, CampaignState, EntryState
from bontot_desktop.services import campaign_steps, campaigns, entries, recognition, sittings
from bontot_desktop.services import reasons as reason_rows
from bontot_desktop.services.office import Office
from bontot_desktop.services.reasons import ReasonDraft

#: From where a refusal is made final by the office (T11).
_MAY_BE_REFUSED = (EntryState.NOT_PROPOSED, EntryState.SUBMITTED_UP, EntryState.ON_HOLD)


@dataclass(frozen=True, slots=True)
class UpDecision:
    """The decision of the committee above ("125-QĐ/TU"), its day and who signed it."""

    number: str = ""
    decided_on: date | None = None
    signer: str = ""


def submit_up(session: Session, campaign: Campaign) -> list[CellEntry]:
    """Take every proposed cell as put before the committee above, with the paper that does it (T9).

    Returns them. Raises Refused when the office decides itself, or nobody is proposed.
    """
    if campaign.authority is not Authority.UP:
        raise Refused(f"Đợt thi đua năm {campaign.year} do Ban Thường vụ Đảng ủy quyết định, không trình cấp trên.")
    proposed = [entry for entry in campaign.entries if entry.state is EntryState.PROPOSED]
    if not proposed:
        raise Refused("Chưa có chi bộ nào được đề nghị công nhận; hãy kết luận ở bước Kết quả trước.")
    for entry in proposed:
        entries.move(entry, EntryState.SUBMITTED_UP)
    return proposed


def take_up_back(session: Session, campaign: Campaign) -> None:
    """Put the cells back when the paper that submitted them is taken back. Raises Refused once one is decided."""
    if campaign.state in campaigns.DECIDED:
        raise Refused(f"Cấp trên đã quyết định kết quả năm {campaign.year}; không thu hồi tờ trình được nữa.")
    for entry in campaign.entries:
        # Not by entries.move: the paper goes, so the way back is that of the paper, not one of T1–T13.
        if entry.state is EntryState.SUBMITTED_UP:
            entry.state = EntryState.PROPOSED


def record_decision(office: Office, campaign_id: int, entry_ids: Iterable[int], decision: UpDecision) -> Changes:
    """Record which of the cells submitted the committee above recognised (T10, UP).

    The refusals of the office become final with it. Raises Problems for number, day and signer; Refused for a cell
    that was not submitted.
    """
    with office.work("submissions.decision", "Ghi quyết định công nhận của cấp trên") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_closed(campaign)
        if campaign.authority is not Authority.UP:
            own = f"Đợt thi đua năm {campaign.year} do Ban Thường vụ Đảng ủy quyết định"
            raise Refused(f"{own}; hãy ban hành quyết định công nhận.")
        chosen = [entries.find_entry(session, entry_id) for entry_id in entry_ids]
        found = _decision_problems(session, campaign, chosen, decision, office.today())
        if found or decision.decided_on is None:
            raise Problems(found)
        if not chosen:
            raise Refused("Hãy chọn ít nhất một chi bộ được công nhận.")
        gone = next((entry for entry in chosen if _has_ended(entry, decision.decided_on)), None)
        if gone is not None:
            raise Refused(f"{gone.name_at_time} đã kết thúc hoạt động trước ngày quyết định; hãy xem lại chi bộ này.")
        for entry in chosen:
            entries.move(entry, EntryState.RECOGNISED)
            entry.superior_decision_no = decision.number.strip()
            entry.superior_decided_on, entry.superior_signer = decision.decided_on, decision.signer.strip()
        recognition.close_refusals(campaign)
        campaign.state = CampaignState.DECIDED
        campaign_steps.reach(session, campaign, CampaignState.DECIDED, decision.decided_on)
        session.sentence = f"Ghi quyết định {decision.number.strip()} công nhận {entries.named(chosen)}"
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _has_ended(entry: CellEntry, on: date) -> bool:
    return entry.cell.dissolved_on is not None and entry.cell.dissolved_on <= on


def _decision_problems(
    session: Session, campaign: Campaign, chosen: Sequence[CellEntry], decision: UpDecision, today: date
) -> list[Problem]:
    found = []
    last = sittings.last_day(campaign, chosen)
    number, day = decision.number.strip(), decision.decided_on
    if not number:
        found.append(Problem("number", "Chưa ghi số, ký hiệu quyết định của cấp trên."))
    elif not number[0].isdigit():
        found.append(Problem("number", "Số, ký hiệu bắt đầu bằng số, ví dụ 125-QĐ/TU; hãy xem lại."))
    if not decision.signer.strip():
        found.append(Problem("signer", "Chưa ghi người ký quyết định."))
    if campaign.review_on is None:
        found.append(Problem("decided_on", "Chưa ghi ngày Ban Thường vụ họp xét; hãy ghi ở bước Họp xét trước."))
    if day is None:
        found.append(Problem("decided_on", "Chưa có ngày quyết định."))
    elif last is not None and day < last:
        sat_on = dates.screen(last)
        found.append(Problem("decided_on", f"Ngày quyết định ở trước ngày Ban Thường vụ họp xét ({sat_on})."))
    elif day > today:
        found.append(Problem("decided_on", "Ngày quyết định ở sau hôm nay; hãy xem lại."))
    if number and day is not None:
        same = select(CellEntry.superior_decided_on).where(
            CellEntry.superior_decision_no == number, CellEntry.superior_decided_on != day
        )
        other = session.scalars(same).first()
        if other is not None:
            sentence = f"Số {number} đã ghi cho quyết định ngày {dates.screen(other)}; hãy xem lại số hoặc ngày."
            found.append(Problem("number", sentence))
    return found


def refuse_finally(office: Office, entry_id: int, reasons: Sequence[ReasonDraft]) -> Changes:
    """Make a refusal final: what the committee above did not recognise, or what a held case came to (T11).

    Raises Problems without a reason, Refused from any other state.
    """
    reason_rows.check(reasons)
    with office.work("submissions.refuse", "Không công nhận") as session:
        entry = entries.find_open(session, entry_id)
        if entry.state not in _MAY_BE_REFUSED:
            entries.refuse_move(entry, EntryState.NOT_RECOGNISED)
        entries.move(entry, EntryState.NOT_RECOGNISED)
        reason_rows.write(session, entry, reasons)
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Không công nhận {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


@dataclass(frozen=True, slots=True)
class DecisionAbove:
    """A decision of the committee above and how many cells it recognised."""

    number: str
    decided_on: date | None
    signer: str
    cells: int

    @property
    def told(self) -> str:
        """The decision as one names it: "Quyết định 125-QĐ/TU, ngày 20/12/2026"."""
        return f"Quyết định {self.number}" + (f", ngày {dates.screen(self.decided_on)}" if self.decided_on else "")


def decisions_above(office: Office, campaign_id: int) -> list[DecisionAbove]:
    """Return the decisions recorded of the committee above, the first first. Raises NotFound."""
    with office.read() as session:
        found: dict[tuple[str, date | None], list[CellEntry]] = {}
        for entry in campaigns.find(session, campaign_id).entries:
            if entry.superior_decision_no:
                key = (entry.superior_decision_no, entry.superior_decided_on)
                found.setdefault(key, []).append(entry)
        rows = [
            DecisionAbove(number, day, listed[0].superior_signer, len(listed))
            for (number, day), listed in found.items()
        ]
    return sorted(rows, key=lambda row: (row.decided_on or date.max, row.number))
