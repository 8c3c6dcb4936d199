"""The line of the second place of copies: where it is, how old the copy there is, and what may be changed of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates, text
from bontot_desktop.errors import Refused
from bontot_desktop.places import Places, user_places
from bontot_desktop.services import second_place
from bontot_desktop.services.second_place import Carried, SecondPlace
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell

CHOOSE, OTHER = "Chọn nơi thứ hai…", "Đổi nơi…"
STAY_THERE = "Vẫn chọn nơi này"
NOT_SECRET = (
    "Chỉ chép tệp mới và tệp đã đổi. Văn bản, bản ký, minh chứng là tệp thường, không mã hóa: ai cầm USB cũng xem được."
)
_BY_ITSELF = "chương trình tự sao mỗi lần đóng có thay đổi"
#: The sample office is plain, and never copied by itself.
_NOT = "bấm “Sao ra USB…” để sao; văn phòng mẫu không tự sao"


class SecondPlaceLine(QFrame):
    """Says where second copies go and brings them there."""

    #: A copy came to the second place.
    carried = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setObjectName("second-place")
        look.mark(self, "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP, look.SMALL, look.GAP, look.SMALL)
        column.setSpacing(look.TINY)
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        row.addWidget(self.words, 1)
        self.choose_button = QPushButton(self)
        look.mark(self.choose_button, "link")
        self.choose_button.clicked.connect(lambda: self.choose())
        row.addWidget(self.choose_button)
        self.forget_button = QPushButton("Thôi sao ra đó", self)
        look.mark(self.forget_button, "link")
        self.forget_button.clicked.connect(self.forget)
        row.addWidget(self.forget_button)
        column.addLayout(row)
        self.papers = QCheckBox("Kèm thư mục văn bản, bản ký, minh chứng", self)
        self.papers.setToolTip(NOT_SECRET)
        self.papers.clicked.connect(self._take_papers)
        self.papers_hint = QLabel(NOT_SECRET, self)
        self.papers_hint.setWordWrap(True)
        look.mark(self.papers_hint, "hint")
        column.addWidget(self.papers)
        column.addWidget(self.papers_hint)

    @property
    def _places(self) -> Places:
        return user_places()

    @property
    def _data_file(self) -> Path:
        path: Path = self._shell.office.data.path
        return path

    def refresh(self) -> None:
        """Say where it is and how old the copy there is."""
        place = second_place.remembered(self._places, self._data_file)
        self.words.setText(self._sentence(place))
        self.choose_button.setText(CHOOSE if place is None else OTHER)
        for widget in (self.forget_button, self.papers):
            widget.setVisible(place is not None)
        self.papers.setChecked(place is not None and place.with_papers)
        self.papers_hint.setVisible(place is not None and place.with_papers)

    def _sentence(self, place: SecondPlace | None) -> str:
        if place is None:
            return (
                "Chưa có nơi sao thứ hai: hỏng máy là mất cả dữ liệu lẫn bản sao trên máy. Hãy chọn USB; từ đó mỗi lần "
                "đóng chương trình mà USB đang cắm, bản sao mới được chép ra."
            )
        at = place.copied_at
        is_own = self._shell.office.data.is_encrypted
        aged = "chưa có bản sao" if at is None else f"bản sao {dates.ago(at.date(), self._shell.today())}"
        folder = second_place.found(place)
        how = _BY_ITSELF if is_own else _NOT
        if folder is None:
            return f"Nơi thứ hai: {place.folder}, {aged}. Chưa cắm USB này; khi cắm lại, {how}."
        return f"Nơi thứ hai: {folder}, {aged}. {text.first_upper(how)}."

    def choose(self, folder: Path | None = None) -> bool:
        """Ask for the second place and remember it; say whether there is one now."""
        folder = folder or self._shell.asking.folder("Chọn USB hoặc thư mục làm nơi sao thứ hai")
        if folder is None:
            return False
        if second_place.is_on_the_same_disk(folder, self._data_file) and not self._shell.asking.confirm(
            "Nơi này nằm cùng ổ đĩa với dữ liệu.",
            STAY_THERE,
            detail=f"{folder}\nHỏng ổ đĩa là mất cả hai. Nên chọn USB hoặc ổ đĩa khác.",
        ):
            return False
        made = self._shell.act(lambda: second_place.choose(self._places, self._data_file, folder), undo=False)
        self.refresh()
        return made is not None

    def forget(self) -> None:
        """Copy there no more; the copies there stay."""
        self._shell.act(
            lambda: second_place.forget(self._places, self._data_file),
            "Thôi sao ra nơi thứ hai; các bản sao đã có ở đó vẫn còn",
            undo=False,
        )
        self.refresh()

    def carry(self) -> Carried | None:
        """Bring a copy to the second place by one click, choosing it first when there is none or it is not there."""
        place = second_place.remembered(self._places, self._data_file)
        if place is not None and second_place.found(place) is None:
            missing = Refused(f"Chưa thấy nơi sao thứ hai “{place.folder}”.")
            if not self._shell.asking.confirm(
                str(missing), "Chọn nơi khác…", detail="Hãy cắm USB ấy rồi bấm lại, hoặc chọn một nơi khác."
            ):
                return None
            place = None
        if place is None and not self.choose():
            return None
        brought = self._shell.act(lambda: second_place.carry(self._shell.office, self._places), undo=False)
        self.refresh()
        if brought is not None:
            self.carried.emit()
        return brought

    def _take_papers(self) -> None:
        wanted = self.papers.isChecked()
        self._shell.act(
            lambda: second_place.take_papers_along(self._places, self._data_file, wanted),
            "Từ lần sao sau sẽ kèm thư mục văn bản" if wanted else "Thôi kèm thư mục văn bản",
            undo=False,
        )
        self.refresh()
