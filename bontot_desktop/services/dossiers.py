"""Dossiers of cells: the checklist with what came and when, the receipt, what was given back with its defects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.db.house import Setting
from bontot_desktop.db.models.dossiers import Defect, DossierLine
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.db.queries import dossiers as queries
from bontot_desktop.db.queries.dossiers import ListedDossier
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.recognition import TOOK_PART, EntryState
from bontot_desktop.services import campaigns, entries, entry_scores, road
from bontot_desktop.services.office import Office

_SCORED = frozenset(TOOK_PART) - {EntryState.REGISTERED}


@dataclass(frozen=True, slots=True)
class DossierLineDraft:
    """A paper of the checklist: whether it is there, its day, who received it."""

    item: DossierItem
    is_there: bool = False
    on: date | None = None
    received_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DossierDraft:
    """A cell's dossier as its form shows it; ``lines`` has every paper of the checklist, in its order."""

    entry_id: int
    submitted_on: date | None = None
    received_by: str = ""
    late_reason: str = ""
    lines: tuple[DossierLineDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """Whole dossiers that came together: the day, who received them, and why they are late where they are."""

    on: date | None
    received_by: str = ""
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """What is wrong with a dossier that is given back, and until when it is to be mended."""

    defects: tuple[str, ...]
    due_on: date | None
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class DefectRow:
    """Something found wrong with a dossier; ``fixed_on`` is None until it was mended."""

    id: int
    text: str
    returned_on: date
    due_on: date
    fixed_on: date | None


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A cell's dossier as the list shows it: how many papers came of how many asked, what is missing, who confirmed."""

    id: int
    cell: str
    cell_order: str
    state: EntryState
    submitted_on: date | None
    received_by: str
    is_late: bool
    late_reason: str
    there: int
    asked: int
    #: What keeps it from being handed in, or verified, in sentences.
    missing: tuple[str, ...]
    #: Defects that wait to be mended.
    open_defects: int
    due_on: date | None
    confirmed_by: str
    confirmed_on: date | None
    remark: str


def list_dossiers(office: Office, campaign_id: int) -> list[DossierRow]:
    """Return the dossiers of the cells that took part, in Vietnamese order of their names. Raises NotFound."""
    with office.read() as session:
        campaigns.find(session, campaign_id)
        asked = road.required_items(session)
        there, defects = queries.papers(session, campaign_id), queries.defects(session, campaign_id)
        rows = [
            _row(line, asked, there.get(line.id, set()), *defects.get(line.id, (0, None)))
            for line in queries.lines(session, campaign_id)
        ]
        return sorted(rows, key=lambda row: (row.cell_order, row.id))


def _row(
    line: ListedDossier, asked: frozenset[DossierItem], there: set[DossierItem], open_defects: int, due_on: date | None
) -> DossierRow:
    papers = [item for item in DossierItem if item in asked and item not in there]
    is_unexplained = line.is_late and not line.late_reason.strip()
    missing = road.lacking(papers, line.submitted_on, has_any=bool(there), is_unexplained=is_unexplained)
    if not missing and line.state is EntryState.SUBMITTED and line.confirmed_on is None:
        missing = [road.NOT_CONFIRMED]
    return DossierRow(
        id=line.id,
        cell=line.name_at_time,
        cell_order=line.name_order,
        state=line.state,
        submitted_on=line.submitted_on,
        received_by=line.received_by,
        is_late=line.is_late,
        late_reason=line.late_reason,
        there=len(asked) - len(papers),
        asked=len(asked),
        missing=tuple(missing),
        open_defects=open_defects,
        due_on=due_on,
        confirmed_by=line.confirmed_by or "",
        confirmed_on=line.confirmed_on,
        remark=line.remark or "",
    )


def load(office: Office, entry_id: int) -> DossierDraft:
    """Return a cell's dossier; papers the program knows of are offered as there. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        kept = {line.item: line for line in entry.dossier}
        known = _known(entry) if not kept else frozenset()
        lines = tuple(
            DossierLineDraft(item, kept[item].is_there, kept[item].on, kept[item].received_by, kept[item].note)
            if item in kept
            else DossierLineDraft(item, item in known)
            for item in DossierItem
        )
        return DossierDraft(entry_id, entry.submitted_on, entry.received_by, entry.late_dossier_reason, lines)


def _known(entry: CellEntry) -> frozenset[DossierItem]:
    """Return the papers that must be there, by what was typed from them."""
    found = {DossierItem.REGISTRATION} if entry.registered_on is not None else set()
    if entry.state in _SCORED:
        found |= {DossierItem.SELF_SCORE, DossierItem.MINUTES}
    return frozenset(found)


def save(office: Office, draft: DossierDraft) -> Changes:
    """Write what came of a dossier; one that is whole leads its cell on to "Đã nộp hồ sơ" (T4).

    Raises Problems for a day ahead, or a late dossier without reason; Refused once the result stands.
    """
    with office.work("dossiers.save", "Ghi hồ sơ của chi bộ") as session:
        entry = entries.find_open(session, draft.entry_id)
        found = _receipt_problems(entry, draft.submitted_on, draft.late_reason, office.today())
        if found:
            raise Problems(found)
        _may_take(entry)
        _write_receipt(entry, draft.submitted_on, draft.received_by, draft.late_reason)
        kept = {line.item: line for line in entry.dossier}
        for given in draft.lines:
            line = kept.get(given.item)
            if line is None:
                line = DossierLine(item=given.item)
                entry.dossier.append(line)
            line.is_there, line.on, line.note = given.is_there, given.on, given.note
            line.received_by = given.received_by
        _go_on(entry)
        session.sentence = f"Ghi hồ sơ của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def receive_whole(office: Office, entry_ids: Iterable[int], receipt: Receipt) -> Changes:
    """Record that the whole dossiers of several cells came together (T4). Raises Problems, Refused."""
    if receipt.on is None:
        raise Problems([Problem("on", "Chưa có ngày nhận hồ sơ.")])
    with office.work("dossiers.receive", "Nhận hồ sơ của các chi bộ") as session:
        found = [entries.find_open(session, entry_id) for entry_id in entry_ids]
        if not found:
            raise Refused("Hãy chọn ít nhất một chi bộ.")
        wrong = []
        asked = road.required_items(session)
        for entry in found:
            _may_take(entry)
            wrong += _receipt_problems(entry, receipt.on, receipt.late_reason, office.today(), "on")
            _write_receipt(entry, receipt.on, receipt.received_by, receipt.late_reason)
            kept = {line.item: line for line in entry.dossier}
            for item in DossierItem:
                if item in asked and item not in kept:
                    entry.dossier.append(DossierLine(item=item, is_there=True, on=receipt.on))
                elif item in asked and not kept[item].is_there:
                    kept[item].is_there, kept[item].on = True, receipt.on
            _go_on(entry)
        if wrong:
            raise Problems(list(dict.fromkeys(wrong)))
        session.sentence = f"Nhận đủ hồ sơ của {entries.named(found)}"
    return Changes.of(Kind.CAMPAIGNS)


def _may_take(entry: CellEntry) -> None:
    if entry.state not in TOOK_PART:
        raise Refused(f"{entry.name_at_time} chưa đăng ký thi đua; hãy ghi đăng ký trước khi nhận hồ sơ.")
    entries.refuse_when_concluded(entry, "hồ sơ")
    if entry.state is EntryState.ON_HOLD:
        raise Refused(f"{entry.name_at_time} đang tạm dừng xét; hãy ghi kết luận trước khi sửa hồ sơ.")


def _receipt_problems(
    entry: CellEntry, on: date | None, reason: str, today: date, field: str = "submitted_on"
) -> list[Problem]:
    if on is None:
        return []
    if on > today:
        return [Problem(field, "Ngày nhận hồ sơ ở sau hôm nay; hãy xem lại.")]
    scored = entry.self_scored_on
    if scored is not None and on < scored:
        met = f"{entry.name_at_time} họp tự chấm ngày {dates.screen(scored)}"
        return [Problem(field, f"Ngày nhận hồ sơ {dates.screen(on)} ở trước buổi tự chấm: {met}.")]
    far = road.far_from_year("Ngày nhận hồ sơ", on, entry.campaign.year, field)
    if far:
        return far
    until = None if on == entry.submitted_on and entry.late_dossier_reason else entry.campaign.dossier_until
    return road.lateness("Hồ sơ nộp", on, until, reason)


def _write_receipt(entry: CellEntry, on: date | None, received_by: str, late_reason: str) -> None:
    until = entry.campaign.dossier_until
    entry.submitted_on, entry.received_by = on, received_by
    entry.is_late_dossier = on is not None and until is not None and on > until
    entry.late_dossier_reason = late_reason if entry.is_late_dossier else ""


def _go_on(entry: CellEntry) -> None:
    entry_scores.lead_on(entry)
    campaigns.lead_on(entry.campaign)


# Given back and mended (T5)


def defects_of(office: Office, entry_id: int) -> list[DefectRow]:
    """Return what was ever found wrong with a dossier, the oldest first. Raises NotFound."""
    with office.read() as session:
        return [
            DefectRow(row.id, row.text, row.returned_on, row.due_on, row.fixed_on)
            for row in entries.find_entry(session, entry_id).defects
        ]


def give_back(office: Office, entry_id: int, draft: ReturnDraft) -> Changes:
    """Give a dossier back with what is wrong and until when it is to be mended (T5).

    Raises Problems without a defect, a new deadline or its day; Refused from any state but "Đã nộp hồ sơ".
    """
    defects = [text.strip() for text in draft.defects if text.strip()]
    found = []
    if not defects:
        found.append(Problem("defects", "Hãy ghi ít nhất một nội dung cần bổ sung, sửa chữa."))
    if draft.returned_on is None:
        found.append(Problem("returned_on", "Chưa có ngày trả lại."))
    elif draft.returned_on > office.today():
        found.append(Problem("returned_on", "Ngày trả lại ở sau hôm nay; hãy xem lại."))
    if draft.due_on is None:
        found.append(Problem("due_on", "Chưa có hạn nộp lại."))
    elif draft.returned_on is not None and draft.due_on < draft.returned_on:
        found.append(Problem("due_on", "Hạn nộp lại ở trước ngày trả lại."))
    if found or draft.returned_on is None or draft.due_on is None:
        raise Problems(found)
    with office.work("dossiers.give_back", "Trả lại hồ sơ") as session:
        entry = entries.find_open(session, entry_id)
        if entry.submitted_on is not None and draft.returned_on < entry.submitted_on:
            received = dates.screen(entry.submitted_on)
            raise Problems([Problem("returned_on", f"Ngày trả lại ở trước ngày nhận hồ sơ ({received}).")])
        entries.move(entry, EntryState.RETURNED)
        for text in defects:
            entry.defects.append(Defect(text=text, returned_on=draft.returned_on, due_on=draft.due_on))
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Trả lại hồ sơ của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def take_again(
    office: Office, entry_id: int, on: date | None, fixed: Sequence[int] | None = None, late_reason: str = ""
) -> Changes:
    """Record what of a returned dossier was mended; once all is, the dossier is handed in again (T5).

    ``fixed`` are the defects mended that day, None all of them. After the new deadline a reason is asked.
    Raises Problems, Refused.
    """
    if on is None:
        raise Problems([Problem("on", "Chưa có ngày nhận lại hồ sơ.")])
    if on > office.today():
        raise Problems([Problem("on", "Ngày nhận lại ở sau hôm nay; hãy xem lại.")])
    with office.work("dossiers.take_again", "Nhận lại hồ sơ đã bổ sung") as session:
        entry = entries.find_open(session, entry_id)
        if entry.state is not EntryState.RETURNED:
            raise Refused(f"Hồ sơ của {entry.name_at_time} không ở bước “{EntryState.RETURNED.label}”.")
        waiting = [row for row in entry.defects if row.fixed_on is None and (fixed is None or row.id in fixed)]
        for row in waiting:
            if on < row.returned_on:
                returned = dates.screen(row.returned_on)
                raise Problems([Problem("on", f"Ngày nhận lại ở trước ngày trả lại ({returned}).")])
            row.fixed_on = on
        until = max((row.due_on for row in waiting), default=None)
        late = road.lateness("Bổ sung hồ sơ", on, until, late_reason)
        if late:
            raise Problems(late)
        if until is not None and on > until:
            entry.is_late_dossier = True
            entry.late_dossier_reason = "; ".join(dict.fromkeys(filter(None, (entry.late_dossier_reason, late_reason))))
        if not road.open_defects(entry):
            entries.move(entry, EntryState.SUBMITTED)
            _go_on(entry)
        session.sentence = f"Nhận lại hồ sơ đã bổ sung của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


# Which papers are asked


def asked_items(office: Office) -> frozenset[DossierItem]:
    """Return the papers every dossier must hold."""
    with office.read() as session:
        return road.required_items(session)


def ask_for(office: Office, items: Iterable[DossierItem]) -> Changes:
    """Choose the papers every dossier must hold. Raises Problems when none is chosen."""
    chosen = [item.value for item in DossierItem if item in set(items)]
    if not chosen:
        raise Problems([Problem("items", "Hãy chọn ít nhất một loại giấy tờ.")])
    with office.work("dossiers.settings", "Chọn giấy tờ phải có trong hồ sơ") as session:
        row = session.get(Setting, road.SETTING)
        if row is None:
            session.add(Setting(key=road.SETTING, value=chosen))
        elif row.value != chosen:
            row.value = chosen
    return Changes.of(Kind.CAMPAIGNS, Kind.SETTINGS)
