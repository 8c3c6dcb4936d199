"""Saving data from a damaged file: where to, what opens it, how far it is, and what was lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from bontot_desktop.errors import BonTotError, Damaged, Refused, WrongPassword
from bontot_desktop.places import DATA_SUFFIX
from bontot_desktop.services import care
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.restoring import NEXT, Key

QUESTION = "Nhập mật khẩu của tệp hỏng"
USE, LATER, OPEN_LIST = "Dùng tệp mới", "Để sau", "Chọn bản sao…"
#: A window is on the screen sooner than this, in seconds.
_PAINTED_IN = 0.5
#: So many lines of what was lost are shown; all of them stand in the list.
_TOLD = 8


class Saved(NamedTuple):
    """What was saved, and what opens it; ``salvaged`` is what ``care.salvage`` gives."""

    salvaged: Any
    key: Key


def salvage(path: Path, asking: Asking, clock: Callable[[], datetime], key: Key | None = None) -> Saved | None:
    """Ask where to and for what opens the file, then save what can be read; None when it came to nothing (told)."""
    start = path.with_name(f"{path.stem} - cuu lai {clock():%Y-%m-%d %H-%M}{path.suffix}")
    to = asking.save_file("Tệp mới để chứa dữ liệu cứu được", "Tệp dữ liệu Bốn Tốt", DATA_SUFFIX, start=start)
    if to is None:
        return None
    return _Try(path, to, asking, clock).run(key or Key())


class _Try:
    """One file, tried with one key after the other."""

    def __init__(self, path: Path, to: Path, asking: Asking, clock: Callable[[], datetime]) -> None:
        self._path, self._to, self._asking, self._clock = path, to, asking, clock
        self._locks_from: Path | None = None
        self._detail, self._wait = f"{path.name}. Quên mật khẩu thì để trống rồi bấm {NEXT} để dùng mã khôi phục.", 0

    def run(self, key: Key | None) -> Saved | None:
        while key is not None:
            try:
                return Saved(self._once(key), key)
            except WrongPassword as fault:
                if key.password or key.code:
                    self._detail, self._wait = fault.sentence, fault.wait
                key = self._asked()
            except Refused as fault:
                if key.code is None:
                    self._asking.tell_error(fault)
                    return None
                self._detail, self._wait = str(fault), 0
                key = self._asked()
            except Damaged as fault:
                if self._locks_from is not None or "bản sao bất kỳ" not in str(fault):
                    self._asking.tell_error(fault)
                    return None
                if self._asking.ask(str(fault), [OPEN_LIST, LATER], safe=LATER, main=OPEN_LIST) != OPEN_LIST:
                    return None
                self._locks_from = self._asking.choose_file("Chọn bản sao", "Bản sao Bốn Tốt", [DATA_SUFFIX])
                if self._locks_from is None:
                    return None
            except BonTotError as fault:
                self._asking.tell_error(fault)
                return None
        return None

    def _once(self, key: Key) -> Any:
        # Shown while there may be no window of the program yet.
        from bontot_desktop.ui.start.waiting import Waiting

        waiting = Waiting("Đang đọc từng trang của tệp hỏng và lấy lại những gì còn nguyên. Tệp hỏng được giữ nguyên.")
        waiting.show()
        waiting(0, 0)
        shown_by = time.monotonic() + _PAINTED_IN
        while not waiting.windowHandle().isExposed() and time.monotonic() < shown_by:
            waiting(0, 0)  # the first step takes seconds: the words must stand before it
        try:
            return care.salvage(
                self._path,
                self._to,
                key.password,
                recovery_code=key.code,
                locks_from=self._locks_from,
                now=self._clock(),
                progress=waiting,
            )
        finally:
            waiting.close()

    def _asked(self) -> Key | None:
        password = self._asking.password(QUESTION, verb=NEXT, detail=self._detail, required=False, wait=self._wait)
        if password is None:
            return None
        if password:
            return Key(password)
        code = self._asking.text("Nhập mã trên phiếu khôi phục", "Mã khôi phục", verb=NEXT)
        return None if code is None else Key(None, code)


def wants_to_use(saved: Saved, asking: Asking) -> bool:
    """Say what was saved and lost, and ask whether the new file is to take the place of the damaged one."""
    done = saved.salvaged
    lines = [
        f"Lấy lại {done.rows_found} dòng, dựng lại {done.rows_rebuilt} dòng, mất {done.rows_lost} dòng.",
        *done.lost[:_TOLD],
    ]
    if len(done.lost) > _TOLD:
        lines.append(f"… và {len(done.lost) - _TOLD} dòng nữa.")
    lines += [f"Danh sách đầy đủ: {done.list_path}", "Dùng tệp mới: tệp hỏng được giữ bên cạnh với tên khác."]
    is_all = not done.rows_lost and not done.is_unsure
    question = "Đã cứu dữ liệu vào tệp mới, không mất dòng nào." if is_all else "Đã cứu dữ liệu vào tệp mới."
    return asking.ask(question, [USE, LATER], safe=LATER, main=USE, detail="\n".join(lines)) == USE
