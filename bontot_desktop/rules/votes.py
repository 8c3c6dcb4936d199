"""How many must be for a matter: over half of the base, two thirds, or a share the office names (meetings.md §4.3)."""

from __future__ import annotations

import re
from fractions import Fraction

from bontot_desktop import text
from bontot_desktop.rules.meetings import VoteThreshold

#: Said of a share that cannot be read.
SHARE_WRONG = "Mức riêng ghi như 3/4 hoặc 75 %, phải quá nửa và không quá tất cả."
_PARTS = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%")


def share_of(words: str) -> Fraction | None:
    """Read a share ("3/4", "75 %", "66,67%"); None for anything else, and for one that is not over a half up to all."""
    bare = text.clean(words)
    if found := _PARTS.fullmatch(bare):
        share = Fraction(int(found[1]), int(found[2])) if int(found[2]) else None
    elif found := _PERCENT.fullmatch(bare):
        share = Fraction(found[1].replace(",", ".")) / 100
    else:
        share = None
    return share if share is not None and Fraction(1, 2) < share <= 1 else None


def needed_words(threshold: VoteThreshold, share: str = "") -> str:
    """Say how many must be for it: "quá nửa", "từ 3/4 trở lên"."""
    if threshold is VoteThreshold.CUSTOM:
        return f"từ {text.clean(share)} trở lên"
    return threshold.label


def least_for(base: int, threshold: VoteThreshold = VoteThreshold.OVER_HALF, share: str = "") -> int | None:
    """Return how many votes for it pass a matter; None while a share of its own cannot be read or nobody votes."""
    if base <= 0:
        return None
    if threshold is VoteThreshold.OVER_HALF:
        return base // 2 + 1
    asked = Fraction(2, 3) if threshold is VoteThreshold.TWO_THIRDS else share_of(share)
    return None if asked is None else -(-base * asked.numerator // asked.denominator)


def vote_passes(votes_for: int, base: int, threshold: VoteThreshold = VoteThreshold.OVER_HALF, share: str = "") -> bool:
    """Say whether a vote passed: counted on the base, absent members included (QĐ 294 §9.3.2)."""
    least = least_for(base, threshold, share)
    return least is not None and votes_for >= least
