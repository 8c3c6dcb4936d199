"""The window of a cell's dossier: when it came and from whom, the checklist by one key, and who verified what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.services import dossiers, verifications
from bontot_desktop.services.dossiers import DossierDraft, DossierLineDraft
from bontot_desktop.services.verifications import OpinionDraft, VerificationDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.checklist import DONE, NOTE, ChecklistView
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.forms.road_acts import DOSSIERS
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.widgets.fields import LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

DAY = "on"
_STATES: tuple[tuple[bool | None, str], ...] = ((True, "Có"), (False, "Không"))


class DossierPapers(QWidget):
    """The checklist as a field of a form: its value is every paper with yes or no, its day and a note."""

    edited = Signal()
    left = Signal()

    def __init__(self, asked: frozenset[Any]) -> None:
        super().__init__()
        self._asked = asked
        self._lines: tuple[DossierLineDraft, ...] = ()
        self.model = GridModel(
            [
                GridColumn(DONE, "Có / Không", choices=_STATES, width=10),
                GridColumn(DAY, "Ngày", width=11),
                GridColumn(NOTE, "Ghi chú", width=16, stretch=True),
            ],
            self,
            label_title="Giấy tờ",
        )
        self.view = ChecklistView(self.model, "giay-to-ho-so", self, label_most=40)
        everything = QPushButton("Đánh dấu “Có” tất cả", self)
        look.mark(everything, "link")
        everything.setObjectName("tick-all")
        everything.clicked.connect(self.tick_all)
        legend = QLabel("C có · K không · T có tất cả · Enter xuống dòng.", self)
        legend.setWordWrap(True)
        look.mark(legend, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.TINY)
        column.addWidget(self.view)
        column.addWidget(legend)
        column.addWidget(everything, 0, Qt.AlignmentFlag.AlignLeft)
        self.model.edited.connect(lambda *_: self.edited.emit())
        self.view.all_wanted.connect(self.tick_all)

    def tick_all(self) -> None:
        """Say yes to every paper that is asked."""
        for place, line in enumerate(self._lines):
            if line.item in self._asked:
                self.model.put_text(place, 0, "Có")

    def value(self) -> tuple[DossierLineDraft, ...]:
        """Return the papers."""
        return tuple(
            replace(
                line,
                is_there=bool(self.model.value(line.item.value, DONE)),
                on=_day(self.model.value(line.item.value, DAY)),
                note=self.model.value(line.item.value, NOTE) or "",
            )
            for line in self._lines
        )

    def set_value(self, lines: tuple[DossierLineDraft, ...]) -> None:
        """Show the papers."""
        self._lines = lines
        rows = [
            GridRow(line.item.value, line.item.label, hint="" if line.item in self._asked else "Không bắt buộc")
            for line in lines
        ]
        values: dict[tuple[Any, Any], Any] = {}
        for line in lines:
            values[line.item.value, DONE] = line.is_there
            values[line.item.value, DAY] = dates.screen(line.on)
            values[line.item.value, NOTE] = line.note
        self.model.show(rows, values)
        side, head = self.view.verticalHeader(), self.view.horizontalHeader()
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows_high = side.defaultSectionSize() * self.model.rowCount()
        self.view.setFixedHeight(rows_high + head.sizeHint().height() + look.SMALL)

    def fault(self) -> str:
        """Say which day cannot be read."""
        for line in self._lines:
            typed = self.model.value(line.item.value, DAY) or ""
            if typed and _day(typed) is None:
                return f"{line.item.label}: ngày “{typed}” chưa đúng."
        return ""


def _day(typed: str | None) -> date | None:
    """Read a day typed into the grid; None where there is none or it cannot be read."""
    try:
        return dates.parse(typed or "")
    except ValueError:
        return None


def open_dossier(shell: Shell, entry_id: int, cell: str, until: date | None) -> OneActDialog:
    """Show what came of a cell's dossier."""

    def build(form: Form) -> None:
        group = form.group()
        limit = f"Hạn nộp hồ sơ {dates.screen(until)}." if until else ""
        group.add("Ngày nhận hồ sơ", DateField(), name="submitted_on", hint=limit)
        group.add("Người nhận", LineField(), name="received_by")
        group.add("Lý do chậm", LineField(), name="late_reason", hint="Chỉ ghi khi nhận sau hạn nộp hồ sơ.", wide=True)
        papers = form.group("Giấy tờ trong hồ sơ")
        papers.add("", DossierPapers(dossiers.asked_items(shell.office)), name="lines", wide=True)

    draft: DossierDraft = dossiers.load(shell.office, entry_id)
    return open_act(
        shell,
        OneAct(
            name="dossier",
            title="Hồ sơ của chi bộ",
            heading=cell,
            verb="Lưu hồ sơ",
            said=f"Đã lưu hồ sơ của {cell}.",
            draft=draft,
            build=build,
            do=lambda typed: dossiers.save(shell.office, typed),
            topic=DOSSIERS,
            rows=20,
            width=104,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Typed:
    """A verification as its window shows it: one opinion a line, "cơ quan: ý kiến"."""

    by: str
    from_on: date | None
    remark: str
    confirmed_on: date | None
    confirmed_by: str
    confirmation: str
    opinions: str


def open_verification(shell: Shell, entry_id: int, cell: str) -> OneActDialog:
    """Show who verified a cell and what was said of it."""
    kept = verifications.load(shell.office, entry_id)

    def build(form: Form) -> None:
        group = form.group("Thẩm định")
        group.add("Người, tổ thẩm định", LineField(), name="by")
        group.add("Từ ngày", DateField(), name="from_on")
        group.add("Nhận xét", TextField(lines=3), name="remark", wide=True)
        told = form.group("Xác nhận của Ủy ban Kiểm tra")
        told.add("Ngày xác nhận", DateField(), name="confirmed_on")
        told.add("Cơ quan xác nhận", LineField(), name="confirmed_by")
        told.add("Nội dung xác nhận", TextField(lines=2), name="confirmation", wide=True)
        form.group().add(
            "Ý kiến của Mặt trận, Ủy ban nhân dân, đoàn thể",
            TextField(lines=3),
            name="opinions",
            hint="Mỗi ý kiến một dòng, tên cơ quan trước dấu hai chấm: “Ủy ban MTTQ xã: nhất trí đề nghị”.",
            wide=True,
        )

    def do(typed: _Typed):
        days = {(said.body, said.text): said.on for said in kept.opinions}
        said = []
        for line in typed.opinions.splitlines():
            if line.strip():
                body, _, text = line.partition(":")
                body, text = body.strip(), text.strip()
                said.append(OpinionDraft(body, text, days.get((body, text))))
        draft = VerificationDraft(
            entry_id,
            typed.by,
            typed.from_on,
            typed.remark,
            typed.confirmed_by if typed.confirmed_on else "",
            typed.confirmed_on,
            typed.confirmation,
            tuple(said),
        )
        return verifications.save(shell.office, draft)

    typed = _Typed(
        kept.by,
        kept.from_on,
        kept.remark,
        kept.confirmed_on,
        kept.confirmed_by or verifications.COMMISSION,
        kept.confirmation,
        "\n".join(f"{said.body}: {said.text}" for said in kept.opinions),
    )
    return open_act(
        shell,
        OneAct(
            name="verification",
            title="Thẩm định, xác nhận, ý kiến",
            heading=cell,
            verb="Lưu thẩm định",
            said=f"Đã lưu thẩm định của {cell}.",
            draft=typed,
            build=build,
            do=do,
            topic=DOSSIERS,
            rows=20,
            width=72,
        ),
    )
