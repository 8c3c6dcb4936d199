"""Hệ thống, Căn cứ pháp lý: what papers cite, with the days between which each may be cited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu

from bontot_desktop.rules import legal_bases as rules
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.legal_bases import BasisState
from bontot_desktop.services import legal_bases
from bontot_desktop.services.legal_bases import BasisDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.system.lists import ListPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, date_column, number_column, state_column, text_column
from bontot_desktop.ui.widgets.fields import LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.tick_list import TickList
from bontot_desktop.ui.widgets.typed import DateField, NumberField

RESTORE = "Khôi phục"
DROP_IT = "Bỏ căn cứ"
_TONES = {BasisState.HOLDS: Tone.GOOD, BasisState.COMING: Tone.INFO, BasisState.ENDED: Tone.QUIET}


class LegalPart(ListPart):
    """The legal bases in the order papers print them."""

    title_text = "Căn cứ pháp lý"
    summary_text = "Văn bản chỉ in căn cứ còn hiệu lực vào ngày của nó; căn cứ hết hiệu lực thì nhắc trước khi in."
    add_word = "Thêm căn cứ"
    empty_text = "Chưa có căn cứ nào; văn bản ban hành chưa có căn cứ để in."
    icon = "scales"
    table_name = "legal-bases"
    wants = frozenset({Kind.SETTINGS})
    help_topic = "can-cu"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.split.setSizes([3000, 4000])
        self.table.set_menu(self._menu)
        self.form.add_button("Bỏ căn cứ này…", lambda: self.drop(self._open))

    def put_commands(self) -> None:
        """Offer the shipped list again."""
        self.add_command(
            "Khôi phục danh mục gốc",
            self.restore,
            icon="arrow-counter-clockwise",
            tip="Đưa các căn cứ của chương trình về như ban đầu; căn cứ đồng chí thêm được giữ",
        )

    def columns(self) -> Sequence[Column]:
        """Place in print, the line, the days, how it stands today, in how many kinds."""
        return (
            number_column("TT", lambda row: row.position),
            text_column("Căn cứ", _shown, stretch=True, tooltip=lambda row: row.text),
            date_column("Từ ngày", lambda row: row.valid_from),
            date_column("Đến ngày", lambda row: row.valid_to),
            state_column("Hôm nay", lambda row: self._state(row).label, lambda row: _TONES[self._state(row)]),
            text_column("Dùng trong", self._count, tooltip=lambda row: "\n".join(self._kind_names(row))),
        )

    def _state(self, row: BasisDraft) -> BasisState:
        return rules.state(row.valid_from, row.valid_to, self.shell.today())

    def _kind_names(self, row: BasisDraft) -> list[str]:
        return [name for kind_id, name in self._offered if kind_id in row.used_in]

    def _count(self, row: BasisDraft) -> str:
        count = len(self._kind_names(row))
        return f"{count} loại" if count else ""

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group("Dòng in trên văn bản")
        group.add(
            "Căn cứ",
            TextField(lines=2, most=5),
            name="text",
            wide=True,
            hint=(
                "Không cần gạch đầu dòng và dấu cuối. Dùng được {{ commune }} (tên xã) và {{ term }} (nhiệm kỳ). "
                "Để trống khi chỉ để nhắc lúc gõ nhầm văn bản đã hết hiệu lực."
            ),
        )
        beside(
            form,
            group,
            ("Từ ngày", DateField(), "valid_from", 0),
            ("Đến hết ngày", DateField(), "valid_to", 0),
            ("Số, ký hiệu", LineField(characters=18, placeholder="208-QĐ/TW"), "number", 0),
            ("Năm ký", NumberField(lowest=1930, highest=2100), "year", 0),
            ("Thứ tự in", NumberField(lowest=1, highest=999), "position", 0),
        )
        group.add(
            "Được thay bằng",
            LineField(),
            name="replaced_by",
            wide=True,
            hint="Ghi cả số, ngày của văn bản mới; ngày để trống là không giới hạn, thứ tự để trống là đứng cuối.",
        )
        kinds = form.group("Dùng trong các loại văn bản")
        self._offered: list[tuple[str, str]] = []
        self.kinds = kinds.add("", TickList(), name="used_in", wide=True)

    def rows(self) -> list[BasisDraft]:
        """Return every basis in the order of print."""
        self._offered = legal_bases.citing_kinds()
        self.kinds.set_choices(self._offered)
        return legal_bases.rows(self.shell.office)

    def blank(self) -> BasisDraft:
        """Return an empty basis."""
        return BasisDraft()

    def store(self, draft: BasisDraft) -> Saved:
        """Save a basis."""
        return legal_bases.save(self.shell.office, draft)

    def drop(self, row: BasisDraft) -> None:
        """Take a basis out of the list after asking; it stays in the history."""
        basis_id = row.id
        if basis_id is None:
            self.refresh_open()
            return
        question = f"Bỏ căn cứ {row.number or _shown(row)[:60]}?"
        detail = "Văn bản đã ban hành vẫn giữ. Nếu căn cứ chỉ hết hiệu lực, hãy ghi ngày cuối cùng thay vì bỏ."
        if self.shell.asking.confirm(question, DROP_IT, detail=detail):
            self.form.forget()
            self.shell.act(lambda: legal_bases.delete(self.shell.office, basis_id), "Đã bỏ căn cứ")

    def refresh_open(self) -> None:
        """Drop what was typed for a new basis and show the list's first again."""
        self.form.forget()
        self.refresh()

    def _menu(self, menu: QMenu, row: BasisDraft) -> None:
        menu.addAction("Bỏ căn cứ này…", lambda: self.drop(row))

    def restore(self) -> None:
        """Put the shipped bases back after asking."""
        question = "Khôi phục danh mục căn cứ gốc?"
        detail = "Căn cứ của chương trình trở về như ban đầu, kể cả dòng đã sửa hoặc đã bỏ; dòng tự thêm được giữ."
        if self.leaving() and self.shell.asking.confirm(question, RESTORE, detail=detail):
            self.shell.act(lambda: legal_bases.restore(self.shell.office), "Đã khôi phục danh mục căn cứ")


def _shown(row: BasisDraft) -> str:
    return rules.cited(row.text) if row.text else f"{row.number} ({row.year}), chỉ để nhắc"
