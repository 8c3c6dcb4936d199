"""Observers' sheets that go out as Word forms and come back: right, wrong, damaged, of somebody else."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.samples import CHECKLIST
from bontot_desktop.services import history, observers, sheets, undo
from bontot_desktop.services.office import Office
from bontot_desktop.services.returned import taking, writing
from tests import returned_forms as forms
from tests import sample_office

POINTS = {f"bt_points_{code.replace('.', '_')}": given for code, given in sample_office.POINTS[0].items()}
ANSWERS = {
    **{f"bt_check_{step}": "Có" for step, _ in CHECKLIST},
    **POINTS,
    "bt_check_delegate": "Không",
    "bt_note_delegate": "Không có đại biểu",
    "bt_strengths": "Chuẩn bị chu đáo\nĐúng trọng tâm",
    "bt_weaknesses": "Tài liệu gửi muộn",
    "bt_returned_on": "06/06/2026",
}


class Desk:
    """An office with a sample meeting held, and the folder in which forms go out and come back."""

    def __init__(self, folder: Path) -> None:
        self.office: Office = sample_office.make_office(folder / "data")
        self.event = sample_office.planned(self.office)
        self.observers = sample_office.invited(self.office, self.event)
        self.meeting = sample_office.held(self.office, self.event)
        self.folder = folder

    def form(self, place: int = 0) -> bytes:
        return writing.sheet(self.office, self.observers[place]).content

    def file(self, content: bytes, name: str = "phieu.docx") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def back(self, content: bytes, name: str = "phieu.docx", **more: object) -> taking.Returned:
        return taking.understand(self.office, self.file(content, name), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk at which forms are only looked at."""
    folder = tmp_path_factory.mktemp("seen")
    (folder / "data").mkdir()
    made = Desk(folder)
    yield made
    made.office.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "data").mkdir()
    made = Desk(tmp_path)
    yield made
    made.office.close()


def test_a_sheet_filled_in_word_says_whose_it_is_and_is_stored_by_one_act(desk: Desk) -> None:
    back = desk.back(forms.fill(desk.form(), ANSWERS))
    name = sheets.load(desk.office, desk.observers[0]).name
    assert (back.refused, back.whose, back.title) == ("", name, "Phiếu nhận xét")
    assert back.about == "sinh hoạt chi bộ thường kỳ tháng 6/2026 của Chi bộ thôn Mẫu 1"
    assert (back.total, back.troubles, back.edited, back.blocking) == (Decimal("91.5"), (), (), ())
    taking.take(desk.office, [back])
    stored = sheets.load(desk.office, desk.observers[0])
    assert stored.strengths == "Chuẩn bị chu đáo\nĐúng trọng tâm"
    assert stored.points == sample_office.points(sample_office.POINTS[0])
    assert stored.checks["delegate"] == sheets.CheckDraft(False, "Không có đại biểu")
    assert stored.checks["vote"].was_done is True
    undo.take_back(desk.office, history.recent(desk.office, limit=1)[0].id)
    assert not sheets.load(desk.office, desk.observers[0]).is_stored


def test_two_sheets_are_taken_in_by_one_act_and_undone_together(desk: Desk) -> None:
    both = [desk.back(forms.fill(desk.form(place), ANSWERS), f"{place}.docx") for place in (0, 1)]
    taking.take(desk.office, both)
    assert [row.has_sheet for row in sheets.rows(desk.office, desk.event)] == [True, True, False]
    undo.take_back(desk.office, history.recent(desk.office, limit=1)[0].id)
    assert not any(row.has_sheet for row in sheets.rows(desk.office, desk.event))


def test_the_same_sheet_twice_is_refused_with_both_names(seen: Desk) -> None:
    content = forms.fill(seen.form(), ANSWERS)
    with pytest.raises(Refused, match=r"a\.docx và tệp b\.docx là cùng một phiếu"):
        taking.take(seen.office, [seen.back(content, "a.docx"), seen.back(content, "b.docx")])


def test_what_differs_from_the_stored_sheet_is_shown_old_and_new(desk: Desk) -> None:
    content = desk.form()
    sample_office.sheet_in(desk.office, desk.observers[0], sample_office.POINTS[1], strengths="Ghi tay")
    back = desk.back(forms.fill(content, ANSWERS))
    changed = {line.field: (line.stored, line.came) for line in back.changed}
    assert changed["Ưu điểm"] == ("Ghi tay", "Chuẩn bị chu đáo\nĐúng trọng tâm")
    assert changed["Điểm 4.2. Thực hiện đầy đủ nội dung; có biểu dương, phê bình; nhiều ý kiến phát biểu"] == (
        "20",
        "22",
    )
    assert "Điểm 7" not in " ".join(changed)
    assert "sau khi gửi đi" in back.warnings[0]


def test_points_out_of_range_are_told_and_may_be_mended_before_taking(seen: Desk) -> None:
    content = forms.fill(seen.form(), {**ANSWERS, "bt_points_2": "6", "bt_points_3_1": "nhiều"})
    back = seen.back(content)
    said = {trouble.tag: trouble.sentence for trouble in back.troubles}
    assert said["bt_points_2"] == "Điểm phải từ 0 đến 5."
    assert said["bt_points_3_1"] == "“nhiều” không phải số."
    assert back.total is None
    mended = seen.back(content, overrides={"bt_points_2": "4,5", "bt_points_3_1": "5 điểm"})
    assert (mended.troubles, mended.total) == ((), Decimal("91.5"))


def test_a_table_scored_in_part_is_missing_points_and_takes_none(desk: Desk) -> None:
    given = {tag: words for tag, words in ANSWERS.items() if tag != "bt_points_6"}
    back = desk.back(forms.fill(desk.form(), given))
    assert "điểm các dòng 6" in back.missing
    taking.take(desk.office, [back])
    assert sheets.load(desk.office, desk.observers[0]).points == {}


def test_a_date_that_is_none_and_one_ahead_are_told(seen: Desk) -> None:
    for written, said in (("31/02/2026", "không phải ngày có trong lịch"), ("01/01/2027", "còn ở phía trước")):
        back = seen.back(forms.fill(seen.form(), {**ANSWERS, "bt_returned_on": written}))
        assert said in back.troubles[0].sentence


def test_an_answer_in_other_words_is_told_with_the_list(seen: Desk) -> None:
    back = seen.back(forms.fill(seen.form(), {**ANSWERS, "bt_check_vote": "tốt", "bt_check_dues": "CÓ"}))
    assert [trouble.tag for trouble in back.troubles] == ["bt_check_vote"]
    assert back.troubles[0].offered == ("Có", "Không")


def test_an_empty_sheet_cannot_be_taken(seen: Desk) -> None:
    back = seen.back(seen.form())
    assert not back.may_be_taken
    assert back.filled == 0
    assert back.blocking == ("Phiếu còn trống; hãy đánh dấu, chấm điểm hoặc ghi nhận xét.",)


def test_a_sheet_of_another_meeting_is_recognised_and_said(seen: Desk) -> None:
    back = seen.back(forms.fill(seen.form(), ANSWERS), meeting_id=seen.meeting + 1)
    assert "không phải của buổi này" in back.refused


def test_a_sheet_of_another_office_is_refused(seen: Desk) -> None:
    other = forms.with_part(
        forms.reworded(seen.form(), ".", "."),
        "docProps/custom.xml",
        lambda part: part.replace(part[part.index(b"</vt:lpwstr>") - 8 : part.index(b"</vt:lpwstr>")], b"00000000"),
    )
    assert "văn phòng (tệp dữ liệu) khác" in seen.back(other).refused


def test_a_sheet_of_somebody_taken_off_the_list_is_refused(desk: Desk) -> None:
    content = forms.fill(desk.form(2), ANSWERS)
    observers.save(desk.office, desk.event, observers.load(desk.office, desk.event)[:2])
    assert desk.back(content).refused == (
        "Tệp phieu.docx: Không còn người dự này trong danh sách của buổi sinh hoạt điểm."
    )


def test_printed_words_that_were_changed_are_told_and_not_refused(seen: Desk) -> None:
    content = forms.reworded(forms.fill(seen.form(), ANSWERS), "Cử thư ký", "Cử hai thư ký")
    back = seen.back(content)
    assert back.edited == ("Ngoài ô ghi có dòng đã sửa hoặc thêm: “Cử hai thư ký”.",)
    assert back.may_be_taken


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 5", "Dòng in sẵn đã bị sửa: “1. Chi bộ thôn Mẫu 5; sinh hoạt"),
        ("tháng 6 năm 2026", "tháng 7 năm 2026", "Dòng in sẵn đã bị sửa: “1. Chi bộ thôn Mẫu 1; sinh hoạt"),
        ("Người nhận xét:", "Người nhận xét: Nguyễn Văn Lạ thay", "đã bị sửa: “3. Người nhận xét: Nguyễn Văn Lạ"),
    ],
)
def test_a_sheet_that_names_another_cell_meeting_or_person_is_refused(
    seen: Desk, old: str, new: str, said: str
) -> None:
    back = seen.back(forms.reworded(forms.fill(seen.form(), ANSWERS), old, new))
    assert not back.may_be_taken
    assert said in back.refused
    assert "phải dùng phiếu của mình" in back.refused


def test_a_second_sheet_of_the_same_person_takes_the_firsts_place_only_when_that_is_wanted(desk: Desk) -> None:
    content = desk.form()
    taking.take(desk.office, [desk.back(forms.fill(content, ANSWERS))])
    again = desk.back(forms.fill(content, {**ANSWERS, "bt_points_2": "1"}), "lai.docx")
    assert again.replaces
    with pytest.raises(Refused, match=r"Đã có phiếu của .* \(lai\.docx, khác 1 ô đã ghi\)"):
        taking.take(desk.office, [again])
    taking.take(desk.office, [again], replace=True)
    assert not desk.back(forms.fill(content, {**ANSWERS, "bt_points_2": "1"})).replaces


def test_a_sheet_of_a_day_before_the_meeting_is_refused(desk: Desk) -> None:
    back = desk.back(forms.fill(desk.form(), {**ANSWERS, "bt_returned_on": "01/01/2020"}))
    assert "ở trước ngày sinh hoạt 05/06/2026" in back.troubles[0].sentence
    typed = replace(sheets.load(desk.office, desk.observers[0]), returned_on=date(2020, 1, 1), strengths="Tốt")
    with pytest.raises(Problems, match="ở trước ngày sinh hoạt") as refused:
        sheets.save(desk.office, typed)
    assert refused.value.problems[0].field == "returned_on"


def test_a_field_that_was_deleted_is_missing_and_the_rest_is_read(seen: Desk) -> None:
    back = seen.back(forms.without(forms.fill(seen.form(), ANSWERS), "bt_strengths"))
    assert "Ưu điểm" in back.missing
    assert back.total == Decimal("91.5")


def test_a_program_that_forgets_content_controls_loses_nothing(seen: Desk) -> None:
    back = seen.back(forms.flatten(forms.fill(seen.form(), ANSWERS)))
    assert (back.total, back.troubles, back.edited) == (Decimal("91.5"), (), ())
    assert {line.field: line.came for line in back.lines}["Hạn chế"] == "Tài liệu gửi muộn"


def test_the_code_printed_at_the_foot_stands_in_for_lost_properties(seen: Desk) -> None:
    back = seen.back(forms.without_marks(forms.fill(seen.form(), ANSWERS)))
    assert back.total == Decimal("91.5")
    assert "không biết chữ in sẵn có bị sửa không" in back.edited[0]


def test_words_copied_into_another_file_are_refused_with_what_to_do(seen: Desk) -> None:
    document = docx.Document()
    document.add_paragraph("Ưu điểm: chuẩn bị tốt")
    out = BytesIO()
    document.save(out)
    assert "không phải phiếu do chương trình này gửi đi" in seen.back(out.getvalue()).refused


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("phieu.docx", b"khong phai tep Word", "không đọc được"),
        ("phieu.docx", b"", "trống"),
        ("phieu.pdf", b"%PDF-1.7 abc", "xin lại chính tệp Word (.docx)"),
        ("phieu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "lưu thành .docx"),
        ("phieu.rtf", b"{\\rtf1 abc}", "lưu thành .docx"),
    ],
)
def test_what_is_no_word_file_is_refused_with_what_to_do(seen: Desk, name: str, content: bytes, said: str) -> None:
    assert said in seen.back(content, name).refused


def test_a_bomb_and_a_huge_file_are_refused(seen: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(seen.form())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part if name != "word/document.xml" else b" " * 60_000_000 + part)
    assert len(out.getvalue()) < 200_000
    assert "quá lớn" in seen.back(out.getvalue()).refused
    monkeypatch.setattr(taking, "MOST_BYTES", 1000)
    assert "quá lớn so với một phiếu" in seen.back(seen.form()).refused


def test_a_folder_gives_its_word_files_and_passes_over_what_word_leaves(seen: Desk) -> None:
    folder = seen.folder / "ve"
    folder.mkdir()
    for name in ("b.docx", "a.docx", "~$a.docx", ".x.docx", "ghi chu.txt"):
        (folder / name).write_bytes(b"x")
    assert [path.name for path in taking.files_in([folder])] == ["a.docx", "b.docx"]
    empty = folder / "trong"
    empty.mkdir()
    with pytest.raises(Refused, match="Không có tệp Word nào"):
        taking.files_in([empty])


def test_a_file_that_is_gone_is_told(seen: Desk) -> None:
    assert "Không mở được tệp mat.docx" in taking.understand(seen.office, seen.folder / "mat.docx").refused


def test_forms_are_written_for_those_who_did_not_hand_one_in(desk: Desk) -> None:
    sample_office.sheet_in(desk.office, desk.observers[0], sample_office.POINTS[0])
    made = writing.sheets(desk.office, desk.event)
    paths = writing.write(desk.folder / "ra", made)
    assert len(paths) == 2
    assert all(path.suffix == ".docx" and path.read_bytes()[:2] == b"PK" for path in paths)
    again = writing.write(desk.folder / "ra", made)
    assert not set(again) & set(paths)
    for place in (1, 2):
        sample_office.sheet_in(desk.office, desk.observers[place], sample_office.POINTS[0])
    with pytest.raises(Refused, match="đều đã có phiếu"):
        writing.sheets(desk.office, desk.event)


def test_sheets_are_made_for_the_newest_meeting_that_awaits_one(desk: Desk) -> None:
    def meant() -> int:
        return writing.event_meant(desk.office, year=None, cell_code=None, meeting_id=None)

    for observer in desk.observers:
        sample_office.sheet_in(desk.office, observer, sample_office.POINTS[0])
    coming = sample_office.planned(desk.office, planned_on=date(2026, 10, 6))
    assert meant() == desk.event
    sample_office.invited(desk.office, coming)
    assert meant() == coming


def test_the_same_facts_give_the_same_form(seen: Desk) -> None:
    assert seen.form() == seen.form()


def test_forms_saved_again_by_libreoffice_are_read_whole(seen: Desk) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice Writer is needed (on Debian: apt-get install libreoffice-writer)"
    filled = seen.file(forms.fill(seen.form(), ANSWERS), "dien.docx")
    blank = seen.file(seen.form(1), "trang.docx")
    minutes = seen.file(writing.minutes(seen.office, seen.meeting).content, "bien-ban.docx")
    profile = (seen.folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir"]
    again = seen.folder / "lai"
    subprocess.run(
        [*command, str(again), *map(str, (filled, blank, minutes))], check=True, capture_output=True, timeout=120
    )
    back = taking.understand(seen.office, again / "dien.docx")
    assert (back.refused, back.total, back.troubles, back.edited) == ("", Decimal("91.5"), (), ())
    assert {line.field: line.came for line in back.lines}["Hạn chế"] == "Tài liệu gửi muộn"
    assert taking.understand(seen.office, again / "trang.docx").filled == 0
    told = taking.understand(seen.office, again / "bien-ban.docx")
    assert (told.refused, told.changed, told.edited) == ("", (), ())
