"""Forms to hand out, joined for one print: observers' sheets of a sample meeting, registrations, ballots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from typing import Literal

from pypdf import PdfReader, PdfWriter

from bontot_desktop.documents import commitment, commitment_list, observer_sheet, registration_form
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import frozen, heads, sample_store, wordings
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import commitment_papers
from bontot_desktop.services.sources.base import Issue
from bontot_desktop.services.sources.registration_papers import collect_form
from bontot_desktop.services.sources.review_sheets import (
    RATING_BALLOT,
    TITLE_BALLOT,
    collect_rating_ballot,
    collect_title_ballot,
)
from bontot_desktop.services.sources.sample_papers import collect_sheet, nameless_sheet


def blank_sheets(office: Office, event_id: int, *, spare: int = 0) -> bytes:
    """Return one PDF with a blank sheet for each observer who has handed none in, and ``spare`` without a name.

    Every sheet begins on a right-hand page, so that a duplex print can be parted. Raises NotFound, Refused when there
    is nobody to print for.
    """
    issue = Issue(None, None, "", office.today())
    with office.read() as session:
        row = sample_store.event(session, event_id)
        facts = [collect_sheet(session, observer.id, issue) for observer in row.observers if observer.sheet is None]
        facts += [nameless_sheet(session, row, issue)] * spare
        settings = heads.format_settings(session)
        texts = wordings.in_use(session, observer_sheet.KIND.id).texts
    if not facts:
        raise Refused("Chưa có người dự nào cần in phiếu; hãy thêm người dự trước.")
    documents = [observer_sheet.KIND.build(sheet, settings, texts) for sheet in facts]
    return _joined(documents, "Phiếu nhận xét, đánh giá buổi sinh hoạt chi bộ điểm")


def registration_forms(office: Office, entry_ids: Iterable[int]) -> bytes:
    """Return one PDF with the registration form of each cell: blank, or as registered.

    Raises NotFound, Refused when no cell is named.
    """
    issue = Issue(None, None, "", office.today())
    with office.read() as session:
        facts = [collect_form(session, entry_id, issue) for entry_id in entry_ids]
        settings = heads.format_settings(session)
        texts = wordings.in_use(session, registration_form.KIND.id).texts
    if not facts:
        raise Refused("Hãy chọn ít nhất một chi bộ để in bản đăng ký.")
    documents = [registration_form.KIND.build(form, settings, texts) for form in facts]
    return _joined(documents, registration_form.KIND.name)


def commitments(office: Office, entry_ids: Iterable[int], *, of_members: bool) -> bytes:
    """Return one PDF with the commitment of each cell, or the list its members sign: blank, or as signed.

    Raises NotFound, Refused when no cell is named.
    """
    issue = Issue(None, None, "", office.today())
    kind = commitment_list.KIND if of_members else commitment.KIND
    collect = commitment_papers.collect_list if of_members else commitment_papers.collect
    with office.read() as session:
        facts = [collect(session, entry_id, issue) for entry_id in entry_ids]
        settings = heads.format_settings(session)
        texts = wordings.in_use(session, kind.id).texts
    if not facts:
        raise Refused("Hãy chọn ít nhất một chi bộ để in bản cam kết.")
    return _joined([kind.build(one, settings, texts) for one in facts], kind.name)


def ballots(
    office: Office, campaign_id: int, kind_id: str, copies: int, paper: Literal["A4", "A5"] | None = None
) -> bytes:
    """Return one PDF with so many ballots of a campaign's review, each on sheets of its own.

    ``kind_id`` is "D10B" (title) or "D18A" (ratings); ``paper`` None takes the size that suits the number of cells.
    Raises NotFound, Refused while there is nothing to vote on or no copy is wanted.
    """
    if copies < 1:
        raise Refused("Hãy ghi số phiếu cần in.")
    issue = Issue(None, None, "", office.today())
    with office.read() as session:
        facts = _BALLOTS[kind_id](session, campaign_id, issue)
        settings = heads.format_settings(session)
        texts = wordings.in_use(session, kind_id).texts
    kind = KINDS[kind_id]
    document = kind.build(facts if paper is None else replace(facts, paper=paper), settings, texts)
    single = PdfReader(BytesIO(frozen.render(document, FileFormat.PDF)))
    joined = PdfWriter()
    for _ in range(copies):
        joined.append(single)
        if len(single.pages) > 1 and len(single.pages) % 2:
            joined.add_blank_page()
    joined.add_metadata({"/Title": kind.name})
    out = BytesIO()
    joined.write(out)
    return out.getvalue()


_BALLOTS = {TITLE_BALLOT: collect_title_ballot, RATING_BALLOT: collect_rating_ballot}


def _joined(documents: Iterable[Document], title: str) -> bytes:
    """Join papers into one PDF, each beginning on a right-hand page."""
    joined = PdfWriter()
    for document in documents:
        made = PdfReader(BytesIO(frozen.render(document, FileFormat.PDF)))
        joined.append(made)
        if len(made.pages) % 2:
            joined.add_blank_page()
    joined.add_metadata({"/Title": title})
    out = BytesIO()
    joined.write(out)
    return out.getvalue()
