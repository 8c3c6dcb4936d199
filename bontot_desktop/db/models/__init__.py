"""The tables, by subject. Importing this package knows them all."""

from bontot_desktop.db.models import (
    cells,
    meetings,
    members,
    months,
    office,
    papers,
    recognition,
    samples,
    scoring,
    wordings,
)

__all__ = [
    "cells",
    "meetings",
    "members",
    "months",
    "office",
    "papers",
    "recognition",
    "samples",
    "scoring",
    "wordings",
]
