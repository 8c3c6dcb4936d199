"""Keeps the numbers of lost papers from being given again."""

from __future__ import annotations

from datetime import datetime

from bontot_desktop.db.salvaging.clues import Clues
from bontot_desktop.db.salvaging.filling import Filling
from bontot_desktop.db.salvaging.mending import put_back
from bontot_desktop.db.salvaging.rebuilding import Told


def keep_lost_papers(filling: Filling, told: Told, clues: Clues, now: datetime) -> None:
    """Put a placeholder where a numbered paper was, so that the register shows its number as used."""
    for row_id, known in clues.get("paper", {}).items():
        if known.get("number") is not None and not filling.is_there("paper", row_id):
            put_back(filling, told, clues, now, "paper", row_id)


def raise_series(filling: Filling, told: Told, clues: Clues) -> None:
    """Let every series go on above the highest number seen anywhere, where papers or history were lost."""
    if not filling.places.gaps.get("paper") and not filling.places.gaps.get("history"):
        return
    highest = dict(told.highest)
    for known in clues.get("paper", {}).values():
        term, series, number = known.get("term_id"), known.get("series"), known.get("number")
        if isinstance(term, int) and isinstance(series, str) and isinstance(number, int):
            highest[term, series] = max(number, highest.get((term, series), 0))
    driver = filling.driver
    for (term, series), number in highest.items():
        used = "SELECT coalesce(max(number), 0) FROM paper WHERE term_id = ? AND series = ?"
        if driver.execute(used, (term, series)).fetchone()[0] >= number:
            continue
        if driver.execute("SELECT 1 FROM term WHERE id = ?", (term,)).fetchone() is None:
            continue
        driver.execute(
            "INSERT INTO number_series (term_id, series, start) VALUES (?, ?, ?) "
            "ON CONFLICT (term_id, series) DO UPDATE SET start = max(start, excluded.start)",
            (term, series, number + 1),
        )
        filling.account.notes.append(f"Dãy số “{series}” đi tiếp từ số {number + 1}: số đến {number} đã từng được cấp.")
