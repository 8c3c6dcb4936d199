"""The recovery sheet as a PDF; the code goes onto the page and nowhere else."""

from __future__ import annotations

from bontot_desktop.documents import pdf
from bontot_desktop.documents import recovery_sheet as sheet
from bontot_desktop.services import heads
from bontot_desktop.services.office import Office


def render(office: Office, code: str) -> bytes:
    """Return the sheet with the office's own head. The caller prints it; no file is written here."""
    today = office.today()
    with office.read() as session:
        facts = heads.committee(session, today)
    return pdf.render(
        sheet.build(
            sheet.RecoverySheetFacts(
                superior=facts.superior.upper(),
                issuer=facts.name.upper(),
                place=facts.place,
                data_file=office.data.path.name,
                code=code,
                day=today,
            )
        )
    )
