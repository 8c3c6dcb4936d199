"""Ways of looking at a table that the office has named: kept in the data file, for whoever sits at the PC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bontot_desktop import text
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services.office import Office

#: Longer names do not fit into the menu.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class NamedView:
    """A named way of looking; ``state`` are the plain values of the table's own."""

    name: str
    state: dict[str, Any]


def named_views(office: Office, table: str) -> list[NamedView]:
    """Return the ways of looking at a table that were kept, in Vietnamese order of their names."""
    # Read in plain SQL: a list asks for them before SQLAlchemy is loaded.
    import json

    with office.ask() as driver:
        row = driver.execute("SELECT value FROM setting WHERE key = ?", (_key(table),)).fetchone()
    kept = json.loads(row[0]) if row else {}
    views = [NamedView(name, state) for name, state in kept.items() if isinstance(state, dict)]
    return sorted(views, key=lambda view: text.sort_key(view.name))


def keep_view(office: Office, table: str, name: str, state: dict[str, Any]) -> Changes:
    """Keep a way of looking under a name; one of the same name (marks and case do not matter) is replaced.

    Raises Refused for an empty or a long name.
    """
    name = text.clean(name)
    if not name:
        raise Refused("Cách xem cần có tên, ví dụ “Đảng viên trên 70 tuổi”.")
    if len(name) > LONGEST:
        raise Refused(f"Tên cách xem dài quá {LONGEST} chữ; hãy đặt ngắn hơn.")
    return _change(office, table, f"Ghi cách xem “{name}”", name, state)


def drop_view(office: Office, table: str, name: str) -> Changes:
    """Forget a way of looking; one that is not there is no trouble."""
    return _change(office, table, f"Bỏ cách xem “{name}”", name, None)


def _change(office: Office, table: str, sentence: str, name: str, state: dict[str, Any] | None) -> Changes:
    from bontot_desktop.db.house import Setting

    with office.work("views.change", sentence) as work:
        row = work.get(Setting, _key(table))
        kept = {one: value for one, value in (row.value if row else {}).items() if text.fold(one) != text.fold(name)}
        if state is not None:
            kept[name] = state
        if row is None:
            work.add(Setting(key=_key(table), value=kept))
        else:
            row.value = kept
    return Changes.of(Kind.SETTINGS)


def _key(table: str) -> str:
    return f"table-views/{table}"
