"""When a data file is damaged: back to a copy first; where there is none, what can still be read of the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bontot_desktop.places import DATA_SUFFIX, Places
from bontot_desktop.ui import restoring, salvaging
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.restoring import Key

RESTORE, SALVAGE, LEAVE = "Khôi phục từ bản sao…", "Cứu dữ liệu…", "Đóng"
DETAIL = (
    "Khôi phục từ bản sao: trở lại đúng như ngày làm bản sao.\n"
    "Cứu dữ liệu: lấy những gì còn đọc được của tệp này vào một tệp mới, kèm danh sách những gì bị mất.\n"
    "Cách nào thì tệp hỏng cũng được giữ lại, không xóa."
)


class Way(NamedTuple):
    """What is to take the place of the damaged file, and what opens it."""

    file: Path
    key: Key


def way_out(
    path: Path, sentence: str, asking: Asking, places: Places, clock: Callable[[], datetime], key: Key | None
) -> Way | None:
    """Ask until a copy or a salvaged file was chosen; None when the person leaves."""
    while True:
        verbs = [RESTORE, SALVAGE, LEAVE]
        answer = asking.ask(sentence, verbs, safe=LEAVE, main=RESTORE, detail=DETAIL)
        if answer == LEAVE:
            return None
        way = _copy(asking, places, clock) if answer == RESTORE else _salvaged(path, asking, clock, key)
        if way is not None:
            return way


def _copy(asking: Asking, places: Places, clock: Callable[[], datetime]) -> Way | None:
    start = places.copies if places.copies.is_dir() else None
    copy = asking.choose_file("Chọn bản sao", "Bản sao Bốn Tốt", [DATA_SUFFIX], start=start)
    looked = restoring.look_into(copy, asking, clock) if copy is not None else None
    if copy is None or looked is None:
        return None
    if not asking.confirm(f"Khôi phục từ {copy.name}?", restoring.RESTORE, detail=looked.inside.sentence):
        return None
    return Way(copy, looked.key)


def _salvaged(path: Path, asking: Asking, clock: Callable[[], datetime], key: Key | None) -> Way | None:
    saved = salvaging.salvage(path, asking, clock, key)
    if saved is None or not salvaging.wants_to_use(saved, asking):
        return None
    return Way(saved.salvaged.path, saved.key)
