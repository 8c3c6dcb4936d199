"""The printed list of petitions: those chosen in the table, in the office's form."""

from __future__ import annotations

from collections.abc import Collection

from bontot_desktop.documents import petition_list
from bontot_desktop.documents.petition_list import ListedPetition, PetitionListFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.petitions import WAITING
from bontot_desktop.services import heads, member_papers, petitions
from bontot_desktop.services.member_papers import ISSUER, ListPaper
from bontot_desktop.services.office import Office
from bontot_desktop.services.petitions import PetitionRow


def list_of(office: Office, petition_ids: Collection[int]) -> ListPaper:
    """Prepare the list of exactly these petitions, by cell and day. Raises Refused when there are none."""
    wanted = set(petition_ids)
    rows = [row for row in petitions.list_petitions(office) if row.id in wanted]
    if not rows:
        raise Refused("Chưa có kiến nghị nào để in; hãy đổi cách lọc của bảng.")
    rows.sort(key=lambda row: (row.cell_order, row.raised_on, row.id))
    today = office.today()
    with office.read() as session:
        facts = PetitionListFacts(
            head=heads.committee_head(session, ISSUER, day=today, today=today),
            signer=member_papers.signer_of_lists(session, today),
            committee=heads.committee(session, today).name,
            day=today,
            petitions=tuple(_listed(row) for row in rows),
            waiting=sum(row.state in WAITING for row in rows),
            late=sum(row.is_late for row in rows),
        )
        kind = petition_list.KIND
        words = petition_list.given(facts, heads.format_settings(session), member_papers.words_of(session, kind))
        return ListPaper(kind.name, words.say("summary"), member_papers.maker(session, kind, facts))


def _listed(row: PetitionRow) -> ListedPetition:
    return ListedPetition(
        cell=row.cell,
        text=" ".join(row.text.split()),
        raised_by=row.raised_by or row.source.label,
        raised_on=row.raised_on,
        addressed_to=row.addressed_to,
        sent_on=row.sent_on,
        due_on=row.answer_due_on,
        state="Quá hạn trả lời" if row.is_late else row.state.label,
        answer=" ".join(row.answer.split()),
    )
