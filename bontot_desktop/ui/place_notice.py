"""Above the pages: the data file lies where it may be spoilt, why, and the way to bring it to a good place."""

from __future__ import annotations

from pathlib import Path

from bontot_desktop.places import user_places
from bontot_desktop.services import moving, whereabouts
from bontot_desktop.services.whereabouts import Place
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar

MOVE = "Chuyển tệp"


def danger_of(data_file: Path) -> Place | None:
    """Return what is dangerous about where a file lies; None when the program's own folder is no better."""
    place = whereabouts.danger_of(data_file)
    return place if place is not None and whereabouts.danger_of(user_places().data_file) is None else None


class PlaceNotice(NoticeBar):
    """Says the danger; "Chuyển về máy…" asks, then the frame closes, moves and opens again."""

    def __init__(self, shell: Shell, place: Place) -> None:
        super().__init__(place.sentence, Tone.WAIT)
        self.setObjectName("place")
        self._shell = shell
        self.move_button = self.add_button("Chuyển về máy…", self.move_file)
        self.add_button("Để sau", lambda: self.say(""))

    def move_file(self) -> None:
        """Ask, and tell the frame."""
        path: Path = self._shell.office.data.path
        detail = (
            f"Từ: {path.parent}\nĐến: {moving.free_place(user_places())}\n"
            "Chương trình đóng tệp, chép cả thư mục văn bản sang, so lại rồi mở ở nơi mới (hỏi lại mật khẩu). Tệp cũ "
            "được giữ tại chỗ với tên khác."
        )
        if self._shell.asking.confirm("Chuyển tệp dữ liệu về thư mục của chương trình?", MOVE, detail=detail):
            self._shell.move_wanted.emit()
