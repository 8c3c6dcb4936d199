"""Registration of cells in a campaign: forms that came alone or together, pilot cells, withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.db.queries import register as register_queries
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import cell_entries, entries
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Registration:
    """A cell's registration as its signed form says it.

    ``signer`` "" takes the secretary of that day; ``is_pilot`` None leaves the mark of a pilot cell as it is.
    """

    registered_on: date | None = None
    signer: str = ""
    targets: str = ""
    late_reason: str = ""
    is_pilot: bool | None = None


def registration(office: Office, entry_id: int) -> Registration:
    """Return what a cell registered; a cell that has not offers its secretary of today as signer. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        signer = entry.signer or _secretary(session, entry.cell_id, office.today())
        return Registration(entry.registered_on, signer, entry.targets, entry.late_reason, entry.is_pilot)


def register(office: Office, entry_ids: Iterable[int], form: Registration) -> Changes:
    """Record the registration of one cell, or of several whose forms came together (T1).

    Raises Problems for a missing date, signer or reason of lateness; Refused once the campaign is decided.
    """
    if form.registered_on is None:
        raise Problems([Problem("registered_on", "Chưa có ngày đăng ký.")])
    if form.registered_on > office.today():
        raise Problems([Problem("registered_on", "Ngày đăng ký ở sau hôm nay; hãy xem lại.")])
    with office.work("registrations.register", "Ghi đăng ký thi đua") as session:
        found = [entries.find_open(session, entry_id) for entry_id in entry_ids]
        if not found:
            raise Refused("Hãy chọn ít nhất một chi bộ.")
        problems = [problem for entry in found for problem in _register(session, entry, form, form.registered_on)]
        if problems:
            raise Problems(_once(problems))
        session.sentence = f"Ghi đăng ký thi đua của {_named(found)}"
    return Changes.of(Kind.CAMPAIGNS)


def _register(session: Session, entry: CellEntry, form: Registration, registered_on: date) -> list[Problem]:
    problems = []
    limit = _limit(session, entry)
    is_late = limit is not None and registered_on > limit
    if is_late and not form.late_reason.strip() and limit is not None:
        problems.append(Problem("late_reason", f"Đăng ký sau hạn {dates.screen(limit)}; hãy ghi lý do."))
    signer = form.signer.strip() or _secretary(session, entry.cell_id, registered_on)
    if not signer:
        problems.append(Problem("signer", f"{entry.name_at_time} chưa khai báo bí thư; hãy ghi người ký bản đăng ký."))
    if entry.state in (EntryState.NOT_REGISTERED, EntryState.WITHDRAWN):
        entries.move(entry, EntryState.REGISTERED)
    entry.registered_on, entry.is_late = registered_on, is_late
    entry.signer, entry.late_reason = signer, form.late_reason if is_late else ""
    entry.targets = form.targets or entry.targets
    if form.is_pilot is not None:
        entry.is_pilot = form.is_pilot
    return problems


def _limit(session: Session, entry: CellEntry) -> date | None:
    """A cell made by a merger or split in the year has a deadline of its own (recognition.md §3.6)."""
    limit = entry.campaign.register_until
    own = cell_entries.own_limit(session, entry.cell_id, entry.campaign.year)
    return limit if limit is None or own is None else max(limit, own)


def _secretary(session: Session, cell_id: int, day: date) -> str:
    held = register_queries.posts_on(session, day, cell_id=cell_id)
    return next((post.full_name for post in held if post.post is CellPost.SECRETARY), "")


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Say the same sentence only once, however many cells it is about."""
    return list(dict.fromkeys(problems))


def _named(found: list[CellEntry]) -> str:
    return found[0].name_at_time if len(found) == 1 else f"{len(found)} chi bộ"


def mark_pilots(office: Office, entry_ids: Iterable[int], is_pilot: bool) -> Changes:
    """Say which cells are pilot cells (chi bộ làm điểm) of the campaign."""
    with office.work("registrations.pilot", "Chọn chi bộ làm điểm") as session:
        found = [entries.find_open(session, entry_id) for entry_id in entry_ids]
        for entry in found:
            entry.is_pilot = is_pilot
        verb = "Chọn" if is_pilot else "Thôi chọn"
        session.sentence = f"{verb} {_named(found)} làm điểm" if found else session.sentence
    return Changes.of(Kind.CAMPAIGNS)


def withdraw(office: Office, entry_id: int, reason: str) -> Changes:
    """Record that a cell withdraws its registration, with its paper or reason (T2). Raises Problems, Refused."""
    if not reason.strip():
        raise Problems([Problem("reason", "Hãy ghi văn bản hoặc lý do rút đăng ký.")])
    with office.work("registrations.withdraw", "Rút đăng ký thi đua") as session:
        entry = entries.find_open(session, entry_id)
        entries.move(entry, EntryState.WITHDRAWN)
        entry.note = reason
        session.sentence = f"Rút đăng ký thi đua của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def strike(office: Office, entry_id: int) -> Changes:
    """Strike out a registration that was recorded by mistake; refused once anything was scored. Raises Refused."""
    with office.work("registrations.strike", "Xóa đăng ký ghi nhầm") as session:
        entry = entries.find_open(session, entry_id)
        if entry.scores:
            raise Refused(f"{entry.name_at_time} đã có điểm chấm; nếu chi bộ thôi tham gia, hãy chọn “Rút đăng ký”.")
        entries.move(entry, EntryState.NOT_REGISTERED)
        entry.registered_on, entry.is_late = None, False
        entry.signer, entry.targets, entry.late_reason = "", "", ""
        session.sentence = f"Xóa đăng ký ghi nhầm của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)
