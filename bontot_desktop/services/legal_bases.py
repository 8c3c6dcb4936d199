"""The legal bases shipped with the program, read once from their seed file."""

from __future__ import annotations

from functools import cache

from bontot_desktop.rules.legal_bases import LegalBasis
from bontot_desktop.services.seeding import read_seed


@cache
def known() -> tuple[LegalBasis, ...]:
    """Return every basis the program knows, in the order they are printed."""
    seed = read_seed("legal_bases")
    return tuple(LegalBasis(**entry) for entry in [*seed["basis"], *seed["ended"]])
