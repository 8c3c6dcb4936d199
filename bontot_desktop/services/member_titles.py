"""“Đảng viên 5 tốt” of a year: one list per cell, filled from the paper the cell hands in; who is recognised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.models.year_end import MemberTitle
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules import member_titles as rules
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.member_titles import CONCLUSIONS, Frame, Known, MemberCount, Typed
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel, TitleKind
from bontot_desktop.services import campaign_sets, heads, member_ratings, member_tallies, title_years
from bontot_desktop.services.member_ratings import MemberLine
from bontot_desktop.services.office import Office
from bontot_desktop.services.title_years import CHANGED

TITLE = TitleKind.MEMBER_5_GOOD
#: What the cell concluded, of a line the decision has been through.
_CONCLUDED = {EntryState.RECOGNISED: EntryState.PROPOSED, EntryState.NOT_RECOGNISED: EntryState.NOT_PROPOSED}


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell with how many of its members stand where; ``id`` is the cell's. ``is_ended`` keeps lines of no roster."""

    id: int
    cell: str
    group: str
    counts: MemberCount
    #: The day the cell voted, None while it did not.
    voted_on: date | None = None
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A member in a cell's list; ``typed`` is what stands written down, ``lock`` why the line may not be edited."""

    member_id: int
    full_name: str
    born: int | None
    post: str
    typed: Typed
    known: Known
    state: EntryState | None
    notes: tuple[str, ...] = ()
    lock: str = ""

    @property
    def level(self) -> QualityLevel | None:
        """The rating of the year."""
        return self.known.level


@dataclass(frozen=True, slots=True)
class TitleSheet:
    """A cell's members of a year: those who may take part first, each part in the order of people's names."""

    campaign_id: int
    cell_id: int
    cell: str
    frame: Frame
    #: Code and words of each criterion.
    criteria: tuple[tuple[str, str], ...]
    voted_on: date | None
    #: Full members of the cell: as written down with the vote, else as counted on the cut-off day.
    vote_base: int
    lock: str
    lines: tuple[TitleLine, ...]


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A cell's list as typed: the meeting in common, and of each member what its line says, by member."""

    voted_on: date | None = None
    vote_base: int | None = None
    lines: Mapping[int, Typed] = field(default_factory=dict)


def cells(office: Office, campaign_id: int) -> list[CellLine]:
    """Return the cells of a year with their counts, in Vietnamese order of the names. Raises NotFound."""
    with office.read() as session:
        campaign = title_years.find(session, campaign_id, TITLE)
        year = campaign.year
        codes = _codes(session, campaign)
        stored: dict[int, list[MemberTitle]] = defaultdict(list)
        for row in campaign.members:
            stored[row.cell_id].append(row)
        tallies = member_tallies.tallies(office, year)
        found = [
            CellLine(one.id, one.cell, one.group, _count(one.tally.evaluated, stored.pop(one.id, ()), codes))
            for one in tallies
        ]
        names = {cell_id: heads.cell_name(session, cell_id, campaign.cut_off_on) for cell_id in stored}
        found += [
            CellLine(cell_id, names[cell_id], "", _count(0, rows, codes), is_ended=True)
            for cell_id, rows in sorted(stored.items(), key=lambda one: text.sort_key(names[one[0]]))
        ]
        days = {row.cell_id: row.voted_on for row in campaign.members if row.voted_on is not None}
    return [_with_day(line, days.get(line.id)) for line in found]


def _with_day(line: CellLine, day: date | None) -> CellLine:
    return CellLine(line.id, line.cell, line.group, line.counts, day, line.is_ended)


def _count(evaluated: int, rows: Sequence[MemberTitle], codes: tuple[str, ...]) -> MemberCount:
    return rules.count(evaluated, [row.state for row in rows], [set(codes) <= set(row.passed) for row in rows])


def _codes(session: Session, campaign: Campaign) -> tuple[str, ...]:
    return tuple(code for code, _ in _criteria(session, campaign))


def _criteria(session: Session, campaign: Campaign) -> tuple[tuple[str, str], ...]:
    facts = campaign_sets.facts_of(title_years.criteria_of(session, campaign))
    return tuple((item.code, item.title) for item in facts.leaves)


def frame_of(session: Session, campaign: Campaign, today: date) -> Frame:
    """Return what a year asks of every line, inside another's session."""
    return Frame(
        campaign.year,
        today,
        campaign.cut_off_on,
        _codes(session, campaign),
        title_years.rules_of(campaign),
        campaign.register_until,
    )


def sheet(office: Office, campaign_id: int, cell_id: int) -> TitleSheet:
    """Return a cell's list. Raises NotFound."""
    with office.read() as session:
        campaign = title_years.find(session, campaign_id, TITLE)
        if session.get(Cell, cell_id) is None:
            raise NotFound("Không còn chi bộ này trong danh sách.")
        lines = lines_in(session, campaign, cell_id)
        rows = [row for row in campaign.members if row.cell_id == cell_id]
        return TitleSheet(
            campaign_id=campaign.id,
            cell_id=cell_id,
            cell=heads.cell_name(session, cell_id, min(campaign.cut_off_on, office.today())),
            frame=frame_of(session, campaign, office.today()),
            criteria=_criteria(session, campaign),
            voted_on=next((row.voted_on for row in rows if row.voted_on is not None), None),
            vote_base=next((row.vote_base for row in rows if row.vote_base is not None), None)
            or _full_members(session, cell_id, campaign),
            lock=title_years.lock_of(session, campaign),
            lines=tuple(sorted(lines, key=lambda line: bool(line.lock))),
        )


def _full_members(session: Session, cell_id: int, campaign: Campaign) -> int:
    """Count the full members who vote in the cell: not those suspended or away for a time (meetings.md §4)."""
    from bontot_desktop.db.queries import roster
    from bontot_desktop.rules.members import NOT_EXPECTED

    people = roster.roster_on(session, cell_id, campaign.cut_off_on)
    return sum(one.situation.is_full and one.situation.status not in NOT_EXPECTED for one in people)


def lines_in(session: Session, campaign: Campaign, cell_id: int) -> list[TitleLine]:
    """Return the lines of a cell in the order of people's names, then those written down who are there no more."""
    here = member_ratings.lines_in(session, cell_id, campaign.year)
    stored = {row.member_id: row for row in campaign.members}
    found = [_line(line, stored.get(line.member_id), cell_id, session) for line in here]
    there = {line.member_id for line in here}
    gone = [row for row in campaign.members if row.cell_id == cell_id and row.member_id not in there]
    return found + [_gone(row) for row in gone]


def _line(line: MemberLine, row: MemberTitle | None, cell_id: int, session: Session) -> TitleLine:
    why = line.why if line.why is not None else line.draft.not_evaluated
    notes = []
    if row is not None and row.cell_id != cell_id:
        notes.append(f"Đã đăng ký ở {row.cell.name}; lưu ở đây thì tính cho chi bộ này.")
    # Who is not evaluated takes no part; a line written down before stays to be taken off.
    lock = f"Không xét: {why.label}." if why is not None and row is None else ""
    return TitleLine(
        line.member_id,
        line.full_name,
        line.born,
        line.post,
        typed_of(row),
        Known(why, line.draft.level, line.faults),
        row.state if row is not None else None,
        tuple(notes),
        lock,
    )


def _gone(row: MemberTitle) -> TitleLine:
    """Return the line of a member who is on the cell's roster no more: only to be taken off, or refused."""
    member = row.member
    born = member.birth_on.year if member.birth_on else member.birth_year
    note = "Không còn sinh hoạt ở chi bộ này vào ngày chốt số liệu; xóa ngày đăng ký để bỏ khỏi danh sách."
    return TitleLine(row.member_id, member.full_name, born, "", typed_of(row), Known(is_gone=True), row.state, (note,))


def typed_of(row: MemberTitle | None) -> Typed:
    """Return what stands written down of a member."""
    if row is None:
        return Typed()
    conclusion = _CONCLUDED.get(row.state, row.state)
    return Typed(
        row.registered_on,
        frozenset(row.passed),
        row.voted_on,
        row.votes_for,
        row.vote_base,
        conclusion if conclusion in CONCLUSIONS else None,
        row.reason,
    )


def save(office: Office, campaign_id: int, cell_id: int, draft: SheetDraft) -> Changes:
    """Save a cell's list in one act: lines that changed are written, emptied ones taken off.

    The meeting's day and base go to every member of the cell who was voted on. Raises Problems with fields
    "registered_on:<member id>", "votes_for:…", "conclusion:…", "reason:…", "voted_on", "vote_base"; Refused once the
    year is decided or closed; NotFound for who is not in the cell.
    """
    with office.work("member_titles.save", "Ghi kết quả “Đảng viên 5 tốt”") as session:
        campaign = title_years.find(session, campaign_id, TITLE)
        title_years.refuse_when_locked(session, campaign)
        lines = {line.member_id: line for line in lines_in(session, campaign, cell_id)}
        frame = frame_of(session, campaign, office.today())
        if any(member_id not in lines for member_id in draft.lines):
            raise NotFound("Có đảng viên không còn trong danh sách của chi bộ này; hãy mở lại bảng của chi bộ.")
        whole = {member_id: line.typed for member_id, line in lines.items() if not line.lock} | dict(draft.lines)
        wanted = {member_id: _with_meeting(typed, draft) for member_id, typed in whole.items()}
        found = _problems(wanted, lines, frame, draft)
        if found:
            raise Problems(found)
        stored = {row.member_id: row for row in campaign.members}
        written = sum(
            _write(campaign, cell_id, member_id, typed, stored.get(member_id), lines[member_id])
            for member_id, typed in wanted.items()
        )
        session.flush()
        title_years.lead_on(campaign)
        name = heads.cell_name(session, cell_id, office.today())
        session.sentence = f"Ghi “{TITLE.label}” năm {campaign.year} của {name}: {written} đảng viên"
        session.about(campaign)
    return CHANGED


def _with_meeting(typed: Typed, draft: SheetDraft) -> Typed:
    if typed.votes_for is None and typed.conclusion is None:
        return Typed(typed.registered_on, typed.passed, reason=typed.reason.strip())
    return Typed(
        typed.registered_on,
        typed.passed,
        draft.voted_on,
        typed.votes_for,
        draft.vote_base,
        typed.conclusion,
        typed.reason.strip() if typed.conclusion is not EntryState.PROPOSED else "",
    )


def _problems(
    wanted: Mapping[int, Typed], lines: Mapping[int, TitleLine], frame: Frame, draft: SheetDraft
) -> list[Problem]:
    found = []
    if draft.vote_base is not None and draft.vote_base < 1:
        found.append(Problem("vote_base", "Số đảng viên chính thức phải từ 1 trở lên."))
    for member_id, typed in wanted.items():
        line = lines[member_id]
        if line.lock and not typed.is_empty:
            found.append(Problem(f"registered_on:{member_id}", f"Đồng chí {line.full_name}: {line.lock}"))
            continue
        for name, sentence in rules.problems(typed, line.known, frame):
            where = name if name == "voted_on" else f"{name}:{member_id}"
            said = sentence if name == "voted_on" else f"Đồng chí {line.full_name}: {sentence}"
            if not any(one.field == where and name == "voted_on" for one in found):
                found.append(Problem(where, said))
    return found


def _write(
    campaign: Campaign, cell_id: int, member_id: int, typed: Typed, row: MemberTitle | None, line: TitleLine
) -> bool:
    """Write a line unless it stands already as it is; say whether anything was written."""
    if typed.is_empty:
        if row is None or (row.cell_id != cell_id and line.typed == typed):
            return False
        campaign.members.remove(row)
        return True
    if row is not None and row.cell_id == cell_id and typed_of(row) == typed:
        return False
    if row is None:
        row = MemberTitle(member_id=member_id)
        campaign.members.append(row)
    row.cell_id = cell_id
    row.state = typed.conclusion or EntryState.REGISTERED
    row.registered_on, row.passed = typed.registered_on, sorted(typed.passed)
    row.voted_on, row.votes_for, row.vote_base = typed.voted_on, typed.votes_for, typed.vote_base
    row.reason = typed.reason
    return True


# What the decision does


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the decision lists: in the cell of the cut-off day."""

    row_id: int
    member_id: int
    full_name: str
    born: int | None
    post: str
    cell_id: int
    cell: str
    level: QualityLevel | None
    votes: str
    voted_on: date | None
    #: What keeps the member from being recognised now, "" for nothing.
    obstacle: str


def listed_in(session: Session, campaign: Campaign, today: date, day: date | None = None) -> list[Listed]:
    """Return the members proposed (or recognised) by cells, both in Vietnamese order, with what stands in the way.

    ``day`` is the day of the decision: names of cells are of that day, or of the cut-off if it was before.
    """
    frame = frame_of(session, campaign, today)
    chosen = {row.member_id: row for row in campaign.members if row.state in rules.LISTED}
    as_of = min(campaign.cut_off_on, day or today)
    found = []
    for cell_id in sorted({row.cell_id for row in chosen.values()}):
        name = heads.cell_name(session, cell_id, as_of)
        for line in lines_in(session, campaign, cell_id):
            row = chosen.get(line.member_id)
            if row is None or row.cell_id != cell_id:
                continue
            stops = rules.obstacles(line.typed, line.known, frame) if row.state is EntryState.PROPOSED else []
            votes = f"{row.votes_for}/{row.vote_base}" if row.votes_for is not None else ""
            found.append(
                Listed(
                    row.id,
                    line.member_id,
                    line.full_name,
                    line.born,
                    line.post,
                    cell_id,
                    name,
                    line.level,
                    votes,
                    row.voted_on,
                    stops[0] if stops else "",
                )
            )
    orders = {one.member_id: text.person_sort_key(one.full_name) for one in found}
    return sorted(found, key=lambda one: (text.sort_key(one.cell), one.cell_id, orders[one.member_id]))


def recognise_in(session: Session, campaign: Campaign, on: date) -> None:
    """Turn proposals into recognitions and refusals into final ones, inside the issuing transaction."""
    for row in campaign.members:
        if row.state is EntryState.PROPOSED:
            row.state, row.decided_on = EntryState.RECOGNISED, on
        elif row.state is EntryState.NOT_PROPOSED:
            row.state = EntryState.NOT_RECOGNISED
    campaign.state = CampaignState.DECIDED


def unrecognise_in(session: Session, campaign: Campaign) -> None:
    """Put everything back as the cells proposed, when the decision is taken back."""
    for row in campaign.members:
        if row.state is EntryState.RECOGNISED:
            row.state, row.decided_on = EntryState.PROPOSED, None
        elif row.state is EntryState.NOT_RECOGNISED:
            row.state = EntryState.NOT_PROPOSED
    campaign.state = CampaignState.DRAFT
    title_years.lead_on(campaign)
