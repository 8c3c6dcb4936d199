"""Forms as Word files to be sent out: one for an observer, for a meeting's minutes, for its score sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from bontot_desktop import text
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.documents import minutes_form, word
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.meetings import SAMPLE_TYPES
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services import (
    campaigns,
    entries,
    files,
    filing,
    frozen,
    heads,
    meeting_scores,
    meeting_store,
    sample_store,
    subjects,
    wordings,
)
from bontot_desktop.services.office import Office
from bontot_desktop.services.returned import minutes_forms, score_forms, self_forms, sheet_forms
from bontot_desktop.services.sources import Issue, meeting_papers


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form ready to be written: whose it is, the name of its file, the Word file."""

    whose: str
    name: str
    content: bytes


def sheet(office: Office, observer_id: int) -> FormFile:
    """Make the sheet of an observer as a form. Raises NotFound."""
    issue = _issue(office)
    with office.read() as session:
        observer = sample_store.observer(session, observer_id)
        whose, cell = observer.name_at_time, observer.event.cell.name
        facts = sheet_forms.facts(session, observer_id, issue)
        settings = frozen.fixed(heads.format_settings(session), facts.meeting.held_on)
        document = KINDS[sheet_forms.KIND].build(facts, settings, wordings.in_use(session, sheet_forms.KIND).texts)
    return FormFile(whose, _name("Phieu nhan xet", f"{whose}, {cell}"), word.render(document))


def event_meant(office: Office, *, year: int | None, cell_code: str | None, meeting_id: int | None) -> int:
    """Return the sample meeting whose sheets are to be sent: the newest that still awaits one, else the newest
    with observers.

    Raises NotFound when there is no sample meeting.
    """
    with office.read() as session:
        events = subjects.events_meant(session, year=year, cell_code=cell_code, meeting_id=meeting_id)
        events = [event for event in events if event.state is not SampleState.CANCELLED] or events
        awaiting = [event for event in events if any(observer.sheet is None for observer in event.observers)]
        observed = [event for event in events if event.observers]
        return max(awaiting or observed or events, key=_when).id


def _when(event: SampleEvent) -> tuple[date, int]:
    day = (event.meeting.held_on if event.meeting else None) or event.planned_on
    return day or date(event.year, 1, 1), event.id


def sheets(office: Office, event_id: int) -> list[FormFile]:
    """Make the sheets of all observers of a sample meeting who did not hand one in yet.

    Raises Refused when there is none to send, NotFound.
    """
    with office.read() as session:
        observers = sample_store.event(session, event_id).observers
        waiting = [observer.id for observer in observers if observer.sheet is None]
        if not observers:
            raise Refused("Chưa có ai được mời dự; hãy thêm ở bước Thành phần dự.")
    if not waiting:
        raise Refused("Mọi người dự đều đã có phiếu.")
    return [sheet(office, observer_id) for observer_id in waiting]


def score_sheet(office: Office, meeting_id: int) -> FormFile:
    """Make the score sheet of a meeting as a form. Raises Refused when it is not scored or is decided, NotFound."""
    issue = _issue(office)
    with office.read() as session:
        meeting = meeting_store.meeting(session, meeting_id)
        if meeting.type not in SAMPLE_TYPES:
            raise Refused(f"{meeting.type.label} không chấm điểm.")
    draft = meeting_scores.load(office, meeting_id)
    with office.read() as session:
        facts = score_forms.facts(session, draft, issue)
        settings = frozen.fixed(heads.format_settings(session), facts.meeting.held_on)
        document = KINDS[score_forms.KIND].build(facts, settings, wordings.in_use(session, score_forms.KIND).texts)
    whose = facts.meeting.cell
    return FormFile(
        whose,
        _name("Phieu cham diem", _of(whose, facts.meeting)),
        word.render(document),
    )


def minutes(office: Office, meeting_id: int) -> FormFile:
    """Make the minutes of a meeting as a form. Raises Refused when they are approved, NotFound."""
    issue = _issue(office)
    with office.read() as session:
        facts = minutes_forms.facts(session, meeting_id, issue)
        kind = KINDS[meeting_papers.minutes_kind(facts.minutes.kind)]
        settings = frozen.fixed(heads.format_settings(session), facts.minutes.held_on)
        words = kind.words(settings, wordings.in_use(session, kind.id).texts)
        document: Document = minutes_form.build(facts, settings, words)
    whose = facts.minutes.cell_name
    return FormFile(whose, _name("Bien ban", _of(whose, facts.minutes)), word.render(document))


def self_score(office: Office, entry_id: int) -> FormFile:
    """Make a cell's own score sheet of "Chi bộ 4 tốt" as a form. Raises Refused when its result stands, NotFound."""
    issue = _issue(office)
    with office.read() as session:
        facts = self_forms.facts(session, entry_id, issue)
        settings = frozen.fixed(heads.format_settings(session), issue.as_of)
        document = KINDS[self_forms.KIND].build(facts, settings, wordings.in_use(session, self_forms.KIND).texts)
    return FormFile(facts.cell, _name("Bang tu cham 4 tot", f"{facts.cell} {facts.year}"), word.render(document))


def self_scores(office: Office, campaign_id: int) -> list[FormFile]:
    """Make the forms of all cells of a campaign that did not score themselves yet. Raises Refused when none waits."""
    waiting = [row.id for row in entries.list_entries(office, campaign_id) if row.state is EntryState.REGISTERED]
    if not waiting:
        raise Refused("Không còn chi bộ nào chờ tự chấm.")
    return [self_score(office, entry_id) for entry_id in waiting]


def self_scores_of(office: Office, year: int, cell_code: str | None = None) -> list[FormFile]:
    """Make the score sheets of a year's campaign: of the cell of a code, else of all that wait for theirs.

    Raises Refused, NotFound.
    """
    campaign = next((row for row in campaigns.list_campaigns(office) if row.year == year), None)
    if campaign is None:
        raise NotFound(f"Năm {year} chưa có đợt thi đua “Chi bộ 4 tốt”.")
    if cell_code is None:
        return self_scores(office, campaign.id)
    rows = entries.list_entries(office, campaign.id)
    row = next((row for row in rows if row.cell_code.casefold() == cell_code.casefold()), None)
    if row is None:
        raise NotFound(f"Không có chi bộ mã “{cell_code}” trong đợt thi đua năm {year}.")
    return [self_score(office, row.id)]


def write(folder: Path, forms: list[FormFile]) -> list[Path]:
    """Write forms into a folder, each under a free name. Raises MachineInTheWay."""
    written = []
    for form in forms:
        target = files.free(folder / form.name)
        files.write(target, form.content)
        written.append(target)
    return written


def write_one(target: Path, form: FormFile) -> Path:
    """Write a form where the person chose. Raises MachineInTheWay."""
    files.write(target, form.content)
    return target


def for_meeting(office: Office, kind_id: str, meeting_id: int) -> FormFile:
    """Make a form about a meeting by the id of its kind of paper. Raises Refused for the minutes of another form."""
    if kind_id == score_forms.KIND:
        return score_sheet(office, meeting_id)
    with office.read() as session:
        right = meeting_papers.minutes_kind(meeting_store.meeting(session, meeting_id).type)
    if kind_id != right:
        raise Refused(f"Biên bản của buổi này là {right}, không phải {kind_id}.")
    return minutes(office, meeting_id)


def _issue(office: Office) -> Issue:
    return Issue(None, None, "", office.today())


class _Dated(Protocol):
    @property
    def year(self) -> int: ...
    @property
    def month(self) -> int: ...


def _of(whose: str, meeting: _Dated) -> str:
    return f"{whose} thang {meeting.month}-{meeting.year}"


def _name(kind: str, whose: str) -> str:
    return f"{filing.fitting(text.ascii_name(f'{kind} {whose}'), 90)}.docx"
