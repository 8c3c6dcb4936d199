"""Papers typed outside the program, signed scans and the register of outgoing papers, as a person meets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from python_calamine import CalamineWorkbook

from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import issuing, outgoing, outside, papers, scans
from bontot_desktop.services.outgoing import Arrangement, Beside
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.outside_paper import OutsideDialog, open_outside
from bontot_desktop.ui.forms.register_note import RegisterNoteDialog
from bontot_desktop.ui.pages.paper_copies import OWN
from bontot_desktop.ui.pages.papers import PapersPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import paper_office
from tests.paper_office import NOW, SECRETARY, cell_id, register_kinds
from tests.services.test_outside import PLAN
from tests.services.test_scans import pdf, picture
from tests.unikey import type_like_unikey

DAY = date(2026, 3, 6)


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def sent():
    return []


@pytest.fixture
def stack(qtbot, shell, sent):
    page = PapersPage(shell, printer=lambda pdf, window, title: sent.append((pdf, title)) or True)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1100, 640)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def panel(stack):
    return stack.list.panel


def issue(office, stack) -> int:
    paper_id = issuing.issue(office, "X1", cell_id(office, 1), day=DAY).paper_id
    stack.refresh()
    return paper_id


def open_entry(qtbot, shell, paper_id=None) -> OutsideDialog:
    dialog = open_outside(shell, paper_id)
    assert dialog is not None
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_paper_is_entered_with_the_proposed_symbol_and_number(qtbot, office, shell, stack):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    dialog = open_entry(qtbot, shell)
    form = dialog.form
    assert form.field("signer").value() == SECRETARY
    type_like_unikey(qtbot, form.field("type_name"), "ke hoach")
    qtbot.keyClick(form.field("type_name"), Qt.Key.Key_Return)
    assert (form.field("symbol").value(), form.field("number").value()) == ("KH/ĐU", 1)
    assert form.number_hint.text() == "Số tiếp theo trong nhiệm kỳ 2025 - 2030: 01."
    type_like_unikey(qtbot, form.field("about"), "kiểm tra chi bộ")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    row = papers.rows(office)[0]
    assert (row.name, row.about, row.signer) == ("Kế hoạch 01-KH/ĐU", "kiểm tra chi bộ", SECRETARY)
    assert wanted == [("papers", row.id)]
    assert stack.list.table.rows.shown()[0].id == row.id


def test_what_the_person_typed_is_not_proposed_over(qtbot, shell):
    dialog = open_entry(qtbot, shell)
    form = dialog.form
    form.field("symbol").set_value("KH/BCĐ")
    form.field("signer").set_value("Người Khác")
    form.field("number").set_value(7)
    form.field("type_name").set_value("Kế hoạch")
    form.field("type_name").left.emit()
    values = [form.field(name).value() for name in ("symbol", "signer", "number")]
    assert values == ["KH/BCĐ", "Người Khác", 7]
    assert form.cell_group.isHidden()
    form.field("issuer").set_value(Issuer.CELL)
    form.field("issuer").edited.emit()
    assert not form.cell_group.isHidden()
    dialog.reject()


def test_a_number_in_use_and_a_missing_title_stand_under_their_fields(qtbot, office, shell):
    outside.save(office, PLAN)
    dialog = open_entry(qtbot, shell)
    dialog.form.show_draft(replace(PLAN, number=1))
    dialog.form.field("about").set_value("")
    dialog.form.save()
    assert "Chưa có trích yếu" in dialog.form._fields["about"][1].problem()
    dialog.form.field("about").set_value("việc khác")
    dialog.form.save()
    assert "01-KH/ĐU đã được cấp" in dialog.form._fields["number"][1].problem()
    dialog.reject()


def test_the_office_corrects_its_own_entry_from_the_panel(qtbot, office, shell, stack, panel):
    paper_id = outside.save(office, PLAN).id
    stack.refresh()
    assert panel.correct_link.isVisible()
    assert not panel.note_link.isVisible()
    dialog = open_entry(qtbot, shell, paper_id)
    dialog.form.field("about").set_value("kiểm tra lại")
    dialog.form.save()
    assert papers.row(office, paper_id).about == "kiểm tra lại"
    assert panel.about.text() == "kiểm tra lại"


def test_a_paper_made_outside_shows_what_to_do_first_then_its_scan(qtbot, tmp_path, office, shell, stack, panel, sent):
    outside.save(office, PLAN)
    stack.refresh()
    assert panel.sheet.currentWidget() is panel.nothing
    assert "làm ngoài chương trình" in panel.nothing.label.text()
    assert not stack.list.print_button.isEnabled()
    assert not stack.list.commands_shown.save_menu.isEnabled()
    shell.asking.answers = [picture(tmp_path / "anh.jpg")]
    qtbot.mouseClick(panel.nothing.button, Qt.MouseButton.LeftButton)
    assert panel.sheet.currentWidget() is panel.preview
    assert panel.preview.page_count() == 1
    assert not panel.copies.isVisible()
    qtbot.mouseClick(stack.list.print_button, Qt.MouseButton.LeftButton)
    assert sent == [(panel.preview.pdf(), "Kế hoạch 01-KH/ĐU")]
    target = tmp_path / "ra.pdf"
    shell.asking.answers = [target]
    stack.list.commands_shown.pdf.trigger()
    assert target.read_bytes() == panel.preview.pdf()


def test_signed_copies_stand_beside_the_program_s_own_and_are_switched(qtbot, tmp_path, office, shell, stack, panel):
    paper_id = issue(office, stack)
    own = panel.preview.pdf()
    assert not panel.copies.isVisible()
    shell.asking.answers = [pdf(tmp_path / "a.pdf"), pdf(tmp_path / "b.pdf", pages=2)]
    for _ in range(2):
        qtbot.mouseClick(panel.attach_link, Qt.MouseButton.LeftButton)
    assert panel.copies.isVisible()
    assert panel.preview.page_count() == 2
    words = [button.text() for button in panel.copies._group.buttons()]
    assert words == ["Bản của chương trình", "Bản ký", "Bản ký 2"]
    qtbot.mouseClick(panel.copies._group.button(OWN), Qt.MouseButton.LeftButton)
    assert panel.preview.pdf() == own
    assert not panel.detach_action.isVisible()
    panel.show_copy(scans.of_paper(office, paper_id)[1].id)
    shell.asking.answers = ["Quay lại", "Gỡ"]
    for _ in range(2):
        panel.detach_action.trigger()
    assert len(scans.of_paper(office, paper_id)) == 1
    assert panel.preview.pdf() == own


def test_a_file_dropped_onto_the_panel_is_kept(tmp_path, office, shell, stack, panel):
    paper_id = issue(office, stack)
    drop(panel, pdf(tmp_path / "a.pdf"), tmp_path / "ghi chu.txt")
    assert [row.original_name for row in scans.of_paper(office, paper_id)] == ["a.pdf"]
    fake = tmp_path / "b.pdf"
    fake.write_bytes(b"khong")
    drop(panel, fake)
    assert "không phải là tệp PDF thật" in shell.asking.asked[-1]
    assert len(scans.of_paper(office, paper_id)) == 1


def drop(panel, *paths) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_scan_that_is_gone_is_told_and_the_paper_is_still_shown(tmp_path, office, stack, panel):
    paper_id = issue(office, stack)
    scans.attach(office, paper_id, pdf(tmp_path / "a.pdf"))
    row = scans.of_paper(office, paper_id)[0]
    row.path.unlink()
    stack.refresh()
    assert "không còn trong thư mục" in panel.scan_notice.label.text()
    assert panel.preview.page_count() == 1
    panel.show_copy(row.id)
    assert panel.sheet.currentWidget() is panel.nothing
    assert not stack.list.print_button.isEnabled()


def test_the_word_file_of_a_paper_made_outside_is_saved_out(tmp_path, office, shell, stack, panel):
    paper_id = outside.save(office, PLAN).id
    source = tmp_path / "ke hoach.docx"
    docx.Document().save(str(source))
    scans.attach(office, paper_id, source)
    stack.refresh()
    assert "mở bằng Word" in panel.nothing.label.text()
    assert not stack.list.print_button.isEnabled()
    target = tmp_path / "ra.docx"
    shell.asking.answers = [target]
    stack.list.commands_shown.word.trigger()
    assert target.read_bytes() == source.read_bytes()


def test_copies_and_remark_are_noted_beside_an_issued_paper(qtbot, office, shell, stack, panel):
    paper_id = issue(office, stack)
    assert panel.note_link.isVisible()
    dialog = RegisterNoteDialog(shell, papers.row(office, paper_id))
    qtbot.addWidget(dialog)
    dialog.form.field("copies").set_value(12)
    dialog.form.field("note").set_value("Gửi bưu điện")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert outgoing.beside(office, paper_id) == Beside(12, "", "Gửi bưu điện")


def test_the_register_is_seen_chosen_printed_and_saved(qtbot, tmp_path, office, shell, stack, sent):
    issue(office, stack)
    outside.save(office, replace(PLAN, number=3, day=date(2026, 4, 1)))
    qtbot.mouseClick(stack.list.book_button, Qt.MouseButton.LeftButton)
    page = stack.top()
    assert page.title() == "Sổ văn bản đi"
    assert page._summary.text() == "Sổ có 02 văn bản; in ngày 21/11/2026."
    choices = page.choices
    assert [choices.series.itemText(place) for place in range(choices.series.count())] == [
        "Mọi loại của Đảng ủy",
        "Thông báo (TB/ĐU)",
        "Kế hoạch (KH/ĐU)",
    ]
    before = page.preview.pdf()
    choices.arrangement.set_value(Arrangement.BY_DATE)
    choices.gaps.set_value(False)
    choices.arrangement.edited.emit()
    assert page.preview.pdf() != before
    choices.year.set_value(None)
    choices.year.edited.emit()
    choices.from_on.set_value(date(2026, 5, 1))
    choices.to_on.set_value(date(2026, 4, 1))
    choices.to_on.left.emit()
    assert choices.fault.text() == "Ngày cuối ở trước ngày đầu."
    choices.from_on.set_value(date(2026, 4, 1))
    choices.to_on.left.emit()
    assert page._summary.text() == "Sổ có 01 văn bản; in ngày 21/11/2026."
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    assert sent == [(page.preview.pdf(), "Sổ văn bản đi, Từ ngày 01/4/2026 đến ngày 01/4/2026")]
    target = tmp_path / "so.xlsx"
    shell.asking.answers = [target]
    page.save(outgoing.RegisterFormat.XLSX)
    assert CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()[4][1] == "03-KH/ĐU"
    assert stack.back()
    assert stack.top() is stack.list
