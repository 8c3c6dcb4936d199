"""What an entry still needs for the next step of its road, by what was recorded of it alone (T4, T6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session, object_session

from bontot_desktop import dates
from bontot_desktop.db.house import Setting
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import Problem
from bontot_desktop.rules.dossiers import USUALLY_ASKED, DossierItem
from bontot_desktop.rules.eligibility import date_problems
from bontot_desktop.services import sittings

#: Key of the papers every dossier must hold, among the settings.
SETTING = "dossier.items"
NOT_CONFIRMED = "Chưa ghi xác nhận của Ủy ban Kiểm tra Đảng ủy."


def required_items(session: Session) -> frozenset[DossierItem]:
    """Return the papers every dossier must hold: what the office chose, else the checklist of recognition §13."""
    row = session.get(Setting, SETTING)
    return frozenset(DossierItem(value) for value in row.value) if row else USUALLY_ASKED


def missing_papers(entry: CellEntry, asked: frozenset[DossierItem] | None = None) -> list[DossierItem]:
    """Return the papers of the checklist that did not come, in its order; ``asked`` where many are looked at."""
    if asked is None:
        session = object_session(entry)
        asked = USUALLY_ASKED if session is None else required_items(session)
    there = {line.item for line in entry.dossier if line.is_there}
    return [item for item in DossierItem if item in asked and item not in there]


def missing_for_submission(entry: CellEntry, asked: frozenset[DossierItem] | None = None) -> list[str]:
    """Say what keeps a dossier from being taken as handed in (T4); empty when nothing does."""
    is_unexplained = entry.is_late_dossier and not entry.late_dossier_reason.strip()
    has_any = any(line.is_there for line in entry.dossier)
    return lacking(missing_papers(entry, asked), entry.submitted_on, has_any=has_any, is_unexplained=is_unexplained)


def lacking(
    papers: Sequence[DossierItem], submitted_on: date | None, *, has_any: bool, is_unexplained: bool
) -> list[str]:
    """Say what a dossier lacks of which ``papers`` did not come; ``has_any`` says that some did."""
    if submitted_on is None and not has_any:
        return ["Chưa nhận hồ sơ của chi bộ."]
    found = []
    if submitted_on is None:
        found.append("Chưa ghi ngày nhận hồ sơ.")
    if papers:
        found.append(f"Hồ sơ còn thiếu: {'; '.join(item.label for item in papers)}.")
    if is_unexplained:
        found.append("Hồ sơ nộp sau hạn; hãy ghi lý do chậm.")
    return found


def open_defects(entry: CellEntry) -> list[str]:
    """Return what was found wrong with a dossier and is not mended yet."""
    return [defect.text for defect in entry.defects if defect.fixed_on is None]


def missing_for_verification(entry: CellEntry) -> list[str]:
    """Say what beside the score sheet keeps a dossier from being verified (T6); empty when nothing does."""
    checked = entry.verification
    if checked is None or checked.confirmed_on is None or not checked.confirmed_by.strip():
        return [NOT_CONFIRMED]
    return []


def lateness(what: str, on: date, until: date | None, reason: str, field: str = "late_reason") -> list[Problem]:
    """Ask for the reason of what comes after its deadline; empty when it is in time or the reason is there."""
    if until is None or on <= until or reason.strip():
        return []
    return [Problem(field, f"{what} sau hạn {dates.screen(until)}; hãy ghi lý do.")]


def far_from_year(what: str, day: date | None, year: int, field: str) -> list[Problem]:
    """Refuse a day no campaign of that year can have: before the year before it or after the year after it."""
    if day is None or year - 1 <= day.year <= year + 1:
        return []
    return [Problem(field, f"{what} {dates.screen(day)} cách xa năm thi đua {year}; hãy xem lại năm.")]


def date_warnings(entry: CellEntry) -> list[str]:
    """Name the steps of a cell's road whose days run backwards (recognition.md §9.3); they may stand."""
    campaign = entry.campaign
    return date_problems(
        [
            ("Ngày phát động", campaign.launch_on),
            ("Ngày đăng ký", entry.registered_on),
            ("Ngày chi bộ họp tự chấm", entry.self_scored_on),
            ("Ngày nhận hồ sơ", entry.submitted_on),
            ("Ngày thẩm định", entry.verified_on),
            ("Ngày Ban Thường vụ họp xét", sittings.of_entry(entry).held_on if entry.votes_for is not None else None),
            ("Ngày cấp trên quyết định", entry.superior_decided_on),
        ]
    )
