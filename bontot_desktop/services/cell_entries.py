"""What a reorganisation does to the campaigns of its year (recognition.md §3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, Lineage
from bontot_desktop.db.models.dossiers import EntryPledge
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.rules import cell_life
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.rules.recognition import EntryState, TitleKind
from bontot_desktop.services import campaigns, rule_settings
from bontot_desktop.services.cell_changes import Decision

#: What makes a cell that may register again by its own deadline.
_REMADE = (LineageKind.MERGE, LineageKind.SPLIT)


def reorganise(
    session: Session, ended: Sequence[Cell], heirs: Sequence[Cell], decision: Decision, *, merged: bool
) -> list[str]:
    """Close the entries of cells that end, and give each new cell its own; return what the office must know.

    When cells merge and all of them had registered, the new one is registered; else it registers again.
    """
    told: list[str] = []
    for campaign in open_campaigns(session, decision.on):
        entries = {entry.cell_id: entry for entry in campaign.entries}
        old = [entries[cell.id] for cell in ended if cell.id in entries]
        registered = [entry for entry in old if entry.state in rules.TOOK_PART]
        inherits = merged and len(registered) == len(ended) and bool(ended)
        for entry in old:
            _close(entry)
        for heir in heirs:
            if heir.id not in entries:
                campaign.entries.append(_entry(heir, registered if inherits else ()))
        told += _told(campaign, heirs, decision, inherits)
        campaigns.lead_on(campaign)
    return told


def open_campaigns(session: Session, on: date) -> list[Campaign]:
    """Return the campaigns of cells of a day's year that are not decided and count cells only later than the day."""
    of_cells = select(Campaign).where(Campaign.year == on.year, Campaign.title == TitleKind.CELL_4_GOOD)
    rows = session.scalars(of_cells.order_by(Campaign.id))
    return [row for row in rows if row.state not in campaigns.DECIDED and row.cut_off_on >= on]


def outlook(
    session: Session, ended: Sequence[Cell], *, kept: Cell | None, heir: str, decision: Decision, merged: bool
) -> list[str]:
    """Say beforehand what will become of the entries; ``kept`` is the cell that takes the others in."""
    told = []
    for campaign in open_campaigns(session, decision.on):
        entries = {entry.cell_id: entry for entry in campaign.entries}
        name = f"Thi đua “{campaign.title.label}” năm {campaign.year}"
        old = [entries[cell.id] for cell in ended if cell.id in entries]
        everyone = [entry.state in rules.TOOK_PART for entry in old]
        if kept is not None:
            own = entries.get(kept.id)
            is_all = own is not None and own.state in rules.TOOK_PART and all(everyone) and len(old) == len(ended)
            if own is not None and not is_all and (any(everyone) or own.state in rules.TOOK_PART):
                told.append(f"{name}: chưa đủ các chi bộ đăng ký; {_again(kept.name, decision)}")
        elif merged and old and all(everyone) and len(old) == len(ended):
            told.append(f"{name}: các chi bộ đều đã đăng ký nên {heir or 'chi bộ mới'} được kế thừa đăng ký.")
        elif heir:
            told.append(f"{name}: {_again(heir, decision)}")
        if old:
            told.append(f"{name}: {len(old)} mục của chi bộ cũ chuyển sang “{EntryState.CLOSED_REORG.label}”.")
    return told


def too_young(session: Session, names: Sequence[str], decision: Decision) -> list[str]:
    """Say that cells made on a day will not have lived long enough to be considered that year (E18, reason R12)."""
    told = []
    for campaign in open_campaigns(session, decision.on):
        months = cell_life.months_in_year(decision.on, campaign.year, campaign.cut_off_on)
        least = rule_settings.parameter(campaign, "E18")
        if names and months < least:
            told.append(
                f"Thi đua “{campaign.title.label}” năm {campaign.year}: đến ngày chốt số liệu, {text.join_vi(names)} "
                f"mới hoạt động {months} tháng, cần từ {int(least)} tháng; Ban Thường vụ có thể vẫn đề nghị."
            )
    return told


def rename(session: Session, cell: Cell, old: str, on: date | None) -> None:
    """Let the entries of a renamed cell go on under its new name; a campaign decided, or closed before, keeps the old.

    ``on`` None is a slip of typing mended for all days.
    """
    rows = session.scalars(select(CellEntry).where(CellEntry.cell_id == cell.id, CellEntry.name_at_time == old))
    for entry in rows:
        campaign = entry.campaign
        if campaign.state not in campaigns.DECIDED and (on is None or campaign.cut_off_on >= on):
            entry.name_at_time = cell.name


def own_limit(session: Session, cell_id: int, year: int) -> date | None:
    """Return until when a cell made by a merger or split within a year may register; None when it was not."""
    rows = session.scalars(select(Lineage).where(Lineage.successor_id == cell_id, Lineage.kind.in_(_REMADE)))
    limits = [cell_life.register_again_until(row.decision_on, row.on) for row in rows if row.on.year == year]
    return max(limits, default=None)


def _told(campaign: Campaign, heirs: Sequence[Cell], decision: Decision, inherits: bool) -> list[str]:
    if not heirs or inherits:
        return []
    named = text.join_vi(cell.name for cell in heirs)
    return [f"Thi đua “{campaign.title.label}” năm {campaign.year}: {_again(named, decision)}"]


def _again(name: str, decision: Decision) -> str:
    until = dates.screen(cell_life.register_again_until(decision.decided_on, decision.on))
    return f"{name} đăng ký lại chậm nhất ngày {until}."


def _close(entry: CellEntry) -> None:
    if rules.may_move(entry.state, EntryState.CLOSED_REORG):
        entry.state = EntryState.CLOSED_REORG


def _entry(heir: Cell, registered: Sequence[CellEntry]) -> CellEntry:
    entry = CellEntry(
        cell_id=heir.id,
        name_at_time=heir.name,
        group_at_time=heir.report_group,
        state=EntryState.NOT_REGISTERED,
    )
    if registered:
        entry.state = EntryState.REGISTERED
        entry.registered_on = max((row.registered_on for row in registered if row.registered_on), default=None)
        entry.signer = text.join_vi(dict.fromkeys(row.signer for row in registered if row.signer))
        entry.targets = "\n".join(f"{row.name_at_time}: {row.targets}" for row in registered if row.targets)
        entry.is_pilot = any(row.is_pilot for row in registered)
        entry.is_late = any(row.is_late for row in registered)
        entry.late_reason = "; ".join(dict.fromkeys(row.late_reason for row in registered if row.late_reason))
        entry.pledges.extend(
            EntryPledge(
                position=place,
                group_code=pledge.group_code,
                text=f"{row.name_at_time}: {pledge.text}",
                due=pledge.due,
                responsible=pledge.responsible,
            )
            for place, (row, pledge) in enumerate(((row, p) for row in registered for p in row.pledges), start=1)
        )
        entry.note = f"Kế thừa đăng ký của {text.join_vi(row.name_at_time for row in registered)}."
    return entry
