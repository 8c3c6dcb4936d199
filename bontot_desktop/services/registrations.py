"""Registration of cells in a campaign: forms that came alone or together, pilot cells, withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.dossiers import EntryPledge
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.db.queries import register as register_queries
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState, QualityLevel
from bontot_desktop.services import campaign_sets, campaigns, cell_entries, entries, road
from bontot_desktop.services.office import Office

#: More than a cell can aim at in a year: what is typed above it is a slip of the fingers.
MOST_ADMISSIONS, MOST_MEETINGS, MOST_MODELS = 99, 52, 99


@dataclass(frozen=True, slots=True)
class Pledge:
    """A line of the form's table: group of criteria ("1"), concrete work, time, who answers for it (D5 part 2)."""

    group_code: str = ""
    text: str = ""
    due: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Aims:
    """What a cell registered to reach, and how it voted to register (D5); None where its form does not say.

    ``target_good_percent`` counts members rated "Hoàn thành tốt nhiệm vụ" or better, from 0 to 100.
    """

    target_level: QualityLevel | None = None
    target_good_percent: Decimal | None = None
    target_admissions: int | None = None
    target_themed: int | None = None
    target_models: int | None = None
    register_meeting_on: date | None = None
    register_votes_for: int | None = None
    register_vote_base: int | None = None
    pledges: tuple[Pledge, ...] = ()


@dataclass(frozen=True, slots=True)
class Registration:
    """A cell's registration as its signed form says it.

    ``signer`` "" takes the secretary of that day; ``is_pilot`` and ``aims`` None leave what was written as it is.
    """

    registered_on: date | None = None
    signer: str = ""
    targets: str = ""
    late_reason: str = ""
    is_pilot: bool | None = None
    #: Why it was chosen as a pilot cell, as the decision on them says it.
    pilot_reason: str | None = None
    aims: Aims | None = None


def registration(office: Office, entry_id: int) -> Registration:
    """Return what a cell registered; a cell that has not offers its secretary of today as signer. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        signer = entry.signer or _secretary(session, entry.cell_id, office.today())
        return Registration(
            entry.registered_on,
            signer,
            entry.targets,
            entry.late_reason,
            entry.is_pilot,
            entry.pilot_reason,
            _aims_of(entry),
        )


def groups(office: Office, entry_id: int) -> list[tuple[str, str]]:
    """Return the groups of criteria a cell pledges something for, code and title, in their order. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        return [(row.code, row.title) for row in campaign_sets.set_of(session, entry).items if row.is_group]


def _aims_of(entry: CellEntry) -> Aims:
    written = {field.name: getattr(entry, field.name) for field in fields(Aims) if field.name != "pledges"}
    lines = (Pledge(row.group_code, row.text, row.due, row.responsible) for row in entry.pledges)
    return Aims(**written, pledges=tuple(lines))


def aims_problems(aims: Aims) -> list[Problem]:
    """Check what a cell registered to reach; (field, sentence) for each thing to mend."""
    found = []
    percent, votes, base = aims.target_good_percent, aims.register_votes_for, aims.register_vote_base
    if percent is not None and not 0 <= percent <= 100:
        found.append(Problem("target_good_percent", "Tỷ lệ phải từ 0 đến 100 %."))
    if votes is not None and base is None:
        found.append(Problem("register_vote_base", "Chưa ghi số đảng viên chính thức được biểu quyết."))
    elif votes is not None and base is not None and votes > base:
        found.append(Problem("register_votes_for", f"Số tán thành {votes} nhiều hơn số được biểu quyết {base}."))
    elif votes is not None and base is not None and votes * 2 <= base:
        sentence = f"Số tán thành {votes} không quá nửa của {base} người được biểu quyết; chi bộ chưa thông qua."
        found.append(Problem("register_votes_for", sentence))
    for what, count, most, field in (
        ("Số kết nạp", aims.target_admissions, MOST_ADMISSIONS, "target_admissions"),
        ("Số kỳ chuyên đề", aims.target_themed, MOST_MEETINGS, "target_themed"),
        ("Số mô hình", aims.target_models, MOST_MODELS, "target_models"),
    ):
        if count is not None and not 0 <= count <= most:
            found.append(Problem(field, f"{what} phải từ 0 đến {most}; hãy xem lại số đã ghi."))
    return found


def register(office: Office, entry_ids: Iterable[int], form: Registration) -> Changes:
    """Record the registration of one cell, or of several whose forms came together (T1).

    Raises Problems for a missing date, signer or reason of lateness; Refused once the campaign is decided.
    """
    if form.registered_on is None:
        raise Problems([Problem("registered_on", "Chưa có ngày đăng ký.")])
    if form.registered_on > office.today():
        raise Problems([Problem("registered_on", "Ngày đăng ký ở sau hôm nay; hãy xem lại.")])
    if form.aims is not None and aims_problems(form.aims):
        raise Problems(aims_problems(form.aims))
    with office.work("registrations.register", "Ghi đăng ký thi đua") as session:
        found = [entries.find_open(session, entry_id) for entry_id in entry_ids]
        if not found:
            raise Refused("Hãy chọn ít nhất một chi bộ.")
        problems = [problem for entry in found for problem in _register(session, entry, form, form.registered_on)]
        if problems:
            raise Problems(_once(problems))
        campaigns.lead_on(found[0].campaign)
        session.sentence = f"Ghi đăng ký thi đua của {entries.named(found)}"
    return Changes.of(Kind.CAMPAIGNS)


def without_signer(office: Office, entry_ids: Iterable[int], day: date) -> list[tuple[int, str]]:
    """Return the entries, with their names, whose cell has no secretary on a day who would have signed its form."""
    with office.read() as session:
        found = [entries.find_entry(session, entry_id) for entry_id in entry_ids]
        return [(entry.id, entry.name_at_time) for entry in found if not _secretary(session, entry.cell_id, day)]


def _register(session: Session, entry: CellEntry, form: Registration, registered_on: date) -> list[Problem]:
    problems = []
    limit = _limit(session, entry)
    is_late = limit is not None and registered_on > limit
    if is_late and not form.late_reason.strip() and limit is not None:
        problems.append(Problem("late_reason", f"Đăng ký sau hạn {dates.screen(limit)}; hãy ghi lý do."))
    if registered_on.year < entry.campaign.year - 1:
        day = dates.screen(registered_on)
        problems.append(Problem("registered_on", f"Ngày đăng ký {day} ở trước đợt thi đua; hãy xem lại năm."))
    met_on = form.aims.register_meeting_on if form.aims is not None else None
    problems += road.far_from_year("Ngày họp đăng ký", met_on, entry.campaign.year, "register_meeting_on")
    if met_on is not None and met_on > registered_on:
        sentence = f"Ngày họp đăng ký {dates.screen(met_on)} ở sau ngày ký bản đăng ký {dates.screen(registered_on)}."
        problems.append(Problem("register_meeting_on", sentence))
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
    if form.pilot_reason is not None:
        entry.pilot_reason = form.pilot_reason
    if form.aims is not None:
        _write_aims(session, entry, form.aims)
    return problems


def _write_aims(session: Session, entry: CellEntry, aims: Aims) -> None:
    for field in fields(Aims):
        if field.name != "pledges":
            setattr(entry, field.name, getattr(aims, field.name))
    wanted = tuple(pledge for pledge in aims.pledges if pledge.text.strip())
    if wanted == _aims_of(entry).pledges:
        return
    entry.pledges.clear()
    session.flush()
    entry.pledges.extend(
        EntryPledge(
            position=place,
            group_code=pledge.group_code,
            text=pledge.text,
            due=pledge.due,
            responsible=pledge.responsible,
        )
        for place, pledge in enumerate(wanted, start=1)
    )


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


def mark_pilots(office: Office, entry_ids: Iterable[int], is_pilot: bool) -> Changes:
    """Say which cells are pilot cells (chi bộ làm điểm) of the campaign."""
    with office.work("registrations.pilot", "Chọn chi bộ làm điểm") as session:
        found = [entries.find_open(session, entry_id) for entry_id in entry_ids]
        for entry in found:
            entry.is_pilot = is_pilot
        verb = "Chọn" if is_pilot else "Thôi chọn"
        session.sentence = f"{verb} {entries.named(found)} làm điểm" if found else session.sentence
    return Changes.of(Kind.CAMPAIGNS)


def withdraw(office: Office, entry_id: int, paper: str) -> Changes:
    """Record that a cell withdraws by its own paper (T2): ``paper`` names it. Raises Problems without it, Refused."""
    if not paper.strip():
        raise Problems([Problem("reason", "Hãy ghi số, ngày văn bản xin rút đăng ký của chi bộ và lý do.")])
    with office.work("registrations.withdraw", "Rút đăng ký thi đua") as session:
        entry = entries.find_open(session, entry_id)
        entries.move(entry, EntryState.WITHDRAWN)
        entry.note = paper
        campaigns.lead_on(entry.campaign)
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
        _write_aims(session, entry, Aims())
        campaigns.lead_on(entry.campaign)
        session.sentence = f"Xóa đăng ký ghi nhầm của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)
