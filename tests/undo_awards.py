"""The acts on results and rewards written by hand, for the proof that each is taken back whole."""

from __future__ import annotations

from bontot_desktop.services import cell_awards
from bontot_desktop.services.cell_awards import OtherDraft, PastDraft
from bontot_desktop.services.office import Office


def go(office: Office) -> None:
    """Do every act once."""
    cell_awards.save_past(office, PastDraft(1, 2023, "23-QĐ/HU"))
    cell_awards.remove_past(office, cell_awards.save_past(office, PastDraft(1, 2024, "24-QĐ/HU")).id)
    given = OtherDraft(1, 2024, issuer="Ủy ban nhân dân xã Ví Dụ")
    cell_awards.remove_other(office, cell_awards.save_other(office, given).id)
