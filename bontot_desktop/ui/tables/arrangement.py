"""How a table is looked at: which columns in which order, sorted by what, narrowed to what; as plain values too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bontot_desktop.ui.tables.filters import ColumnFilter


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A way of looking. Columns are named by their titles; what a later program no longer has is passed over."""

    #: The columns shown, from left to right; empty: the usual ones.
    columns: tuple[str, ...] = ()
    #: Titles sorted by, the first matters most, each with "backwards".
    order: tuple[tuple[str, bool], ...] = ()
    filters: Mapping[str, ColumnFilter] = field(default_factory=dict)
    query: str = ""
    #: The word of the chip that is pressed, "" for the first.
    chip: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, as settings keep them."""
        return {
            "columns": list(self.columns),
            "order": [list(pair) for pair in self.order],
            "filters": {title: one.plain() for title, one in self.filters.items()},
            "query": self.query,
            "chip": self.chip,
        }

    @classmethod
    def read(cls, kept: Any) -> Arrangement:
        """Read what :meth:`plain` gave; what cannot be read is left at the usual."""
        if not isinstance(kept, dict):
            return cls()
        filters = kept.get("filters")
        order = kept.get("order")
        columns = kept.get("columns")
        return cls(
            columns=tuple(map(str, columns)) if isinstance(columns, list) else (),
            order=tuple(
                (str(pair[0]), bool(pair[1])) for pair in order or () if isinstance(pair, list) and len(pair) == 2
            )
            if isinstance(order, list)
            else (),
            filters={str(title): ColumnFilter.read(one) for title, one in filters.items() if isinstance(one, dict)}
            if isinstance(filters, dict)
            else {},
            query=str(kept.get("query") or ""),
            chip=str(kept.get("chip") or ""),
        )
