"""Cases that are held: for a complaint, a denunciation or an inspection, until its conclusion is there (T7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import campaigns, entries, entry_scores, road
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """Why a case is held, by whose word ("Đơn tố cáo nhận ngày …; Ủy ban Kiểm tra đang xác minh"), since when."""

    reason: str = ""
    source: str = ""
    on: date | None = None


def of(office: Office, entry_id: int) -> HoldDraft:
    """Return why a case is held or was; empty when it never was. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        return HoldDraft(entry.hold_reason, entry.hold_source, entry.hold_on)


def hold(office: Office, entry_id: int, draft: HoldDraft) -> Changes:
    """Hold a case wherever it stands open (T7). Raises Problems without reason, source or day; Refused."""
    found = []
    if not draft.reason.strip():
        found.append(Problem("reason", "Hãy ghi lý do tạm dừng xét."))
    if not draft.source.strip():
        found.append(Problem("source", "Hãy ghi căn cứ: đơn, văn bản hay cơ quan đang xem xét."))
    if draft.on is None:
        found.append(Problem("on", "Chưa có ngày tạm dừng."))
    elif draft.on > office.today():
        found.append(Problem("on", "Ngày tạm dừng ở sau hôm nay; hãy xem lại."))
    if found:
        raise Problems(found)
    with office.work("holds.hold", "Tạm dừng xét") as session:
        entry = entries.find_open(session, entry_id)
        if draft.on is not None and draft.on.year < entry.campaign.year - 1:
            day = dates.screen(draft.on)
            raise Problems([Problem("on", f"Ngày tạm dừng {day} ở trước đợt thi đua; hãy xem lại năm.")])
        if entry.state not in rules.MAY_HOLD:
            entries.refuse_move(entry, EntryState.ON_HOLD)
        entries.move(entry, EntryState.ON_HOLD)
        entry.hold_reason, entry.hold_source, entry.hold_on = draft.reason, draft.source, draft.on
        entry.hold_conclusion, entry.hold_released_on = "", None
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Tạm dừng xét {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def release(office: Office, entry_id: int, conclusion: str, on: date | None) -> Changes:
    """Let a held case go on from where its dossier stands (T7). Raises Problems without the conclusion; Refused."""
    found = []
    if not conclusion.strip():
        found.append(Problem("conclusion", "Hãy ghi kết luận của cơ quan có thẩm quyền."))
    if on is None:
        found.append(Problem("on", "Chưa có ngày tiếp tục xét."))
    elif on > office.today():
        found.append(Problem("on", "Ngày tiếp tục xét ở sau hôm nay; hãy xem lại."))
    if found:
        raise Problems(found)
    with office.work("holds.release", "Tiếp tục xét") as session:
        entry = entries.find_open(session, entry_id)
        if entry.state is not EntryState.ON_HOLD:
            raise Refused(f"{entry.name_at_time} không ở bước “{EntryState.ON_HOLD.label}”.")
        if on is not None and entry.hold_on is not None and on < entry.hold_on:
            sentence = f"Ngày tiếp tục xét ở trước ngày tạm dừng ({dates.screen(entry.hold_on)})."
            raise Problems([Problem("on", sentence)])
        entries.move(entry, where_it_stands(entry))
        entry.hold_conclusion, entry.hold_released_on = conclusion, on
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Tiếp tục xét {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def where_it_stands(entry: CellEntry) -> EntryState:
    """Say where the dossier of a registered cell stands by what was recorded of it, whatever its state is now."""
    stands = entry_scores.standing_of(entry)
    returned = stands in (EntryState.SUBMITTED, EntryState.VERIFIED) and road.open_defects(entry)
    return EntryState.RETURNED if returned else stands
