"""Files that are no lists, or more than any list: one sentence, and no time or memory spent on them."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from bontot_desktop.errors import Refused
from bontot_desktop.services import importing
from bontot_desktop.services.importing import ole_strings, workbook, zip_guard
from tests.fuzz_import import Fuzzer
from tests.old_excel import container, write_xls
from tests.register_office import SAMPLE_BOOK, make_office, write_ods, write_sheets

ROWS = [["TT", "Họ và tên", "Năm sinh", "Chi bộ"], [1, "Nguyễn Văn Ví Dụ", 1970, "Chi bộ thôn Mẫu 1"]]


def with_part(path: Path, name: str, change) -> Path:
    """Change one part of a packed workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


@pytest.fixture
def book(tmp_path):
    return write_sheets(tmp_path / "l.xlsx", {"DS": ROWS})


SHEET = "xl/worksheets/sheet1.xml"


def test_a_hundred_and_more_odd_workbooks_give_a_sentence_or_a_sound_import(tmp_path):
    fuzzer = Fuzzer(tmp_path, seed=3)
    try:
        for number in range(120):
            fuzzer.run(number)
    finally:
        fuzzer.close()
    assert fuzzer.tally.applied > 20
    assert fuzzer.tally.refused.total() > 20


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(40), b"\0\0\0\x18ftypheic" + bytes(40)],
)
def test_a_picture_named_like_a_workbook_is_called_a_picture(tmp_path, content):
    path = tmp_path / "anh.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"^Tệp anh\.xlsx không phải bảng tính mà là tấm ảnh đã đổi tên"):
        importing.read(path)


def test_anything_else_named_like_a_workbook_is_called_no_workbook(tmp_path):
    path = tmp_path / "la.xlsx"
    path.write_bytes(bytes(range(1, 32)) * 40)
    with pytest.raises(Refused, match="không phải bảng tính"):
        importing.read(path)


def test_a_bomb_that_hides_its_size_is_stopped_while_it_is_unpacked(book):
    with_part(book, SHEET, lambda part: part.replace(b"</sheetData>", bytes(160 << 20) + b"</sheetData>"))
    packed = bytearray(book.read_bytes())
    for match in list(re.finditer(b"PK\x01\x02", bytes(packed))):
        packed[match.start() + 24 : match.start() + 28] = struct.pack("<I", 1000)
    book.write_bytes(bytes(packed))
    with pytest.raises(Refused, match=r"quá lớn so với một danh bạ|không đọc được"):
        importing.read(book)


def test_a_bomb_of_many_parts_is_not_unpacked(tmp_path):
    path = tmp_path / "l.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(zip_guard.MOST_ENTRIES + 1):
            archive.writestr(f"{number}.xml", b"")
    with pytest.raises(Refused, match="quá lớn"):
        importing.read(path)


def test_a_million_rows_with_nothing_but_colours_are_no_trouble(tmp_path, book):
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(1000, 1_048_577, 40))
    with_part(book, SHEET, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))
    office = make_office(tmp_path)
    assert importing.plan(office, importing.read(book)).counts.new_members == 1
    office.close()


def test_a_cell_in_the_far_corner_is_told_instead_of_laid_out(book):
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with_part(book, SHEET, lambda part: part.replace(b"</sheetData>", corner))
    with pytest.raises(Refused, match="trải quá rộng"):
        importing.read(book)


def test_a_claim_of_billions_of_strings_is_not_believed(book):
    with_part(book, "xl/sharedStrings.xml", lambda part: re.sub(rb'ount="\d+"', b'ount="4000000000"', part))
    with pytest.raises(Refused, match="không đọc được"):
        importing.read(book)


def test_repeated_rows_of_an_ods_are_counted_before_they_are_laid_out(tmp_path):
    path = write_ods(tmp_path / "l.ods", {"DS": ROWS})
    many = b'<table:table-row table:number-rows-repeated="1048576"'
    with_part(path, "content.xml", lambda part: part.replace(b"<table:table-row", many, 2))
    with pytest.raises(Refused, match="trải quá rộng"):
        importing.read(path)


def test_a_cell_far_down_an_old_excel_file_is_told(tmp_path):
    path = write_xls(tmp_path / "l.xls", {"DS": ROWS})
    content = bytearray(path.read_bytes())
    place = content.index(struct.pack("<HHHHH", 0x0203, 14, 1, 0, 0))
    content[place + 4 : place + 8] = struct.pack("<HH", 65535, 65535)
    path.write_bytes(bytes(content))
    with pytest.raises(Refused, match="trải quá rộng"):
        importing.read(path)


def test_a_chain_without_an_end_in_an_old_excel_file_is_noticed(tmp_path):
    path = write_xls(tmp_path / "l.xls", {"DS": ROWS})
    content = bytearray(path.read_bytes())
    content[-512:-508] = struct.pack("<I", 0)
    path.write_bytes(bytes(content))
    with pytest.raises(Refused, match="không đọc được"):
        importing.read(path)


@pytest.mark.parametrize("name", ["khoa.xlsx", "khoa.xls"])
def test_a_workbook_with_a_password_is_said_to_have_one(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(container({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(4096)}))
    with pytest.raises(Refused, match="đang đặt mật khẩu; hãy bỏ mật khẩu"):
        importing.read(path)


@pytest.mark.parametrize(
    "content",
    [b"<html><table><tr><td>STT</td></tr></table>", b"%PDF-1.7", b"{\\rtf1}", b"MZ\x90\0\3\0\0\0\4", b"mot dong thoi"],
)
def test_other_kinds_of_files_are_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "l.xls"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        importing.read(path)
    assert "\n" not in str(refused.value)


def test_cells_with_formulas_give_the_values_they_showed_last(tmp_path, book):
    formula = rb'<c r="C2"><f>1969+1</f><v>1970</v></c>'
    with_part(book, SHEET, lambda part: re.sub(rb'<c r="C2"[^>]*>.*?</c>', formula, part))
    office = make_office(tmp_path)
    plan = importing.plan(office, importing.read(book))
    assert plan.members[0].line.birth_year == 1970
    office.close()


def test_a_sheet_that_is_hidden_is_not_taken(tmp_path):
    import xlsxwriter

    path = tmp_path / "l.xlsx"
    with xlsxwriter.Workbook(str(path)) as written:
        for name in ("DS", "Cũ"):
            sheet = written.add_worksheet(name)
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, row)
        sheet.hide()
    assert [sheet.name for sheet in importing.read(path).sheets] == ["DS"]


def test_the_sample_workbook_cut_at_any_place_is_refused(tmp_path):
    whole = SAMPLE_BOOK.read_bytes()
    for share in (0.01, 0.3, 0.6, 0.95):
        path = tmp_path / "l.xlsx"
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(Refused, match="không đọc được"):
            importing.read(path)


def test_one_long_text_behind_very_many_cells_is_not_unfolded(book):
    cells = b"".join(b'<row r="%d">%s</row>' % (n, b'<c t="s"><v>1</v></c>' * 20) for n in range(2, 3000))
    with_part(book, SHEET, lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>"))
    importing.read(book)
    with_part(book, "xl/sharedStrings.xml", lambda part: part.replace(b"TT", b"T" * 30_000, 1).replace(b"H", b"T", 1))
    with_part(book, SHEET, lambda part: part.replace(b"<v>1</v>", b"<v>0</v>"))
    with pytest.raises(Refused, match="quá lớn so với một danh bạ"):
        importing.read(book)


def test_a_long_note_in_a_long_list_is_no_trouble(book):
    cells = b"".join(b'<row r="%d">%s</row>' % (n, b'<c t="s"><v>1</v></c>' * 20) for n in range(2, 3000))
    with_part(book, SHEET, lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>"))
    with_part(book, "xl/sharedStrings.xml", lambda part: part.replace(b"<t>TT</t>", b"<t>" + b"T" * 30_000 + b"</t>"))
    (sheet,) = importing.read(book).sheets
    assert len(sheet.rows) == 2999


def test_one_text_behind_very_many_cells_of_an_ods_is_not_unfolded(tmp_path):
    ods = write_ods(tmp_path / "l.ods", {"DS": [["a" * 20_000], ["b"]]})
    with_part(
        ods,
        "content.xml",
        lambda part: part.replace(b"<table:table-cell", b'<table:table-cell table:number-columns-repeated="2000"', 1),
    )
    with pytest.raises(Refused, match=r"quá lớn|quá rộng"):
        importing.read(ods)


def test_many_sheets_that_each_reach_far_are_too_much_together(tmp_path):
    far = [["a"], *[[]] * 30_000, [""] * 20 + ["b"]]
    path = write_sheets(tmp_path / "l.xlsx", {f"Trang {n}": far for n in range(6)})
    with pytest.raises(Refused, match="quá rộng"):
        importing.read(path)


def test_a_text_with_a_line_of_very_many_separators_is_not_filled_up(tmp_path):
    path = tmp_path / "l.csv"
    path.write_text("," * 100_000 + "\n" + "Ví Dụ,1970\n" * 100, encoding="utf-8")
    with pytest.raises(Refused, match="quá rộng"):
        importing.read(path)


def test_a_row_filled_far_below_is_told_and_not_left_out_in_silence(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    path = write_sheets(tmp_path / "l.xlsx", {"DS": [*ROWS, [], [2, "Lê Ví Dụ", 1971, "Chi bộ thôn Mẫu 1"]]})
    with pytest.raises(Refused, match="quá rộng"):
        importing.read(path)


def test_reading_tells_how_far_it_is_and_stops_when_it_is_told_to(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "_A_TURN", 2)
    path = write_sheets(tmp_path / "l.xlsx", {"DS": [*ROWS, *[ROWS[1]] * 4]})
    heard = []
    importing.read(path, lambda done, total: heard.append((done, total)))
    assert [pair for pair in heard if pair[1]] == [(2, 6), (4, 6), (6, 6)]

    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Stop

    with pytest.raises(Stop):
        importing.read(path, stop)


def test_the_strings_of_an_old_excel_file_are_added_up_cell_by_cell():
    wide = struct.pack("<HB", 3, 1) + "đảng".encode("utf-16-le")[:4]
    rest = b"\x00g"
    rich = struct.pack("<HBH", 2, 8, 1) + b"ab" + bytes(4)
    strings = struct.pack("<II", 2, 2) + wide
    cell = struct.pack("<HHHI", 0, 0, 0, 0)
    other = struct.pack("<HHHI", 0, 0, 0, 1)
    records = [(0x00FC, strings), (0x003C, rest + rich), (0x00FD, cell), (0x00FD, cell), (0x00FD, other), (0x000A, b"")]
    assert ole_strings.total(records) == 3 + 3 + 2
    with pytest.raises(ValueError, match="strings"):
        ole_strings.total([(0x00FC, strings[:-2])])


def test_a_workbook_with_macros_links_and_commands_is_read_as_cells_and_nothing_of_it_is_run(tmp_path):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Danh sách")
    page.write_row(0, 0, ["STT", "Họ và tên"])
    page.write_formula(1, 0, "=cmd|'/C touch bi-chay'!A0", None, 1)
    page.write_formula(1, 1, '=WEBSERVICE("https://mau.invalid/")', None, "Nguyễn Văn Ví Dụ")
    page.write_url(2, 1, "https://mau.invalid/", None, "Trần Thị Làm Mẫu")
    book.close()
    with_more = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(with_more, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
        target.writestr("../../bi-ghi.txt", b"x")
        target.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            b'<Relationships><Relationship Id="a" Type="x" Target="//mau.invalid/a.xlsx" TargetMode="External"/>'
            b"</Relationships>",
        )
    path = tmp_path / "trong" / "danh-ba.xlsm"
    path.parent.mkdir()
    path.write_bytes(with_more.getvalue())
    done = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "Nguyễn Văn Ví Dụ\n", done.stderr
    assert sorted(found.name for found in tmp_path.rglob("*")) == ["danh-ba.xlsm", "trong"]


#: Reads a workbook while Python tells when a program is started, code is made of data, or somebody is called.
_READ = """
import sys
from pathlib import Path
from bontot_desktop.services.importing import workbook
sys.stdout.reconfigure(encoding="utf-8")
workbook.read(Path(sys.argv[1]))
def stop(event, values):
    if event.startswith(("os.system", "os.exec", "os.spawn", "os.posix", "subprocess", "socket", "exec", "pickle")):
        raise SystemExit(f"RUN {event} {values!r}")
sys.addaudithook(stop)
print(workbook.read(Path(sys.argv[1])).sheets[0].rows[1][1])
"""
