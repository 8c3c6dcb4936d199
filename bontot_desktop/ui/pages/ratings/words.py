"""How levels, forms and reasons are typed and shown in the grids of ratings."""

from __future__ import annotations

from typing import Any

from bontot_desktop import text
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import NotEvaluated
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import Unreadable

#: Levels by their short names, which the office writes in its lists.
LEVELS = tuple((level, level.value) for level in QualityLevel)
LEVEL_HINT = "Gõ 1 HTXSNV, 2 HTTNV, 3 HTNV, 4 KHTNV"
MENDED = ((True, "Đã"), (False, "Chưa"))
WHY_SHORT = {
    NotEvaluated.EXEMPT: "Miễn",
    NotEvaluated.SUSPENDED: "Đình chỉ",
    NotEvaluated.NEW: "Chưa đủ 6 tháng",
    NotEvaluated.OTHER: "Lý do khác",
}
#: Only this reason is typed; the others come from the register.
WHY = ((None, ""), (NotEvaluated.OTHER, WHY_SHORT[NotEvaluated.OTHER]))

_TONES = {
    QualityLevel.EXCELLENT: Tone.HONOUR,
    QualityLevel.GOOD: Tone.GOOD,
    QualityLevel.COMPLETED: Tone.WAIT,
    QualityLevel.NOT_COMPLETED: Tone.BAD,
}
#: Other ways to write a level, folded.
_WAYS = {
    **{str(place): level for place, level in enumerate(QualityLevel, start=1)},
    **{text.fold(level.value): level for level in QualityLevel},
    **{text.fold(level.label): level for level in QualityLevel},
    "xs": QualityLevel.EXCELLENT,
    "xuat sac": QualityLevel.EXCELLENT,
    "htxs": QualityLevel.EXCELLENT,
    "t": QualityLevel.GOOD,
    "tot": QualityLevel.GOOD,
    "htt": QualityLevel.GOOD,
    "ht": QualityLevel.COMPLETED,
    "hoan thanh": QualityLevel.COMPLETED,
    "k": QualityLevel.NOT_COMPLETED,
    "kht": QualityLevel.NOT_COMPLETED,
    "khong hoan thanh": QualityLevel.NOT_COMPLETED,
}


def tone(level: QualityLevel) -> Tone:
    """Return the colour of a level."""
    return _TONES[level]


def level_of(words: str) -> QualityLevel | None:
    """Read a level the way offices write it ("2", "HTTNV", "Tốt"); None for what is none."""
    return _WAYS.get(text.fold(words).strip(" ."))


def read_level(_: Any, typed: str) -> QualityLevel | None:
    """Read what was typed or pasted into a column of levels; nothing takes the level away."""
    if not typed:
        return None
    level = level_of(typed)
    if level is None:
        raise Unreadable(f"{LEVEL_HINT}.")
    return level


def read_mended(_: Any, typed: str) -> bool | None:
    """Read whether the faults were mended; nothing means not known."""
    if not typed:
        return None
    folded = text.fold(typed)
    for value, word in MENDED:
        if text.fold(word).startswith(folded):
            return value
    if folded in ("x", "co", "roi", "1"):
        return True
    raise Unreadable("Gõ Đ (đã khắc phục hết) hoặc C (chưa).")


def show_mended(_: Any, value: bool | None) -> str:
    """Write whether the faults were mended."""
    return next((word for known, word in MENDED if known is value), "")
