"""The window in which a decided result that was found wrong is given again, with the story of its versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.rules import scoring
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import rating_annulments, rating_decisions
from bontot_desktop.services.member_ratings import MemberLine
from bontot_desktop.services.office import Saved
from bontot_desktop.services.rating_decisions import Rerating, VersionRow
from bontot_desktop.services.ratings import CellLine
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField


@dataclass(frozen=True, slots=True)
class AgainDraft:
    """What the form asks; without a day the new result waits for its paper."""

    level: QualityLevel | None = None
    points: Decimal | None = None
    reason: str = ""
    decided_on: date | None = None


class Again(QDialog):
    """Asks for the new level, why, and the day of the decision when there is one."""

    help_topic: ClassVar[str] = "xep-loai"

    def __init__(
        self,
        shell: Shell,
        subject_id: int,
        year: int,
        whose: str,
        story: list[VersionRow],
        store: Callable[[Rerating], Saved],
        *,
        of_member: bool,
    ) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("rate-again")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Xếp loại lại năm {year}: {whose}")
        self._shell, self._subject_id, self._year, self._store = shell, subject_id, year, store
        self._of_member = of_member
        self._waiting = next(
            (row for row in story if not row.is_current and row.standing is RatingStanding.PROPOSED), None
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.SMALL, 0, 0)
        self.form = Form(self)
        group = self.form.group(
            "",
            hint="Kết quả cũ được giữ lại. Chưa có quyết định (Mẫu 03) thì kết quả mới chờ, kết quả cũ còn hiệu lực.",
        )
        told = QLabel("\n".join(_told(row) for row in story), self)
        told.setWordWrap(True)
        group.add_widget(told, wide=True)
        levels = choices_of(list(QualityLevel), lambda level: level.label)
        group.add("Mức mới", ChoiceField(levels, none="— chọn mức —", characters=30), name="level")
        group.add("Điểm", NumberField(lowest=0, highest=100, decimals=1), name="points")
        hint = "Kết luận, văn bản nào; in sau chữ “Căn cứ” của quyết định."
        group.add("Căn cứ", TextField(lines=2), name="reason", hint=hint, wide=True)
        group.add("Ngày quyết định", DateField(), name="decided_on", hint="Để trống khi chưa có quyết định.")
        buttons = [self.form.add_save("Ghi xếp loại lại"), self.form.add_button("Quay lại", self.reject)]
        self._stands = next((row for row in story if row.is_current), None)
        if self._waiting is not None:
            buttons.append(self.form.add_button("Bỏ việc xếp loại lại", self.give_up))
        elif self._stands is not None and self._stands.annul_reason:
            buttons.append(self.form.add_button("Bỏ việc hủy kết quả", self.give_up_annulling))
        elif self._stands is not None:
            buttons.append(self.form.add_button("Hủy kết quả xếp loại…", self.annul))
        for button in buttons:
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        outer.addWidget(self.form, 1)
        waiting = self._waiting
        self.form.show_draft(
            AgainDraft(waiting.level, waiting.points, waiting.reason) if waiting is not None else AgainDraft()
        )
        self.form.focus_first()
        self.resize(QSize(look.text_width(64, self), look.row_height(self) * 15))

    @classmethod
    def of_cell(cls, shell: Shell, line: CellLine, year: int) -> Again:
        """Open it for a cell."""
        office = shell.office
        story = rating_decisions.versions_of_cell(office, line.cell_id, year)
        return cls(
            shell,
            line.cell_id,
            year,
            line.cell,
            story,
            lambda draft: rating_decisions.rerate_cell(office, draft),
            of_member=False,
        )

    @classmethod
    def of_member(cls, shell: Shell, line: MemberLine, year: int) -> Again:
        """Open it for a member."""
        office = shell.office
        story = rating_decisions.versions_of_member(office, line.member_id, year)
        return cls(
            shell,
            line.member_id,
            year,
            f"đồng chí {line.full_name}",
            story,
            lambda draft: rating_decisions.rerate_member(office, draft),
            of_member=True,
        )

    def save(self) -> None:
        """Keep the new result."""
        draft = self.form.draft()
        if draft.level is None:
            self.form.say("Hãy chọn mức xếp loại mới.")
            return
        again = Rerating(self._subject_id, self._year, draft.level, draft.points, draft.reason or "", draft.decided_on)
        said = "Đã ghi kết quả xếp loại lại." if draft.decided_on else "Đã ghi; kết quả mới chờ quyết định (Mẫu 03)."
        if self._shell.act(lambda: self._store(again), said, form=self.form) is not None:
            self.accept()

    def give_up(self) -> None:
        """Give the waiting result up."""
        waiting = self._waiting
        if waiting is None:
            return
        office = self._shell.office
        done = self._shell.act(
            lambda: rating_decisions.drop_pending(office, waiting.id, of_member=self._of_member),
            "Đã bỏ việc xếp loại lại.",
        )
        if done is not None:
            self.accept()

    def annul(self) -> None:
        """Ask why the result is annulled without another in its place, and by which decision."""
        from bontot_desktop.ui.forms.road_acts import annul_rating

        stands = self._stands
        if stands is None:
            return
        whose = self.windowTitle().partition(": ")[2]
        title = "" if self._of_member else rating_annulments.titles_on(self._shell.office, self._subject_id, self._year)
        dialog = annul_rating(self._shell, stands.id, whose, self._year, of_member=self._of_member, note=title)
        dialog.accepted.connect(self.accept)
        self.dialog = dialog

    def give_up_annulling(self) -> None:
        """Give up an annulment that waits for its paper."""
        stands = self._stands
        if stands is None:
            return
        office = self._shell.office
        done = self._shell.act(
            lambda: rating_annulments.give_up(office, stands.id, of_member=self._of_member),
            "Đã bỏ việc hủy kết quả xếp loại.",
        )
        if done is not None:
            self.accept()


def _told(row: VersionRow) -> str:
    level = row.level.label if row.level else "không đánh giá"
    points = f", {scoring.show(row.points)} điểm" if row.points is not None else ""
    day = f" ngày {dates.screen(row.decided_on)}" if row.decided_on else ""
    why = f" ({row.reason})" if row.reason and row.version > 1 else ""
    return f"Lần {row.version}: {level}{points}. {row.standing.label}{day}{why}.{_annulled(row)}"


def _annulled(row: VersionRow) -> str:
    if not row.annul_reason:
        return ""
    why = row.annul_reason.rstrip(".")
    if row.annulled_on is None:
        return f" Đang chờ quyết định hủy (Mẫu 03): {why}."
    by = f" theo Quyết định số {row.annul_decision}" if row.annul_decision else ""
    return f" Hủy ngày {dates.screen(row.annulled_on)}{by}: {why}."
