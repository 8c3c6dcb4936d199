"""Which data file to begin with: the one named, the sample, the user's own, or what the first window is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop.errors import BonTotError
from bontot_desktop.places import DATA_SUFFIX, Places
from bontot_desktop.services import care
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.start.opening import open_with_questions

if TYPE_CHECKING:
    from bontot_desktop.ui.restoring import Key
    from bontot_desktop.ui.start.welcome import Choice

BRING = "Chép về"


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

    def restored(self, data_file: Path, copy: Path, key: Key) -> Office | None:
        """Put a copy in the place of a data file just closed, and open what then stands there."""
        done = self._put_back(copy, data_file, key)
        if done is not None:
            kept = f"Tệp đang dùng trước đó được giữ ở {done}." if done else ""
            self._asking.tell("Đã khôi phục dữ liệu từ bản sao.", detail=kept)
        office = self._open(data_file, key if done is not None else None)
        return self._with_papers(office, copy) if done is not None else office

    def moved(self, data_file: Path) -> Office | None:
        """Move a data file just closed into the program's own folder, and open it there; or where it was, if not."""
        # Wanted hardly once in the life of an office.
        from bontot_desktop.services import moving
        from bontot_desktop.ui.start.waiting import Waiting

        waiting = Waiting("Đang chuyển tệp dữ liệu và thư mục văn bản về máy.")
        waiting.show()
        try:
            done = moving.move(data_file, self._places, now=self._clock(), progress=waiting)
        except BonTotError as fault:
            waiting.close()
            self._asking.tell_error(fault)
            return self._open(data_file)
        finally:
            waiting.close()
        old = f"Tệp cũ được giữ ở {done.kept_aside}; khi đã chắc thì xóa đi."
        if done.kept_aside is None:
            old = f"Tệp cũ còn ở {data_file} vì đang bị chương trình khác giữ; hãy tự xóa để khỏi mở nhầm."
        self._asking.tell("Đã chuyển tệp dữ liệu về máy.", detail=f"Tệp đang dùng: {done.path}\n{old}")
        return self._open(done.path)

    def _open(self, path: Path, key: Key | None = None) -> Office | None:
        opened = open_with_questions(path, self._asking, self._places, who=self._who, clock=self._clock, key=key)
        self.raised_other = opened.raised_other
        if opened.damage is not None:
            return self.rescued(path, str(opened.damage), opened.key)
        return opened.office

    def rescued(self, path: Path, sentence: str, key: Key | None = None) -> Office | None:
        """Find a way out of damage: a copy, or what can be salvaged, in the place of the file; None when there is none.

        The damaged file is kept beside under another name.
        """
        from bontot_desktop.ui.start.damaged import way_out

        way = way_out(path, sentence, self._asking, self._places, self._clock, key)
        if way is None or self._put_back(way.file, path, way.key) is None:
            return None
        return self._with_papers(self._open(path, way.key), way.file)

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
        from bontot_desktop.ui import restoring

        copy = self._asking.choose_file("Chọn bản sao", "Bản sao Bốn Tốt", [DATA_SUFFIX])
        looked = restoring.look_into(copy, self._asking, self._clock) if copy is not None else None
        if copy is None or looked is None:
            return None
        detail = f"{looked.inside.sentence}\nDữ liệu sẽ nằm ở {self._places.data_file}."
        if not self._asking.confirm(f"Khôi phục từ {copy.name}?", restoring.RESTORE, detail=detail):
            return None
        if self._put_back(copy, self._places.data_file, looked.key) is None:
            return None
        return self._with_papers(self._open(self._places.data_file, looked.key), copy)

    def _with_papers(self, office: Office | None, copy: Path) -> Office | None:
        """Offer to bring the papers that lie beside the copy, and say which files are still not on this machine."""
        from bontot_desktop.services import papers_left

        if office is None or not papers_left.left_behind(office).sentence:
            return office
        folder = papers_left.beside_copy(copy)
        if folder is not None:
            detail = f"{folder}\nChỉ chép những tệp mà máy này chưa có."
            verbs, question = [BRING, "Để sau"], "Cạnh bản sao có thư mục văn bản. Chép về máy này?"
            if self._asking.ask(question, verbs, safe="Để sau", main=BRING, detail=detail) == BRING:
                self._bring(office, folder)
        still = papers_left.left_behind(office).sentence
        if still:
            self._asking.tell("Có tệp văn bản chưa ở trên máy này.", detail=still)
        return office

    def _bring(self, office: Office, folder: Path) -> None:
        from bontot_desktop.services import papers_left
        from bontot_desktop.ui.start.waiting import Waiting

        waiting = Waiting("Đang chép thư mục văn bản về máy.")
        waiting.show()
        try:
            papers_left.bring_back(office, folder, progress=waiting)
        except BonTotError as fault:
            self._asking.tell_error(fault)
        finally:
            waiting.close()

    def _put_back(self, copy: Path, data_file: Path, key: Key) -> str | None:
        """Put a copy in the place of the data file; where the file in use was kept ("" without one), None if not."""
        try:
            done = care.restore_copy(copy, data_file, key.password, now=self._clock(), recovery_code=key.code)
        except BonTotError as fault:
            self._asking.tell_error(fault)
            return None
        return str(done.kept_aside or "")
