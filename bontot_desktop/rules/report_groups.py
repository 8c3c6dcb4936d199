"""The groups cells are reported in: an office's own list, rolled up to the four groups committees compare."""

from __future__ import annotations

from bontot_desktop import text
from bontot_desktop.rules.cells import KIND_WORDS, ContentType
from bontot_desktop.rules.words import Labelled


class MainGroup(Labelled):
    """The groups of the speaking-rate table (meetings.md §9), and what stands beside them."""

    OFFICE = "OFFICE", "Cơ quan"
    PUBLIC_SERVICE = "PUBLIC_SERVICE", "Đơn vị sự nghiệp"
    ARMED_FORCES = "ARMED_FORCES", "Lực lượng vũ trang"
    RURAL = "RURAL", "Nông thôn"
    OTHER = "OTHER", "Doanh nghiệp, khác"


#: Those every table shows, even without a cell.
FOUR = (MainGroup.OFFICE, MainGroup.PUBLIC_SERVICE, MainGroup.ARMED_FORCES, MainGroup.RURAL)

_OF_TYPE = {
    ContentType.VILLAGE_QUARTER: MainGroup.RURAL,
    ContentType.ADMIN_OFFICE: MainGroup.OFFICE,
    ContentType.PUBLIC_SERVICE: MainGroup.PUBLIC_SERVICE,
    ContentType.STUDENT: MainGroup.PUBLIC_SERVICE,
    ContentType.ARMED_FORCES: MainGroup.ARMED_FORCES,
    ContentType.STATE_ENTERPRISE: MainGroup.OTHER,
    ContentType.PRIVATE_FDI: MainGroup.OTHER,
}


def main_group(report_group: str, content_type: ContentType) -> MainGroup:
    """Roll a report group up: one whose words are known by its own meaning, another by the kind of the cell."""
    folded = text.fold(report_group)
    if folded == text.fold("Khác"):
        return MainGroup.OTHER
    for words, (known, _) in _LONGEST_FIRST:
        if folded == words or folded.startswith((f"{words} ", f"{words},")):
            return _OF_TYPE[known]
    return _OF_TYPE[content_type]


#: "nong thon" before "thon": the longest words that fit tell.
_LONGEST_FIRST = sorted(KIND_WORDS.items(), key=lambda item: -len(item[0]))
