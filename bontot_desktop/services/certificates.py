"""All certificates of a campaign at once: issued after their decision, and printed as the printer stands today."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfWriter

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.documents import facts as codec
from bontot_desktop.documents import pdf
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.certificate import CertificateFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused
from bontot_desktop.services import awards, campaigns, frozen, heads, issuing_many
from bontot_desktop.services.awards import CERTIFICATE
from bontot_desktop.services.issuing_many import IssuedMany
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import award_papers, recognition_papers


def earliest(office: Office, campaign_id: int) -> date:
    """Return the day the decision is offered for: today, or that of the one giving the title when it lies ahead."""
    with office.read() as session:
        decision = recognition_papers.decision_of(session, campaigns.find(session, campaign_id))
        decided = decision.dated_on if decision is not None else None
        return max(office.today(), decided or office.today())


def waiting(office: Office, campaign_id: int, *, members: bool = False) -> list[int]:
    """Return the ids of the rewards of cells, or of members, whose certificate is not issued, as in the list."""
    rows = awards.list_awards(office, campaign_id)
    return [row.id for row in rows if row.paper_id is None and row.kind.of_members is members]


def issue_all(office: Office, campaign_id: int, *, members: bool = False) -> IssuedMany:
    """Issue every certificate that is not, dated as the decision. Raises Refused while the decision does not stand."""
    day = day_of(office, campaign_id, members=members)
    return issuing_many.issue_each(office, CERTIFICATE, waiting(office, campaign_id, members=members), day)


def day_of(office: Office, campaign_id: int, *, members: bool = False) -> date:
    """Return the day of the decision, which its certificates bear. Raises Refused while it does not stand."""
    with office.read() as session:
        decision = awards.decision_of(session, campaign_id, members=members)
        day = decision.dated_on if decision is not None else None
    if day is None:
        raise Refused("Chưa ban hành quyết định tặng giấy khen; hãy ban hành quyết định trước.")
    return day


def print_all(office: Office, campaign_id: int, *, members: bool = False) -> bytes:
    """Return one PDF of a campaign's issued certificates without a pause. Raises Refused when none is issued."""
    steps = print_steps(office, campaign_id, members=members)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value)


def print_steps(office: Office, campaign_id: int, *, members: bool = False) -> Generator[int, None, bytes]:
    """Make one PDF of a campaign's issued certificates for the printer, of cells or of members, one a step.

    Words are those frozen with each; frame or stock and the offsets are as set today, for they belong to the printer
    and its paper. Raises Refused when none is issued.
    """
    with office.read() as session:
        today = heads.format_settings(session)
        documents = [
            as_printed_today(paper, today)
            for paper in award_papers.certificates_of(session, campaign_id, members=members)
        ]
    if not documents:
        raise Refused("Chưa lập giấy khen nào; hãy ban hành quyết định tặng giấy khen rồi lập giấy khen.")
    joined = PdfWriter()
    for done, document in enumerate(documents, start=1):
        joined.append(BytesIO(pdf.render(document)))
        yield done
    out = BytesIO()
    joined.write(out)
    return out.getvalue()


def issued(office: Office, campaign_id: int, *, members: bool = False) -> tuple[int, ...]:
    """Return the ids of a campaign's issued certificates among the papers, in the order of the list."""
    with office.read() as session:
        return tuple(paper.id for paper in award_papers.certificates_of(session, campaign_id, members=members))


def as_printed_today(paper: Paper, today: FormatSettings) -> Document:
    """Make an issued certificate with its frozen words, as the printer and its stock stand ``today``."""
    settings = replace(
        codec.from_json(FormatSettings, paper.facts["settings"]),
        certificate_mode=today.certificate_mode,
        certificate_offset_mm=today.certificate_offset_mm,
        certificate_preprinted=today.certificate_preprinted,
    )
    facts = codec.from_json(CertificateFacts, paper.facts["facts"])
    return frozen.kind_of(CERTIFICATE).build(facts, settings, paper.facts["words"])
