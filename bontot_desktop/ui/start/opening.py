"""Opening a data file with the questions it takes: the password, the recovery code, or a window open already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bontot_desktop.errors import BonTotError, Damaged, HeldByAnother, Refused, WrongPassword
from bontot_desktop.places import Places
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.start.single import raise_other

if TYPE_CHECKING:
    from bontot_desktop.ui.restoring import Key

HOLDER = "cửa sổ Bốn Tốt"
OPEN = "Mở"


class Opened(NamedTuple):
    """The opened office, or None; ``raised_other`` says that the window that has the file came forward."""

    office: Office | None = None
    raised_other: bool = False
    #: The file is one of ours and damaged; ``key`` is what was given for it.
    damage: Damaged | None = None
    key: Key | None = None


def open_with_questions(
    path: Path,
    asking: Asking,
    places: Places,
    *,
    who: str,
    clock: Callable[[], datetime],
    key: Key | None = None,
) -> Opened:
    """Open a data file, asking for its password as often as needed; no office when the person gives up.

    ``key`` is what was just given for it, tried before anything is asked.
    A file that another window has open brings that window forward. One that is damaged and can be salvaged is given
    back as ``damage``, not told.
    """

    def tried(password: str | None, code: str | None = None) -> Office:
        return open_office(
            path, password=password, recovery_code=code, holder=HOLDER, who=who, clock=clock, copies=places.copies
        )

    try:
        return Opened(tried(*key) if key is not None else tried(None))
    except WrongPassword:
        return _with_password(path, asking, tried)
    except HeldByAnother as held:
        if raise_other(path):
            return Opened(raised_other=True)
        asking.tell_error(held)
    except Damaged as fault:
        return _damaged(path, fault, asking, key)
    except BonTotError as fault:
        asking.tell_error(fault)
    return Opened()


def _damaged(path: Path, fault: Damaged, asking: Asking, key: Key | None) -> Opened:
    from bontot_desktop.services import care

    if care.can_be_salvaged(path):
        return Opened(damage=fault, key=key)
    asking.tell_error(fault)
    return Opened()


def _with_password(path: Path, asking: Asking, tried: Callable[..., Office]) -> Opened:
    detail = f"Tệp {path.name}. Quên mật khẩu thì để trống rồi bấm Mở để dùng mã khôi phục."
    wait = 0
    while True:
        password = asking.password("Nhập mật khẩu của văn phòng", verb=OPEN, detail=detail, required=False, wait=wait)
        if password is None:
            return Opened()
        code = None
        try:
            if password:
                return Opened(tried(password))
            code = asking.text("Nhập mã trên phiếu khôi phục", "Mã khôi phục", verb=OPEN)
            if code is None:
                continue
            return Opened(tried(None, code))
        except WrongPassword as fault:
            detail, wait = fault.sentence, fault.wait
        except Refused as fault:
            detail, wait = str(fault), 0
        except Damaged as fault:
            from bontot_desktop.ui.restoring import Key

            return _damaged(path, fault, asking, Key(password or None, code))
        except BonTotError as fault:
            asking.tell_error(fault)
            return Opened()
