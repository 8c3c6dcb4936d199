"""Sheets to hand out before a sample meeting: one blank phiếu nhận xét for each observer, joined for one print."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader, PdfWriter

from bontot_desktop.documents import observer_sheet
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import frozen, heads, sample_store, wordings
from bontot_desktop.services.office import Office
from bontot_desktop.services.sources.base import Issue
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
    joined = PdfWriter()
    for sheet in facts:
        document = observer_sheet.KIND.build(sheet, settings, texts)
        made = PdfReader(BytesIO(frozen.render(document, FileFormat.PDF)))
        joined.append(made)
        if len(made.pages) % 2:
            joined.add_blank_page()
    joined.add_metadata({"/Title": "Phiếu nhận xét, đánh giá buổi sinh hoạt chi bộ điểm"})
    out = BytesIO()
    joined.write(out)
    return out.getvalue()
