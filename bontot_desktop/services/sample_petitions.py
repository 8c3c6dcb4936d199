"""What observers and speakers asked of the committee at a sample meeting, taken up among the petitions by one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.months import Petition
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.petitions import PetitionSource, PetitionState
from bontot_desktop.rules.samples import OpinionKind
from bontot_desktop.services import heads, sample_store
from bontot_desktop.services.conclusions import lines_of
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the committee: who made it, on which day, in which words."""

    name: str
    made_on: date
    text: str


def waiting(office: Office, event_id: int) -> tuple[Request, ...]:
    """Return the requests on sheets and among the opinions that are no petition yet. Raises NotFound."""
    with office.read() as session:
        return _waiting(session, sample_store.event(session, event_id), office.today())


def take_up(office: Office, event_id: int) -> Changes:
    """Make a petition of the sample cell of each request that is none yet, addressed to the committee.

    Nothing becomes a petition by itself. Raises NotFound, Refused when nothing waits.
    """
    today = office.today()
    with office.work("petitions.take_up", "Đưa đề nghị ở buổi điểm vào kiến nghị") as session:
        event = sample_store.event(session, event_id)
        found = _waiting(session, event, today)
        if not found:
            raise Refused("Các đề nghị với Đảng ủy trên phiếu, ý kiến đều đã vào Kiến nghị.")
        session.sentence = f"Đưa {len(found)} đề nghị ở sinh hoạt điểm của {event.cell.name} vào kiến nghị"
        to = heads.committee(session, today).name
        for one in found:
            session.add(
                Petition(
                    cell_id=event.cell_id,
                    meeting_id=event.meeting_id,
                    source=PetitionSource.OBSERVER,
                    raised_by=one.name,
                    raised_on=one.made_on,
                    text=one.text,
                    original=one.text,
                    addressed_to=to,
                    state=PetitionState.RAISED,
                )
            )
        session.about(event)
    return Changes.of(Kind.MEETINGS, Kind.SAMPLES)


def _waiting(session: Session, event: SampleEvent, today: date) -> tuple[Request, ...]:
    taken = session.execute(
        select(Petition.raised_by, Petition.original).where(
            Petition.cell_id == event.cell_id, Petition.source == PetitionSource.OBSERVER
        )
    )
    known = {(text.fold(name), _bare(words)) for name, words in taken}
    found = []
    for one in _requests(event, today):
        key = text.fold(one.name), _bare(one.text)
        if key not in known:
            known.add(key)
            found.append(one)
    return tuple(found)


def _requests(event: SampleEvent, today: date) -> Iterator[Request]:
    """Give every request, those on the sheets line by line; one said again at the session comes once."""
    met = event.meeting.held_on if event.meeting is not None and event.meeting.held_on is not None else today
    for observer in event.observers:
        if observer.sheet is not None:
            for line in lines_of([observer.sheet.suggestions_committee]):
                yield Request(observer.name_at_time, min(met, today), line)
    said_on = event.feedback_on or met
    for opinion in event.opinions:
        if opinion.kind is OpinionKind.REQUEST:
            yield Request(opinion.speaker, min(said_on, today), opinion.text)


def _bare(words: str) -> str:
    return text.fold(words).strip(" .;,")
