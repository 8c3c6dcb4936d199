"""What the person decides: another mapping, answers, ticks, who is gone; what a newer list changes; taking it back."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cells, importing, members, undo
from bontot_desktop.services.importing import SKIP, Action, Choices, Role, RowKind, Sure
from tests.register_office import acts, make_office, write_sheets

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "SĐT", "Chi bộ"]
AN = [1, "Lê Ví Dụ An", "1/2/1970", "3/2/1990", "3/2/1991", "10282661", "", "Chi bộ thôn Mẫu 1"]
BINH = [2, "Trần Ví Dụ Bình", "1/2/1971", "3/2/1990", "3/2/1991", "10282662", "", "Chi bộ thôn Mẫu 1"]
CHI = [3, "Vũ Ví Dụ Chi", "1/2/1972", "3/2/1990", "3/2/1991", "10282663", "", "Chi bộ thôn Mẫu 2"]


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def book(tmp_path):
    def write(*rows, headings=HEADINGS):
        return importing.read(write_sheets(tmp_path / "l.xlsx", {"DS": [headings, *rows]}))

    return write


def take(office, book, choices=None):
    plan = importing.plan(office, book, None, choices)
    importing.apply(office, plan)
    return plan


def names(office):
    return {row.full_name for row in members.list_members(office)}


def standing(office):
    return [(row.full_name, row.cell, row.status, row.phone) for row in members.list_members(office)]


def changed(row, **values):
    return [values.get(heading, value) for heading, value in zip(HEADINGS, row, strict=True)]


# The mapping --------------------------------------------------------------------------------------------------------


def test_another_meaning_of_a_column_counts_and_is_remembered_for_the_next_list(office, book):
    headings = ["STT", "Đồng chí", "Cột lạ", "Chi bộ", "Ngày chính thức"]
    people = ((1, "Ksor Ví Dụ"), (2, "Rcom Ví Dụ"))
    rows = [[n, name, f"1028266{n}", "Chi bộ thôn Mẫu 1", "1/1/2000"] for n, name in people]
    first = book(*rows, headings=headings)
    guess = importing.guess(first, importing.remembered(office))
    assert "thiếu cột “Họ và tên”" in importing.problems(guess)[0]
    sheet = guess.sheets[0].with_role(1, Role.FULL_NAME).with_role(2, Role.CARD)
    assert sheet.columns[1].sure is Sure.CHOSEN
    before = len(acts(office))
    importing.apply(office, importing.plan(office, first, guess.with_sheet(sheet)))
    assert len(acts(office)) == before + 1
    assert {row.card_no for row in members.list_members(office)} == {"10282661", "10282662"}
    again = importing.guess(first, importing.remembered(office)).sheets[0]
    assert again.is_remembered
    assert (again.columns[1].role, again.columns[1].sure) == (Role.FULL_NAME, Sure.REMEMBERED)
    assert importing.plan(office, first).changes_nothing


def test_a_role_given_to_one_column_is_taken_from_another(book):
    guess = importing.guess(book(AN)).sheets[0].with_role(3, Role.BIRTH)
    assert guess.columns[2].role is Role.IGNORED
    assert guess.role_index(Role.BIRTH) == 3


def test_an_extra_column_goes_into_the_remarks(office, tmp_path):
    rows = [[*HEADINGS, "Nghề nghiệp"], [*AN, "Làm ruộng"]]
    book = importing.read(write_sheets(tmp_path / "l.xlsx", {"DS": rows}))
    guess = importing.guess(book)
    assert guess.sheets[0].columns[8].role is Role.IGNORED
    guess = guess.with_sheet(guess.sheets[0].with_role(8, Role.EXTRA))
    plan = importing.plan(office, book, guess)
    assert plan.members[0].line.note == "Nghề nghiệp: Làm ruộng"


def test_another_heading_row_can_be_pointed_at(tmp_path):
    rows = [["Mã", "Tên", "Chi bộ"], ["", "", ""], HEADINGS, AN]
    book = importing.read(write_sheets(tmp_path / "l.xlsx", {"DS": rows}))
    guess = importing.guess_again(book, importing.guess(book).sheets[0], 3)
    assert (guess.heading_row, guess.role_index(Role.FULL_NAME)) == (3, 1)
    with pytest.raises(Refused, match="không có dòng 99"):
        importing.guess_again(book, guess, 99)


def test_the_preview_shows_the_rows_with_what_each_is_taken_for(book):
    read = book(AN, ["", "Tổng cộng: 1"])
    rows = importing.preview(read, importing.guess(read).sheets[0])
    assert [(row.number, row.kind) for row in rows] == [(1, RowKind.HEADING), (2, RowKind.DATA), (3, RowKind.TOTAL)]
    assert rows[1].cells[1] == "Lê Ví Dụ An"


def test_a_sheet_can_be_left_out(office, tmp_path):
    other = [["TT", "Họ và tên", "Năm sinh", "Chi bộ"], [1, "Người Khác Mẫu", 1970, "Chi bộ thôn Mẫu 1"]]
    book = importing.read(write_sheets(tmp_path / "l.xlsx", {"DS": [HEADINGS, AN], "Khác": other}))
    guess = importing.guess(book)
    guess = guess.with_sheet(guess.sheet("Khác").with_kind(None))
    importing.apply(office, importing.plan(office, book, guess))
    assert names(office) == {"Lê Ví Dụ An"}


# Ticks and answers --------------------------------------------------------------------------------------------------


def test_a_row_without_its_tick_is_not_written(office, book):
    read = book(AN, BINH)
    key = importing.plan(office, read).taken[-1].key
    plan = take(office, read, Choices().taking(key, False))
    assert names(office) == {"Lê Ví Dụ An"}
    assert [row.is_taken for row in plan.taken if row.name == "Trần Ví Dụ Bình"] == [False]
    assert plan.counts.new_members == 1


def test_a_cell_without_its_tick_takes_its_members_with_it(office, book):
    read = book(AN, CHI)
    key = next(row.key for row in importing.plan(office, read).taken if row.name == "Chi bộ thôn Mẫu 2")
    plan = take(office, read, Choices().taking(key, False))
    assert names(office) == {"Lê Ví Dụ An"}
    assert "không được nhập" in plan.refused[0].text


def test_a_single_change_without_its_tick_is_left(office, book):
    take(office, book(AN))
    read = book(changed(AN, SĐT="0912345678", **{"Ngày vào Đảng": "4/2/1990"}))
    (row,) = importing.plan(office, read).taken
    assert [str(change) for change in row.changes] == [
        "Ngày vào Đảng: 03/02/1990 → 04/02/1990",
        "Điện thoại: (trống) → 0912345678",
    ]
    take(office, read, Choices().taking(row.changes[0].key, False))
    (stored,) = members.list_members(office)
    assert (stored.admitted_on, stored.phone) == (date(1990, 2, 3), "0912345678")


def test_a_question_answered_with_leaving_out_leaves_the_row_out(office, book):
    read = book(AN, changed(BINH, **{"Ngày chính thức": ""}))
    (question,) = importing.plan(office, read).doubtful
    assert "vào Đảng đã lâu" in question.text
    plan = take(office, read, Choices().answered(question.key, SKIP))
    assert names(office) == {"Lê Ví Dụ An"}
    assert [(row.row, row.name) for row in plan.left_out] == [(3, "Trần Ví Dụ Bình")]


def test_a_question_answered_otherwise_than_proposed_counts(office, book):
    read = book(changed(BINH, **{"Ngày chính thức": ""}))
    (question,) = importing.plan(office, read).doubtful
    assert question.proposed == MemberStatus.FULL
    take(office, read, Choices().answered(question.key, MemberStatus.PROBATIONARY.value))
    assert members.list_members(office)[0].status is MemberStatus.PROBATIONARY


def test_an_answer_that_is_none_of_those_offered_is_the_one_proposed(office, book):
    read = book(changed(BINH, **{"Ngày chính thức": ""}))
    (question,) = importing.plan(office, read).doubtful
    plan = importing.plan(office, read, None, Choices().answered(question.key, "???"))
    assert plan.doubtful[0].answer == question.proposed


# A newer list -------------------------------------------------------------------------------------------------------


def test_new_changed_and_gone_are_told_apart_and_only_of_the_cells_the_list_covers(office, book):
    take(office, book(AN, BINH, CHI))
    plan = importing.plan(
        office, book(changed(AN, SĐT="0912345678"), [4, "Hồ Ví Dụ Dương", *CHI[2:5], "999", "", AN[7]])
    )
    assert {(row.name, row.action) for row in plan.taken} == {
        ("Lê Ví Dụ An", Action.CHANGED),
        ("Hồ Ví Dụ Dương", Action.NEW),
    }
    assert [(row.name, row.cell, row.is_leaving) for row in plan.gone] == [
        ("Trần Ví Dụ Bình", "Chi bộ thôn Mẫu 1", False)
    ]


def test_who_is_gone_stays_unless_ticked_and_leaves_in_the_same_act_when_ticked(office, book):
    take(office, book(AN, BINH))
    read = book(AN)
    assert importing.plan(office, read).changes_nothing
    (gone,) = importing.plan(office, read).gone
    take(office, read, Choices().letting_go(gone.key, True))
    assert names(office) == {"Lê Ví Dụ An"}
    assert acts(office)[-1] == "Nhập danh bạ: 1 đảng viên ra khỏi danh sách"


def test_history_counts_what_is_new_changed_and_gone_and_not_what_stays(office, book):
    take(office, book(AN, BINH))
    read = book(changed(AN, SĐT="0912345678"), CHI)
    (gone,) = importing.plan(office, read).gone
    take(office, read, Choices().letting_go(gone.key, True))
    assert acts(office)[-1].startswith("Nhập danh bạ: 1 chi bộ thêm mới; 1 đảng viên thêm mới, 1 cập nhật, 1 ra khỏi")


def test_one_whose_row_is_refused_is_not_gone(office, book):
    take(office, book(AN, BINH))
    plan = importing.plan(office, book(AN, changed(BINH, **{"Ngày sinh": "31/02/1971"})))
    assert len(plan.refused) == 1
    assert plan.gone == ()


def test_somebody_with_the_same_name_only_is_asked_about(office, book):
    take(office, book(AN))
    read = book(changed(AN, **{"Số thẻ": "", "Ngày sinh": ""}))
    plan = importing.plan(office, read)
    (question,) = plan.doubtful
    assert "không đủ ngày sinh, số thẻ để biết chắc; tạm coi là đồng chí ấy" in question.text
    assert [row.action for row in plan.taken] == [Action.SAME]
    take(office, read, Choices().answered(question.key, "NEW"))
    assert len(members.list_members(office)) == 2


def test_namesakes_born_on_other_days_are_other_people_without_a_question(office, book):
    take(office, book(AN))
    plan = importing.plan(office, book(changed(AN, **{"Số thẻ": "55555555", "Ngày sinh": "9/9/1950"})))
    assert (plan.doubtful, [row.action for row in plan.taken]) == ((), [Action.NEW])


def test_a_move_can_be_refused_by_its_answer_and_the_rest_of_the_row_is_taken(office, book):
    take(office, book(AN, CHI))
    read = book(changed(AN, SĐT="0912345678", **{"Chi bộ": "Chi bộ thôn Mẫu 2"}), CHI)
    (question,) = importing.plan(office, read).doubtful
    take(office, read, Choices().answered(question.key, "STAY"))
    stored = next(row for row in members.list_members(office) if row.full_name == "Lê Ví Dụ An")
    assert (stored.cell, stored.phone) == ("Chi bộ thôn Mẫu 1", "0912345678")


def test_a_cell_written_without_marks_is_asked_to_be_the_one_of_the_register(office, book):
    take(office, book(AN))
    read = book(changed(AN, **{"Chi bộ": "Chi bo thon Mau 1"}))
    (question,) = importing.plan(office, read).doubtful
    assert question.choices[0].label == "Là Chi bộ thôn Mẫu 1"
    assert importing.plan(office, read).changes_nothing
    take(office, read, Choices().answered(question.key, "NEW"))
    assert len(cells.list_cells(office)) == 2


def test_nothing_is_written_before_it_is_applied_and_then_in_one_act(office, book):
    before = acts(office)
    read = book(AN, BINH, CHI)
    importing.plan(office, read)
    assert (acts(office), names(office)) == (before, set())
    take(office, read)
    assert acts(office) == [*before, "Nhập danh bạ: 2 chi bộ, 3 đảng viên"]


# Taking it back ----------------------------------------------------------------------------------------------------


def test_an_import_into_an_empty_office_can_be_taken_back_whole(office, book):
    take(office, book(AN, BINH, CHI))
    line = office.data.last_act()
    undo.take_back(office, line.id)
    assert (names(office), cells.list_cells(office)) == (set(), [])
    take(office, book(AN, BINH, CHI))
    assert len(names(office)) == 3


def test_an_update_can_be_taken_back_with_moves_and_those_who_left(office, book):
    take(office, book(AN, BINH, CHI))
    before = standing(office)
    read = book(changed(AN, SĐT="0912345678", **{"Chi bộ": "Chi bộ thôn Mẫu 2"}), CHI)
    gone = importing.plan(office, read).gone
    choices = Choices()
    for row in gone:
        choices = choices.letting_go(row.key, True)
    take(office, read, choices)
    assert standing(office) != before
    undo.take_back(office, office.data.last_act().id)
    assert standing(office) == before


# What a newer list changes of cells and posts -----------------------------------------------------------------------


def test_a_cell_under_a_new_name_is_known_by_its_people_and_nobody_moves(office, book):
    people = [[n, f"Lê Ví Dụ {n}", "1/2/1970", "3/2/1990", "3/2/1991", f"1038266{n}", ""] for n in range(1, 6)]
    take(office, book(*[[*row, "Chi bộ thôn Mẫu 1"] for row in people], [9, *BINH[1:7], "Chi bộ thôn Mẫu 2"]))
    newer = book(*[[*row, "Chi bộ thôn Mẫu Một Mới"] for row in people[:4]], [9, *BINH[1:7], "Chi bộ thôn Mẫu 2"])
    plan = importing.plan(office, newer)
    (question,) = plan.doubtful
    assert "4 trong 4 người của chi bộ ấy trong sổ ở Chi bộ thôn Mẫu 1" in question.text
    assert [choice.label for choice in question.choices[:2]] == ["Là Chi bộ thôn Mẫu 1", "Lập Chi bộ thôn Mẫu Một Mới"]
    assert (plan.counts.new_cells, plan.counts.same_members) == (0, 5)
    assert [gone.name for gone in plan.gone] == ["Lê Ví Dụ 5"]
    split = importing.plan(office, newer, None, Choices().answered(question.key, "NEW"))
    assert (split.counts.new_cells, split.counts.changed_members) == (1, 4)


def test_a_cell_the_list_names_besides_is_not_taken_for_renamed(office, book):
    people = [[n, f"Lê Ví Dụ {n}", "1/2/1970", "3/2/1990", "3/2/1991", f"1038266{n}", ""] for n in range(1, 7)]
    take(office, book(*[[*row, "Chi bộ thôn Mẫu 1"] for row in people]))
    halves = [[*row, "Chi bộ thôn Mẫu 1" if row[0] < 3 else "Chi bộ thôn Mẫu 1B"] for row in people]
    plan = importing.plan(office, book(*halves))
    assert plan.doubtful[0].answer == "NEW"


def test_a_post_a_newer_list_gives_is_a_change_of_its_own_that_may_be_unticked(office, book):
    headings = [*HEADINGS, "Chức vụ"]
    take(office, book([*AN, "Bí thư"], [*BINH, ""], headings=headings))
    newer = book([*AN, ""], [*BINH, "Bí thư"], headings=headings)
    plan = importing.plan(office, newer)
    (row,) = (row for row in plan.taken if row.action is Action.CHANGED)
    assert (row.name, [str(change) for change in row.changes]) == (
        "Trần Ví Dụ Bình",
        ["Chức vụ: (trống) → Bí thư, thay Lê Ví Dụ An"],
    )
    kept = importing.plan(office, newer, None, Choices().taking(row.changes[0].key, False))
    assert kept.changes_nothing
    importing.apply(office, plan)
    assert cells.list_cells(office)[0].secretary == "Trần Ví Dụ Bình"


def test_remembered_columns_do_not_keep_an_earlier_import_from_being_taken_back(office, book):
    headings = ["STT", "Đồng chí", "Cột lạ", "Chi bộ", "Ngày chính thức"]

    def chosen(first, role):
        found = book(
            [1, f"Ksor Ví Dụ {first}", f"1028266{first}", f"Chi bộ thôn Mẫu {first}", "1/1/2000"], headings=headings
        )
        guess = importing.guess(found, importing.remembered(office))
        guess = guess.with_sheet(guess.sheets[0].with_role(1, Role.FULL_NAME).with_role(2, role))
        importing.apply(office, importing.plan(office, found, guess))
        return office.data.last_act().id

    first = chosen(1, Role.CARD)
    chosen(2, Role.PHONE)
    assert undo.why_not(office, first) == ""
    undo.take_back(office, first)
    assert importing.remembered(office)
    assert names(office) == {"Ksor Ví Dụ 2"}
