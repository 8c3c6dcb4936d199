"""Every kind of paper the program makes, by id; adding a kind is its module and one line here."""

from __future__ import annotations

from bontot_desktop.documents import (
    conclusion_notice,
    feedback_minutes,
    minutes,
    observer_sheet,
    recognition_decision,
    recognition_list,
)
from bontot_desktop.documents.kind import Kind

_ALL: tuple[Kind, ...] = (
    minutes.KIND,
    observer_sheet.KIND,
    feedback_minutes.KIND,
    conclusion_notice.KIND,
    recognition_list.KIND,
    recognition_decision.KIND,
)

KINDS: dict[str, Kind] = {kind.id: kind for kind in _ALL}
