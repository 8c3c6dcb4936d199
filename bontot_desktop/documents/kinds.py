"""Every kind of paper the program makes, by id; adding a kind is its module and one line here."""

from __future__ import annotations

from bontot_desktop.documents import minutes
from bontot_desktop.documents.kind import Kind

_ALL: tuple[Kind, ...] = (minutes.KIND,)

KINDS: dict[str, Kind] = {kind.id: kind for kind in _ALL}
