"""What a member can be on a day; apart from what follows from it, as the list of cells only counts them."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class MemberStatus(Labelled):
    """A member's situation on a day (meetings.md §4.1)."""

    FULL = "FULL", "chính thức"
    PROBATIONARY = "PROBATIONARY", "dự bị"
    EXEMPT = "EXEMPT", "miễn công tác và sinh hoạt"
    TEMP_OUT = "TEMP_OUT", "sinh hoạt tạm thời nơi khác"
    TEMP_IN = "TEMP_IN", "sinh hoạt tạm thời đến"
    SPECIAL_DUTY = "SPECIAL_DUTY", "làm nhiệm vụ đặc biệt"
    SUSPENDED = "SUSPENDED", "đình chỉ sinh hoạt"


#: The statuses that say where a member's official record lies and which rights it gives.
STANDINGS = frozenset({MemberStatus.FULL, MemberStatus.PROBATIONARY})
