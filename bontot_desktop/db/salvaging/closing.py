"""Ends the account of a salvage: what is known to have been there and is not, and what cannot be known."""

from __future__ import annotations

from datetime import datetime

from bontot_desktop.db.salvaging.account import word
from bontot_desktop.db.salvaging.clues import INDEXES, Clues
from bontot_desktop.db.salvaging.filling import Filling
from bontot_desktop.db.salvaging.mending import put_back
from bontot_desktop.db.salvaging.rebuilding import Told


def keep_lines(filling: Filling, told: Told, clues: Clues, now: datetime) -> None:
    """Let a lost line of the history stand by its day: what it changed is not known any more."""
    for row_id in clues.get("history", {}):
        if not filling.is_there("history", row_id):
            put_back(filling, told, clues, now, "history", row_id)


def enter_lost(filling: Filling, told: Told, clues: Clues) -> None:
    """Enter as lost what an index or the history knows of and what is still not there."""
    wanted = [(table, row_id) for table, rows in clues.items() for row_id in rows]
    wanted += [(table, key) for table, key in told.states if isinstance(key, int)]
    for table, row_id in sorted(set(wanted)):
        # The index of the history was made anew from the history, under other numbers.
        if table == "history_touch" or row_id in filling.wounded.get(table, ()):
            continue
        if not filling.is_there(table, row_id):
            known = {**clues.get(table, {}).get(row_id, {}), **told.states.get((table, row_id), {})}
            known.pop(INDEXES, None)
            filling.account.lose(table, row_id, known)


def note(filling: Filling) -> None:
    """Say what holds for the whole file."""
    notes, places, pages = filling.account.notes, filling.places, filling.pages
    if not places.damaged and not any(places.gaps.values()) and not filling.account.lost:
        return
    notes.append(f"{len(places.damaged)} trong {pages.count} trang của tệp bị hỏng; các trang khác còn đọc được.")
    if places.unknown:
        leaves = sum(len(group) for group in places.unknown)
        notes.append(f"{leaves} trang có dữ liệu nhưng không còn biết là của mục nào.")
    if not pages.is_sealed:
        notes.append("Các trang của tệp này không được niêm, nên một chữ sai lẻ trong chỗ hỏng có thể không nhận ra.")
    if places.gaps.get("history"):
        notes.append("Một phần nhật ký bị mất: mục dựng lại có thể chưa phải lần sửa sau cùng.")
    unsure = [word(table) for table in sorted(places.gaps) if _is_unsure(filling, table)]
    filling.account.is_unsure = bool(unsure or places.unknown)
    if unsure:
        notes.append(f"Có thể còn dòng bị mất mà không nơi nào nhắc tới: {', '.join(dict.fromkeys(unsure))}.")


def _is_unsure(filling: Filling, table: str) -> bool:
    """Say whether rows of a table may be lost that no whole index names."""
    shape = filling.shapes[table]
    if not filling.places.gaps[table] or not shape.is_carried or shape.row_id_at is None or table == "history_touch":
        return False
    for line in filling.driver.execute(f"PRAGMA index_list({table})").fetchall():
        name, is_partial = line[1], bool(line[4])
        if not is_partial and name in filling.places.index_roots and name not in filling.places.broken_indexes:
            return False
    return True
