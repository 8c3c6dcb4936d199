"""Before going back to a copy: its password or the recovery code, what stands in it, and only then the question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from bontot_desktop.errors import BonTotError, Refused, WrongPassword
from bontot_desktop.services import care
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.shell import waiting

QUESTION = "Nhập mật khẩu của bản sao"
NEXT, RESTORE = "Tiếp", "Khôi phục"
OF_ITS_DAY = "Mật khẩu của ngày làm bản sao. Quên mật khẩu thì để trống rồi bấm Tiếp để dùng mã khôi phục."


class Key(NamedTuple):
    """What opens a copy: its password, or the recovery code, or nothing for a plain one."""

    password: str | None = None
    code: str | None = None


class Looked(NamedTuple):
    """A copy that was opened and found whole; ``inside`` is what ``care.look_inside`` gives."""

    key: Key
    inside: Any


def look_into(copy: Path, asking: Asking, clock: Callable[[], datetime]) -> Looked | None:
    """Ask for what opens a copy as often as needed; None when the person goes back or it can't be used (told)."""

    def tried(key: Key) -> Looked:
        with waiting():
            return Looked(key, care.look_inside(copy, key.password, recovery_code=key.code, now=clock()))

    try:
        return tried(Key())
    except WrongPassword:
        detail = f"{copy.name}. {OF_ITS_DAY}"
    except BonTotError as fault:
        asking.tell_error(fault)
        return None
    wait = 0
    while True:
        password = asking.password(QUESTION, verb=NEXT, detail=detail, required=False, wait=wait)
        if password is None:
            return None
        code = None
        if not password:
            code = asking.text("Nhập mã trên phiếu khôi phục", "Mã khôi phục", verb=NEXT)
            if code is None:
                continue
        try:
            return tried(Key(password or None, code))
        except WrongPassword as fault:
            detail, wait = f"{fault.sentence} {OF_ITS_DAY}", fault.wait
        except Refused as fault:
            detail, wait = f"{fault} {OF_ITS_DAY}", 0
        except BonTotError as fault:
            asking.tell_error(fault)
            return None
