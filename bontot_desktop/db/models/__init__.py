"""The tables, by subject. Importing this package knows them all."""

from bontot_desktop.db.models import (
    awards,
    cells,
    criteria,
    dossiers,
    meetings,
    members,
    months,
    movement,
    office,
    papers,
    ratings,
    recognition,
    samples,
    scoring,
    wordings,
    year_end,
)

__all__ = [
    "awards",
    "cells",
    "criteria",
    "dossiers",
    "meetings",
    "members",
    "months",
    "movement",
    "office",
    "papers",
    "ratings",
    "recognition",
    "samples",
    "scoring",
    "wordings",
    "year_end",
]
