"""The step of rewards: who gets a certificate, with its words, money and number; then the decision and the print."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.services import award_register, awards, certificates, issuing, papers, streaks
from bontot_desktop.services.awards import AwardDraft
from bontot_desktop.services.batches import PaperItem
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.award_budget import open_budget
from bontot_desktop.ui.forms.award_payments import open_payments
from bontot_desktop.ui.forms.batch import open_batch
from bontot_desktop.ui.forms.issue import PAPERS_PAGE, open_issue
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed, typed_of
from bontot_desktop.ui.forms.leaving import is_settled
from bontot_desktop.ui.forms.list_paper import open_list
from bontot_desktop.ui.forms.pdf_window import open_pdf
from bontot_desktop.ui.issuing_all import in_steps, issue_all
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.award_model import CELL, AwardModel
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.score_grid import ScoreGrid
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, choices_of
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.menu_button import MenuButton

SYSTEM_PAGE, SYSTEM_PART = "system", "awards"
#: So many cells near five years in a row are named in the bar.
_HINTS = 2
_EMPTY = {
    AwardKind.TITLE: "Chưa có chi bộ nào được công nhận; giấy khen của phong trào tặng cho chi bộ được công nhận.",
    AwardKind.EXEMPLARY: "Chưa có chi bộ nào được xếp loại xuất sắc và chọn là tiêu biểu; hãy chọn ở bước Xếp loại "
    "chất lượng.",
    AwardKind.FIVE_YEARS: "Chưa có chi bộ nào được xếp loại xuất sắc và chọn là tiêu biểu; hãy chọn ở bước Xếp loại "
    "chất lượng.",
    AwardKind.MEMBER: "Chưa có đảng viên nào được xếp loại xuất sắc; xếp loại đảng viên ghi ở trang Xếp loại.",
    AwardKind.MEMBER_FIVE_YEARS: "Chưa có đảng viên nào được xếp loại xuất sắc đủ 5 năm liền; xếp loại các năm ghi ở "
    "trang Xếp loại.",
}


class AwardStep(Step):
    """A grid of the cells, or the members, that may get a kind of certificate."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Khen thưởng", parent)
        self._rows: list[EntryRow] = []
        self._before: list[AwardDraft] | None = None
        self._paper_id: int | None = None
        self._others: list[awards.AwardRow] = []
        self._cells: dict[int, int] = {}
        self._shown_kind = AwardKind.TITLE
        self.more = MenuButton("Việc khác", self, kind="")
        self.more.add("Sổ giấy khen của năm…", lambda: self.open_register())
        self.more.add("Sổ giấy khen các năm…", lambda: self.open_register(all_years=True))
        self.more.add("Ngày chi tiền thưởng…", self.open_payments)
        self.more.add("Dự toán khen thưởng năm sau…", self.open_budget)
        self.buttons.addWidget(self.more)
        self.print_button = self.add_button("In giấy khen…", self.print_certificates, icon="printer")
        self.decide_button = self.add_button("Lập quyết định tặng giấy khen", self.open_decision, icon="file-text")
        self.issued = NoticeBar("", Tone.HONOUR, self)
        self.issued.add_button("Xem quyết định", self.go_to_paper)
        self.body.addWidget(self.issued)
        self.hints = NoticeBar("", Tone.HONOUR, self)
        self.hints.setObjectName("streak-hints")
        self.body.addWidget(self.hints)
        self.model = AwardModel(self)
        self.model.edited.connect(self._typed)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.kind: ChoiceField = ChoiceField(choices_of(list(AwardKind), lambda kind: kind.label), characters=50)
        self.kind.setObjectName("award-kind")
        self.kind.edited.connect(self._choose_kind)
        line.addWidget(FieldRow("Loại khen thưởng", self.kind, parent=self))
        self.cell: ChoiceField = ChoiceField([(None, "Tất cả chi bộ")], characters=26)
        self.cell.setObjectName("award-cell")
        self.cell.edited.connect(self._narrow)
        self.cell_row = FieldRow("Chi bộ", self.cell, parent=self)
        line.addWidget(self.cell_row)
        line.addStretch(1)
        self.files_button = QPushButton("Lưu từng giấy khen…", self)
        self.files_button.setObjectName("certificate-files")
        self.files_button.setToolTip("Mỗi giấy khen một tệp, kèm một tệp PDF ghép")
        look.mark(self.files_button, "link")
        self.files_button.clicked.connect(lambda: self.save_certificates())
        self.all_button = QPushButton("Chọn tất cả", self)
        self.all_button.setObjectName("give-all")
        self.all_button.clicked.connect(self.give_all)
        self.rates_button = QPushButton("Mức thưởng, cách in…", self)
        self.rates_button.setObjectName("rates")
        look.mark(self.rates_button, "link")
        self.rates_button.clicked.connect(lambda: shell.go(SYSTEM_PAGE, SYSTEM_PART))
        for button in (self.rates_button, self.files_button, self.all_button):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.grid = ScoreGrid(self.model, "khen-thuong", self)
        self.keeping = Kept(
            shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self.body.addWidget(self.keeping.bar)
        self.table_or_empty = TableOrEmpty(self.grid, "medal")
        self.body.addWidget(self.table_or_empty, 1)
        self.save_button = self.add_save("Lưu danh sách khen")

    def open_register(self, *, all_years: bool = False) -> Any:
        """Show the register of certificates of the year, or of all years."""
        if self.campaign is None:
            return None
        year = None if all_years else self.campaign.year
        try:
            return open_list(self.shell, award_register.paper(self.shell.office, year))
        except BonTotError as refusal:
            self.shell.asking.tell(str(refusal))
            return None

    def open_budget(self) -> Any:
        """Show what the rewards of the year after will cost."""
        return None if self.campaign is None else open_budget(self.shell, self.campaign.year + 1)

    def open_payments(self) -> Any:
        """Write down when the money was paid out."""
        return None if self.campaign is None else open_payments(self.shell, self.campaign.id, self.campaign.year)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the cells with their certificates; what is being typed stays."""
        super().show_rows(campaign, rows)
        self._rows = rows
        office = self.shell.office
        self._paper_id = issuing.standing(office, self._decision, campaign.id)
        given = awards.list_awards(office, campaign.id)
        self._others = [
            row for row in given if row.kind is not self._shown_kind and row.kind.of_members is self._of_members
        ]
        if self._paper_id is None:
            self.issued.say("")
        else:
            self.issued.say(f"{papers.row(office, self._paper_id).name} đã ban hành.")
        near = [hint.sentence for hint in streaks.hints(office, campaign.year)]
        more = f" Và {len(near) - _HINTS} chi bộ khác." if len(near) > _HINTS else ""
        self.hints.say(f"{' '.join(near[:_HINTS])}{more}")
        is_any = any(row.kind.of_members is self._of_members for row in given)
        self.decide_button.setVisible(is_any and self._paper_id is None)
        self.print_button.setVisible(self._paper_id is not None)
        self.files_button.setVisible(bool(certificates.issued(office, campaign.id, members=self._of_members)))
        if self.is_edited():
            return
        cells = awards.candidates(office, campaign.id, self._shown_kind)
        self.model.show_cells(
            cells,
            awards.proposal(office, campaign.id, self._shown_kind),
            awards.base_pay(office, campaign.id, members=self._of_members),
            is_decided=self._paper_id is not None,
        )
        self._before = self.drafts()
        self._offer_cells(cells)
        if cells:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(_EMPTY[self._shown_kind])
        self.all_button.setVisible(bool(cells) and self._paper_id is None)
        self.save_button.setEnabled(bool(cells) and not self.model.is_closed)
        self._count()
        self.keeping.offer()

    @property
    def _of_members(self) -> bool:
        return self._shown_kind.of_members

    @property
    def _decision(self) -> str:
        return awards.decision_kind(members=self._of_members)

    def _offer_cells(self, rows: list[awards.Candidate]) -> None:
        """Offer the cells the members are of; a list of cells is short enough as it is."""
        self.grid.setColumnHidden([column.id for column in self.model.columns].index(CELL), not self._of_members)
        self.cell_row.setVisible(self._of_members)
        chosen = self.cell.value()
        cells = {row.cell_id: row.of_cell for row in rows} if self._of_members else {}
        self.cell.set_choices([(None, "Tất cả chi bộ"), *cells.items()])
        self.cell.set_value(chosen if chosen in cells else None)
        self._cells = {row.id: row.cell_id for row in rows}
        self._narrow()

    def _narrow(self) -> None:
        """Show the members of the chosen cell; what was typed for the others stays."""
        chosen = self.cell.value()
        for row in range(self.model.rowCount()):
            known = self.model.row_at(row)
            self.grid.setRowHidden(row, known is not None and chosen not in (None, self._cells.get(known.id)))

    def give_all(self) -> None:
        """Choose everybody who is shown."""
        self.model.give_all(self.cell.value())

    def _count(self) -> None:
        if self.campaign is None:
            return
        others = [row for row in self._others if row.taken_back_on is None]
        count = len(self.model.standing()) + len(others)
        total = self.model.sum() + sum((row.money or 0 for row in others), 0)
        gone = self.model.taken_back() + len(self._others) - len(others)
        base_pay = awards.base_pay(self.shell.office, self.campaign.id, members=self._of_members)
        pay = f" Lương cơ sở {rules.dong(base_pay)} đồng." if base_pay else ""
        whom = "đảng viên" if self._of_members else "chi bộ"
        verb = "Tặng" if self._paper_id is not None else "Sẽ tặng"
        chosen = f"{verb} {count} giấy khen, tổng số tiền thưởng {rules.dong(total)} đồng." if count else ""
        asked = "" if gone else f"Chọn các {whom} được tặng giấy khen."
        back = f" Đã thu hồi {gone} giấy khen, không tính vào số trên." if gone else ""
        self.say_hint(f"{chosen or asked}{back}{pay}".lstrip())

    def _choose_kind(self) -> None:
        chosen = self.kind.value()
        if chosen is self._shown_kind:
            return
        if not is_settled(self.shell, self):
            self.kind.set_value(self._shown_kind)
            return
        self._shown_kind, self._before = chosen, None
        if self.campaign is not None:
            self.show_rows(self.campaign, self._rows)

    # Typing --------------------------------------------------------------------------------------------------------

    def drafts(self) -> list[AwardDraft]:
        """Return the certificates as they stand in the grid."""
        return self.model.drafts(self._shown_kind)

    def _typed(self, cell_id: Any, column: Any, value: Any) -> None:
        self.say("")
        self.keeping.typed_again()
        self._count()

    def _kept(self) -> Where:
        year = self.campaign.year if self.campaign else None
        return (f"awards/{year}/{self._shown_kind.value}", f"Danh sách tặng giấy khen năm {year}") if year else None

    def _typing(self) -> Typing:
        return typed_of(self.model, {})

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)
        self._count()

    def is_edited(self) -> bool:
        """Say whether something is not saved."""
        return self._before is not None and (self.drafts() != self._before or bool(self.model.faults()))

    def drop(self) -> None:
        """Show the certificates as they are stored."""
        self.keeping.drop()
        self._before = None
        if self.campaign is not None:
            self.show_rows(self.campaign, self._rows)

    def save(self) -> bool:
        """Save the list in one act."""
        if self.campaign is None:
            return True
        if self.grid.go_to_fault():
            self.say(self.model.faults()[0][2], "fault")
            return False
        campaign_id, kind, drafts = self.campaign.id, self._shown_kind, self.drafts()

        def store():
            changes = awards.save_all(self.shell.office, campaign_id, kind, drafts)
            self._before = drafts
            self.keeping.drop()
            return changes

        return self.shell.act(store, "Đã lưu danh sách tặng giấy khen.", form=self) is not None

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about ("achievement:12")."""
        kind, _, cell_id = field.partition(":")
        known = {column.id for column in self.model.columns}
        if cell_id.isdecimal():
            self.grid.setCurrentIndex(self.grid.index_of(int(cell_id), kind if kind in known else "given"))
            self.grid.setFocus()

    # Papers --------------------------------------------------------------------------------------------------------

    def open_decision(self) -> Any:
        """Open the decision as it would be issued, what stands in the grid saved first."""
        if self.campaign is None or not self.others_settled() or (self.is_edited() and not self.save()):
            return None
        day = certificates.earliest(self.shell.office, self.campaign.id)
        return open_issue(self.shell, self._decision, self.campaign.id, day=day)

    def print_certificates(self) -> Any:
        """Make the certificates that are not made yet, then show all of them for the printer."""
        if self.campaign is None or (self.is_edited() and not self.save()):
            return None
        office, campaign = self.shell.office, self.campaign
        waiting = certificates.waiting(office, campaign.id, members=self._of_members)
        if waiting and not self._make(waiting):
            return None
        count = len(certificates.issued(office, campaign.id, members=self._of_members))
        title = f"Giấy khen năm {campaign.year}"
        try:
            steps = certificates.print_steps(office, campaign.id, members=self._of_members)
            pdf = in_steps(self.shell, steps, count, title, "Đang dựng giấy khen")
        except BonTotError as reason:
            self.shell.asking.tell_error(reason)
            return None
        return None if pdf is None else open_pdf(self.shell, title, pdf)

    def save_certificates(self) -> Any:
        """Write the issued certificates as single files and one joined, in one job."""
        if self.campaign is None:
            return None
        issued = certificates.issued(self.shell.office, self.campaign.id, members=self._of_members)
        return open_batch(self.shell, f"Giấy khen năm {self.campaign.year}", [PaperItem(paper) for paper in issued])

    def _make(self, waiting: list[int]) -> bool:
        assert self.campaign is not None
        if not self.shell.asking.confirm(
            f"Lập {len(waiting)} giấy khen theo quyết định đã ban hành?",
            "Lập giấy khen",
            detail="Giấy khen đã lập giữ nguyên từng chữ; muốn sửa phải thu hồi.",
        ):
            return False
        try:
            day = certificates.day_of(self.shell.office, self.campaign.id, members=self._of_members)
        except BonTotError as reason:
            self.shell.asking.tell_error(reason)
            return False
        title = f"Giấy khen năm {self.campaign.year}"
        done = issue_all(self.shell, awards.CERTIFICATE, waiting, day, title=title, what="giấy khen")
        return done is not None

    def go_to_paper(self) -> None:
        """Show the issued decision among the papers."""
        if self._paper_id is not None:
            self.shell.go(PAPERS_PAGE, self._paper_id)
