"""Which data file to begin with: the one named, the sample, the user's own, or what the first window is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop.errors import BonTotError, Refused, WrongPassword
from bontot_desktop.places import DATA_SUFFIX, Places
from bontot_desktop.services import care
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.start.opening import open_with_questions

if TYPE_CHECKING:
    from bontot_desktop.ui.start.welcome import Choice

RESTORE, QUESTION = "Khôi phục", "Nhập mật khẩu của bản sao"
OF_ITS_DAY = "Mật khẩu của ngày làm bản sao; bản sao văn phòng mẫu thì để trống."
WITH_CODE = "Quên mật khẩu thì để trống rồi bấm Khôi phục để dùng mã khôi phục."


class Beginning:
    """Finds and opens the office to work in."""

    def __init__(self, places: Places, asking: Asking, *, who: str, clock: Callable[[], datetime]) -> None:
        self._places, self._asking, self._who, self._clock = places, asking, who, clock
        #: The file was open in another window, which came forward.
        self.raised_other = False
        #: The person left the first window.
        self.left = False

    def office(self, named: Path | None, *, sample: bool) -> Office | None:
        """Return the opened office; None when another window has it or the person leaves."""
        if sample:
            return self._sample()
        if named is not None:
            return self._open(named)
        if self._places.data_file.is_file():
            return self._open(self._places.data_file)
        # Every start but the first opens its file at once, without what a first one asks and shows.
        from bontot_desktop.ui.start.welcome import Welcome

        while True:
            welcome = Welcome()
            if welcome.exec() != Welcome.DialogCode.Accepted or welcome.choice is None:
                self.left = True
                return None
            office = self.begin(welcome.choice)
            if office is not None or self.raised_other:
                return office

    def begin(self, choice: Choice) -> Office | None:
        """Do what was chosen in the first window; None when it came to nothing."""
        from bontot_desktop.ui.start.welcome import Choice

        if choice is Choice.NEW:
            # Wanted once in the life of an office; every other start is quicker without it.
            from bontot_desktop.ui.start.wizard import Wizard

            wizard = Wizard(self._places.data_file, self._asking, who=self._who, clock=self._clock)
            wizard.exec()
            return wizard.office
        if choice is Choice.SAMPLE:
            return self._sample()
        if choice is Choice.OPEN:
            path = self._asking.choose_file("Mở tệp dữ liệu", "Tệp dữ liệu Bốn Tốt", [DATA_SUFFIX])
            return self._open(path) if path else None
        return self._restore()

    def restored(self, data_file: Path, copy: Path, password: str | None) -> Office | None:
        """Put a copy in the place of a data file just closed, and open what then stands there."""
        done = self._put_back(copy, data_file, password)
        if done is not None:
            kept = f"Tệp đang dùng trước đó được giữ ở {done}." if done else ""
            self._asking.tell("Đã khôi phục dữ liệu từ bản sao.", detail=kept)
        return self._open(data_file)

    def _open(self, path: Path) -> Office | None:
        opened = open_with_questions(path, self._asking, self._places, who=self._who, clock=self._clock)
        self.raised_other = opened.raised_other
        return opened.office

    def _sample(self) -> Office | None:
        path = self._places.sample_file
        if not path.is_file():
            # The invention of a whole office is never needed in daily work.
            from bontot_desktop.services.sampling import make_sample
            from bontot_desktop.ui.start.waiting import Waiting

            waiting = Waiting(
                "Đang dựng văn phòng mẫu: một xã tưởng tượng với số liệu đến hôm nay. Chỉ lần đầu mới phải đợi."
            )
            waiting.show()
            try:
                make_sample(path, progress=waiting, today=self._clock().date())
            except BonTotError as fault:
                self._asking.tell_error(fault)
                return None
            finally:
                waiting.close()
        return self._open(path)

    def _restore(self) -> Office | None:
        copy = self._asking.choose_file("Chọn bản sao", "Bản sao Bốn Tốt", [DATA_SUFFIX])
        if copy is None:
            return None
        password = self._asking.password(QUESTION, verb=RESTORE, detail=f"{OF_ITS_DAY} {WITH_CODE}", required=False)
        if password is None or self._put_back(copy, self._places.data_file, password) is None:
            return None
        return self._open(self._places.data_file)

    def _put_back(self, copy: Path, data_file: Path, password: str | None) -> str | None:
        """Put a copy in the place of the data file, asking again as often as needed.

        Without a password the recovery code is asked for, unless the copy needs neither. Returns where the file in
        use was kept ("" when there was none); None when it came to nothing.
        """
        given: str | None = password or ""
        code: str | None = None
        while True:
            try:
                done = care.restore_copy(copy, data_file, given or None, now=self._clock(), recovery_code=code)
            except WrongPassword as fault:
                if not given and code is None:
                    code = self._code()
                else:
                    why = f"{fault} {WITH_CODE}"
                    given, code = self._asking.password(QUESTION, verb=RESTORE, detail=why, required=False), None
                    if given == "":
                        code = self._code()
            except Refused as fault:
                self._asking.tell_error(fault)
                # A code with a slip of the keys is typed again; any other refusal is final.
                code = None if code is None else self._code()
            except BonTotError as fault:
                self._asking.tell_error(fault)
                return None
            else:
                return str(done.kept_aside or "")
            if not given and code is None:
                return None

    def _code(self) -> str | None:
        return self._asking.text("Nhập mã trên phiếu khôi phục", "Mã khôi phục", verb=RESTORE)
