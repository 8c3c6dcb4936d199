"""The test sheet that shows by how much a printer is off on pre-printed stock, and what to set after measuring."""

from __future__ import annotations

from bontot_desktop.documents import offset_sheet as sheet

#: The two distances to measure as they should be: from the left edge and from the upper edge (mm).
TRUE_LEFT, TRUE_TOP = sheet.LEFT, sheet.TOP
TITLE = "Tờ thử căn lề giấy in sẵn"


def sheet_pdf(offset_mm: tuple[float, float] = (0.0, 0.0), *, landscape: bool = True) -> bytes:
    """Return the sheet for A4 stock, printed with the offset (mm to the right, down) that is set now."""
    return sheet.render(offset_mm, landscape=landscape)


def corrected(offset_mm: tuple[float, float], measured_mm: tuple[float, float]) -> tuple[float, float]:
    """Return the offset to set when the sheet, printed with ``offset_mm``, measured this from the left and the top.

    Rounded to a tenth of a mm: finer is neither measured nor fed by a printer.
    """
    return (
        round(offset_mm[0] + TRUE_LEFT - measured_mm[0], 1),
        round(offset_mm[1] + TRUE_TOP - measured_mm[1], 1),
    )
