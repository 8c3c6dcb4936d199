"""What a column is narrowed to: some of its values, words in it, or a range of its numbers or dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from bontot_desktop import dates, text
from bontot_desktop.ui import numbers
from bontot_desktop.ui.tables.columns import Column, Row

#: How an empty cell is called in a list of values.
EMPTY = "(trống)"
#: So many values a chip names before it only counts them.
_NAMED = 2


class ColumnFilter(NamedTuple):
    """One column's filter; what is empty or None does not narrow. ``low`` and ``high`` belong to the range."""

    words: str = ""
    values: frozenset[str] | None = None
    low: Any = None
    high: Any = None

    def __bool__(self) -> bool:
        """Say whether it narrows at all."""
        return bool(self.words) or self.values is not None or self.low is not None or self.high is not None

    def test(self, column: Column) -> Callable[[Row], bool]:
        """Return what says of a row whether it stays."""
        tests: list[Callable[[Row], bool]] = []
        show, values, words = column.show, self.values, self.words
        if values is not None:
            tests.append(lambda row: show(row) in values)
        if words:
            known: dict[str, bool] = {}

            def matches(row: Row) -> bool:
                shown = show(row)
                if shown not in known:
                    known[shown] = text.matches(words, shown)
                return known[shown]

            tests.append(matches)
        if column.value is not None and (self.low is not None or self.high is not None):
            value, low, high = column.value, self.low, self.high
            tests.append(lambda row: _within(value(row), low, high))
        if len(tests) == 1:
            return tests[0]
        return lambda row: all(test(row) for test in tests)

    def sentence(self, column: Column) -> str:
        """Return what a chip says: "Giới tính: Nữ", "Tuổi: từ 71"."""
        parts = []
        if self.values is not None:
            named = sorted(self.values, key=text.sort_key)
            shown = ", ".join(value or EMPTY for value in named[:_NAMED])
            parts.append(
                f"{shown} và {len(named) - _NAMED} giá trị khác" if len(named) > _NAMED else shown or "không gì"
            )
        if self.words:
            parts.append(f"có “{self.words}”")
        if self.low is not None:
            parts.append(f"từ {_shown(self.low)}")
        if self.high is not None:
            parts.append(f"đến {_shown(self.high)}")
        return f"{column.title}: {' '.join(parts)}"

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, as settings keep them."""
        kept: dict[str, Any] = {"words": self.words} if self.words else {}
        if self.values is not None:
            kept["values"] = sorted(self.values, key=text.sort_key)
        for name, end in (("low", self.low), ("high", self.high)):
            if end is not None:
                kept[name] = end.isoformat() if isinstance(end, date) else str(end)
        return kept

    @classmethod
    def read(cls, kept: dict[str, Any]) -> ColumnFilter:
        """Read what :meth:`plain` gave; what cannot be read does not narrow."""
        values = kept.get("values")
        return cls(
            words=str(kept.get("words", "")),
            values=frozenset(map(str, values)) if isinstance(values, list) else None,
            low=_end(kept.get("low")),
            high=_end(kept.get("high")),
        )


def _within(value: Any, low: Any, high: Any) -> bool:
    if value is None:
        return False
    # A year alone stands among dates as its own whole.
    if isinstance(low if low is not None else high, date) and not isinstance(value, date):
        return (low is None or value >= low.year) and (high is None or value <= high.year)
    return (low is None or value >= low) and (high is None or value <= high)


def _shown(end: Any) -> str:
    return dates.screen(end) if isinstance(end, date) else numbers.show(end)


def _end(kept: Any) -> Any:
    if not isinstance(kept, str):
        return None
    try:
        return date.fromisoformat(kept)
    except ValueError:
        pass
    try:
        return numbers.parse(kept)
    except ValueError:
        return None
