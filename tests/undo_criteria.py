"""The acts on sets of criteria, one after the other, for the proof that each is taken back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bontot_desktop.services import (
    campaign_groups,
    cell_targets,
    criteria_sets,
    criteria_uses,
    entry_scores,
    sheet_settings,
)
from bontot_desktop.services.cell_targets import Indicator
from bontot_desktop.services.criteria_sets import SetDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.sheet_settings import SheetSettings
from tests import recognition_office as made


def go(office: Office) -> None:
    """Edit a set in use and one that is not, take it on, go over to it, put one aside and take one away."""
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    used, small = _newest(office, "DE_XUAT_100"), _newest(office, "DE_XUAT_4x25")
    campaign_groups.name_sets(office, campaign_id, {"Trường học": used.id or 0})
    made.register(office, ids[:1])
    sheet = entry_scores.sheet(office, ids[0])
    lines = tuple(line if line.is_group else replace(line, self_points=line.maximum) for line in sheet.lines)
    entry_scores.save(office, replace(sheet, lines=lines))
    sheet_settings.save(office, SheetSettings(Decimal("0.5"), asks_quorum=True))
    targets = cell_targets.sheet(office, made.YEAR)
    given = cell_targets.TargetDraft(targets.cells[0].id, "Thu nhập bình quân", Decimal(60), Decimal(62))
    cell_targets.save(
        office, replace(targets, indicators=(Indicator(given.indicator, "triệu đồng"),), targets=(given,))
    )
    kept = criteria_sets.save(office, retitled(used))
    criteria_uses.switch(office, kept.id, [campaign_id])
    criteria_sets.adopt(office, kept.id, "Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026", date(2026, 2, 5))
    copy = criteria_sets.save(office, criteria_sets.copied(small))
    criteria_sets.save(office, retitled(replace(_newest(office, "THANG_DIEM_4_X_25_BAN_SAO"), id=copy.id)))
    criteria_sets.delete(office, copy.id)
    criteria_sets.retire(office, small.id or 0)


def _newest(office: Office, code: str) -> SetDraft:
    return next(row for row in criteria_sets.rows(office) if row.code.startswith(code[:20]))


def retitled(draft: SetDraft) -> SetDraft:
    """Return a set whose first criterion asks something else."""
    first, second, *others = draft.items
    return replace(draft, items=(first, replace(second, title="Kế hoạch công tác năm"), *others))
