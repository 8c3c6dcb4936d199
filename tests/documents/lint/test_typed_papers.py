"""Papers typed by hand, each with one fault: the check names that fault and no other."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.report import Level, Report
from tests.documents.lint.typed import LONG, Typed

F, A = Level.FAULT, Level.ADVICE

OLD: dict[str, Any] = {
    "date": "Ví Dụ, ngày 06 tháng 3 năm 2026",
    "recipients": ("- Như Điều 2,", "- Các chi bộ trực thuộc,", "- Lưu Văn phòng Đảng ủy."),
}
PETITION: dict[str, Any] = {
    "number": "Số 02-TTr/ĐU",
    "kind": "TỜ TRÌNH",
    "summary": "về việc công nhận “Chi bộ 4 tốt” năm 2026",
    "address": "Kính trình: Ban Thường vụ Tỉnh ủy.",
    "body": (
        "Thực hiện hướng dẫn của cấp trên, Đảng ủy đã xét.",
        "Kính trình Ban Thường vụ Tỉnh ủy xem xét, quyết định.",
    ),
    "recipients": ("- Như trên;", "- Lưu Văn phòng Đảng ủy."),
}
LETTER: dict[str, Any] = {
    **PETITION,
    "number": "Số 15-CV/ĐU\nvề việc đề nghị thẩm định hồ sơ",
    "kind": "",
    "summary": "",
    "dashes": "",
    "address": "Kính gửi: Các chi bộ trực thuộc.",
    "body": ("Đề nghị các chi bộ gửi báo cáo trước ngày 20.",),
}


def _report(**changes: Any) -> Report:
    return check(Typed(**changes).docx(), "go-tay.docx")


def _found(report: Report) -> set[tuple[str, Level]]:
    return {(finding.rule, finding.level) for finding in report.findings}


def _small_subject(file: Any) -> None:
    """Part number and subject, the subject in 12 pt italics, as a letter has it."""
    paragraph = next(one for one in file.tables[0].rows[0].cells[0].paragraphs if "CV/" in one.text)
    number, _, subject = paragraph.text.partition("\n")
    paragraph.runs[0].text = number
    run = paragraph._parent.add_paragraph().add_run(subject)
    run.font.size, run.italic = Pt(12), True
    run._r.getparent().getparent()[-1].get_or_add_pPr().append(parse_xml(f'<w:jc {nsdecls("w")} w:val="center"/>'))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        OLD,
        PETITION,
        {**LETTER, "edit": _small_subject},
        {
            **PETITION,
            **OLD,
            "address": "Kính gửi: Ban Thường vụ Tỉnh ủy.",
            "recipients": ("- Như trên,", "- Lưu VPĐU."),
        },
        {"superior": "ĐẢNG BỘ HUYỆN MẪU", **OLD, "date": "Ví Dụ, ngày 06 tháng 3 năm 2025"},
        {"superior": "ĐẢNG BỘ XÃ VÍ DỤ", "issuer": "CHI BỘ THÔN MẪU 1", "authority": "T/M CHI BỘ"},
        {"issuer": "ĐẢNG UỶ XÃ VÍ DỤ", "recipients": ("- Như Điều 2;", "- Lưu Văn phòng Đảng uỷ.")},
        {"second_page": True},
        {
            "superior": "ĐẢNG ỦY XÃ VÍ DỤ",
            "issuer": "VĂN PHÒNG",
            "authority": "K/T CHÁNH VĂN PHÒNG",
            "post": "PHÓ CHÁNH VĂN PHÒNG",
        },
    ],
    ids=[
        "quyet-dinh",
        "huong-dan-36",
        "to-trinh",
        "cong-van",
        "to-trinh-36",
        "huyen-2025",
        "chi-bo",
        "uy",
        "hai-trang",
        "van-phong",
    ],
)
def test_a_paper_typed_well_gives_no_finding(changes: dict[str, Any]) -> None:
    assert [finding.sentence() for finding in _report(**changes).findings] == []


FAULTS: list[tuple[str, dict[str, Any], set[tuple[str, Level]]]] = [
    ("lề trái 25 mm", {"margins": (20, 20, 25, 15)}, {("margins", F)}),
    ("lề của Word", {"margins": (25.4, 25.4, 25.4, 25.4)}, {("margins", F)}),
    ("phông Calibri của chủ đề", {"font": None}, {("font", F)}),
    ("phông Arial", {"font": "Arial"}, {("font", F)}),
    ("Số: 05", {"number": "Số: 05-QĐ/ĐU"}, {("number-form", F)}),
    ("05/QĐ-ĐU", {"number": "Số 05/QĐ-ĐU"}, {("number-form", F)}),
    ("số 5", {"number": "Số 5-QĐ/ĐU"}, {("number-zero", F)}),
    ("số 015", {"number": "Số 015-QĐ/ĐU"}, {("number-zero", F)}),
    ("có cách", {"number": "Số 05 - QĐ/ĐU"}, {("number-form", F)}),
    ("ký hiệu loại khác", {"number": "Số 05-TB/ĐU"}, {("number-type", A)}),
    ("không số", {"number": ""}, {("number-absent", F)}),
    ("ngày 6", {"date": "Ví Dụ, ngày 6 tháng 6 năm 2026"}, {("date-zero", F)}),
    ("tháng 06", {"date": "Ví Dụ, ngày 16 tháng 06 năm 2026"}, {("date-zero", F)}),
    ("tháng 03", {**OLD, "date": "Ví Dụ, ngày 16 tháng 03 năm 2026"}, {("date-zero", F)}),
    ("tháng 2", {**OLD, "date": "Ví Dụ, ngày 16 tháng 2 năm 2026"}, {("date-zero", F)}),
    ("ngày không có", {"date": "Ví Dụ, ngày 31 tháng 6 năm 2026"}, {("date-real", F)}),
    ("không địa danh", {"date": "Ngày 16 tháng 6 năm 2026"}, {("date-place", F)}),
    ("không ngày", {"date": ""}, {("date-missing", F)}),
    ("ngày chữ đứng", {"date_italic": False}, {("date-look", F)}),
    ("TM.", {"authority": "TM. BAN THƯỜNG VỤ"}, {("authority-form", F)}),
    ("TM không chấm", {"authority": "TM BAN THƯỜNG VỤ"}, {("authority-form", F)}),
    ("TUQ.", {"authority": "TUQ. BAN THƯỜNG VỤ"}, {("authority-form", F)}),
    ("K/T BÍ THƯ", {"authority": "K/T BÍ THƯ", "post": "PHÓ BÍ THƯ"}, {("authority-deputy", A)}),
    ("quyền hạn không đậm", {"authority_bold": False}, {("authority-look", F)}),
    ("chức vụ đậm", {"post_bold": True}, {("post-look", F)}),
    ("chức vụ kèm đảng ủy", {"post": "BÍ THƯ ĐẢNG ỦY XÃ"}, {("post-body", F)}),
    ("tên không đậm", {"name_bold": False}, {("name-look", F)}),
    ("học vị", {"name": "ThS. Nguyễn Văn Ví Dụ"}, {("name-title", F)}),
    ("đồng chí trước tên", {"name": "Đồng chí Nguyễn Văn Ví Dụ"}, {("name-title", F)}),
    ("chỗ ký hai dòng", {"blank_lines": 2}, {("sign-room", A)}),
    ("tiêu ngữ", {"motto": "Độc lập - Tự do - Hạnh phúc"}, {("motto", F)}),
    ("quốc hiệu", {"motto": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}, {("state-title", F)}),
    ("không tiêu đề", {"party": ""}, {("party-missing", F)}),
    ("tiêu đề cỡ 13", {"party_size": 13}, {("party-look", F)}),
    ("tiêu đề không kẻ", {"party_rule": False}, {("party-rule", F)}),
    ("cấp trên đậm", {"superior_bold": True}, {("superior-look", F)}),
    ("cơ quan không đậm", {"issuer_bold": False}, {("issuer-look", F)}),
    ("cơ quan cỡ 13", {"issuer_size": 13}, {("issuer-look", F)}),
    ("cấp trên là tỉnh ủy", {"superior": "TỈNH ỦY VÍ DỤ"}, {("superior-name", F)}),
    ("huyện sau 1/7/2025", {"superior": "ĐẢNG BỘ HUYỆN MẪU"}, {("superior-district", A)}),
    ("không dấu sao", {"star": ""}, {("star-missing", F)}),
    ("kẻ dưới cơ quan", {"star": "-------"}, {("issuer-rule", F)}),
    ("tên loại cỡ 14", {"kind_size": 14}, {("type-look", F)}),
    ("tên loại chữ thường", {"kind": "Quyết định"}, {("type-look", F)}),
    ("trích yếu không đậm", {"summary_bold": False}, {("summary-look", F)}),
    ("trích yếu viết hoa", {"summary": "Về công nhận “Chi bộ 4 tốt”"}, {("summary-case", A)}),
    ("không trích yếu", {"summary": ""}, {("summary-missing", F)}),
    ("không năm gạch", {"dashes": ""}, {("dashes", F)}),
    ("gạch dài", {"dashes": "___________"}, {("dashes", F)}),
    ("Kính gửi trên tờ trình mới", {**PETITION, "address": "Kính gửi: Ban Thường vụ Tỉnh ủy."}, {("address-word", F)}),
    (
        "Kính trình trên tờ trình cũ",
        {**PETITION, **OLD, "recipients": ("- Như trên,", "- Lưu Chi bộ.")},
        {("address-word", F)},
    ),
    ("tờ trình không gửi ai", {**PETITION, "address": ""}, {("address-missing", F)}),
    ("Kính trình chữ đứng", {**PETITION, "address_italic": False}, {("address-look", F)}),
    ("quyết định Kính gửi", {"address": "Kính gửi: Các chi bộ."}, {("address-extra", F)}),
    (
        "tờ trình không Như trên",
        {**PETITION, "recipients": ("- Tỉnh ủy;", "- Lưu Văn phòng Đảng ủy.")},
        {("recipients-first", F)},
    ),
    ("thân cỡ 13", {"body_size": 13}, {("body-size", F)}),
    ("giãn dòng đơn", {"pitch": None}, {("line-spacing", F)}),
    ("giãn dòng 16", {"pitch": 16}, {("line-spacing", F)}),
    ("giãn dòng 24", {"pitch": 24}, {("line-spacing", A)}),
    ("không cách đoạn", {"body_gap": 0}, {("paragraph-gap", F)}),
    ("canh trái", {"body_align": None}, {("align", F)}),
    ("không thụt", {"body_indent": 0}, {("indent", F)}),
    (
        "căn cứ cuối chấm phẩy",
        {"body": ("- Căn cứ Điều lệ Đảng;", "- Theo đề nghị của Văn phòng;", "=QUYẾT ĐỊNH", LONG)},
        {("basis-last", F)},
    ),
    (
        "căn cứ dấu phẩy",
        {"body": ("- Căn cứ Điều lệ Đảng,", "- Theo đề nghị của Văn phòng,", "=QUYẾT ĐỊNH", LONG)},
        {("basis-mark", F)},
    ),
    ("điều không đậm", {"article_bold": False}, {("article-bold", F)}),
    ("kết thúc ./.", {"body": (LONG, "Điều 2. Văn phòng Đảng ủy thi hành Quyết định này./.")}, {("ending", A)}),
    ("không Nơi nhận", {"label": "", "recipients": ()}, {("recipients-missing", F)}),
    ("Nơi nhận không gạch chân", {"label_underline": False}, {("recipients-label", F)}),
    ("Nơi nhận đậm", {"label_bold": True}, {("recipients-label", F)}),
    ("nơi nhận cỡ 11", {"recipients_size": 11}, {("recipients-look", F)}),
    ("nơi nhận dấu phẩy", {"recipients": OLD["recipients"]}, {("recipients-mark", F)}),
    ("nơi nhận cũ chấm phẩy", {"date": OLD["date"]}, {("recipients-mark", F)}),
    ("nơi nhận không gạch", {"recipients": ("Như Điều 2;", "- Lưu Văn phòng Đảng ủy.")}, {("recipients-dash", F)}),
    ("nơi nhận không chấm", {"recipients": ("- Như Điều 2;", "- Lưu Văn phòng Đảng ủy")}, {("recipients-last", F)}),
    ("Lưu: VT", {"recipients": ("- Như Điều 2;", "- Lưu: VT.")}, {("recipients-keep", F)}),
    (
        "Nơi nhận còn Huyện ủy",
        {"recipients": ("- Như Điều 2;", "- Thường trực Huyện ủy;", "- Lưu Văn phòng Đảng ủy.")},
        {("recipients-district", A)},
    ),
    ("KT. BÍ THƯ", {"authority": "KT. BÍ THƯ", "post": "PHÓ BÍ THƯ"}, {("authority-form", F)}),
    ("cấp bậc trước tên", {"name": "Thượng tá Nguyễn Văn Ví Dụ"}, {("name-title", F)}),
    ("tiến sĩ viết tắt", {"name": "TS.Nguyễn Văn Ví Dụ"}, {("name-title", F)}),
    ("ngày ngắn thừa số 0", {"body": ("Họp ngày 06/03/2026 tại xã.", LONG)}, {("text-date", A)}),
    ("ngày ngắn thiếu số 0", {"body": ("Họp ngày 6/3/2026 tại xã.", LONG)}, {("text-date", A)}),
    ("ngày ngắn bằng chấm", {"body": ("Họp ngày 06.3.2026 tại xã.", LONG)}, {("text-date", A)}),
    ("ngày đầy đủ trong văn bản", {"body": ("Họp ngày 6 tháng 03 năm 2026.", LONG)}, {("text-date-full", F)}),
    (
        "viện dẫn thiếu dấu phẩy",
        {"body": ("Thực hiện Nghị quyết số 12-NQ/ĐU ngày 05/9/2026 của Đảng ủy.", LONG)},
        {("cite-comma", A)},
    ),
    (
        "hai căn cứ sai cùng một kiểu",
        {"body": ("- Căn cứ A.", "- Căn cứ B.", "- Theo đề nghị của C,", "=QUYẾT ĐỊNH", LONG)},
        {("basis-mark", F)},
    ),
    ("số ở trang 1", {"number_first": True}, {("number-on-first", F)}),
    ("trang 2 không số", {"numbered": "", "second_page": True}, {("number-missing", F)}),
    ("số ở chân trang", {"numbered": "footer", "second_page": True}, {("number-look", F)}),
    ("khổ Letter", {"edit": lambda file: setattr(file.sections[0], "page_width", Mm(216))}, {("paper-size", F)}),
    (
        "chữ đỏ",
        {"edit": lambda file: setattr(file.paragraphs[0].runs[0].font.color, "rgb", RGBColor(255, 0, 0))},
        {("colour", F)},
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_each_fault_is_found_and_nothing_else(changes: dict[str, Any], expected: set[tuple[str, Level]]) -> None:
    report = _report(**changes)
    assert _found(report) == expected, [finding.sentence() for finding in report.findings]
    assert all(finding.clause and finding.wanted for finding in report.findings)


@pytest.mark.parametrize(
    "changes",
    [
        {"pitch": 18},
        {"pitch": 22},
        {"body_size": 15},
        {"body_gap": 10},
        {**OLD, "pitch": 24},
        {"blank_lines": 5},
        {"number": "Số 123-QĐ/ĐU"},
        {"body": ("Họp ngày 06/3/2026, ngày 27/5/2026 và ngày 09/01/2026.", LONG)},
        {"body": ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ, chi bộ đã họp.", LONG)},
        {"body": ("Điện thoại 0123/4567/2026 và số 12/2026.", LONG)},
        {"authority": "T/M ĐẢNG ỦY", "post": "PHÓ BÍ THƯ"},
        {"authority": "T/L BAN THƯỜNG VỤ", "post": "CHÁNH VĂN PHÒNG"},
        {**OLD, "superior": "ĐẢNG BỘ THỊ XÃ MẪU", "date": "Ví Dụ, ngày 30 tháng 6 năm 2025"},
        {"margins": (20, 20, 30, 15.4)},
    ],
    ids=str,
)
def test_what_the_guides_allow_gives_no_finding(changes: dict[str, Any]) -> None:
    assert [finding.sentence() for finding in _report(**changes).findings] == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("TM. BAN THƯỜNG VỤ", "“T/M BAN THƯỜNG VỤ”"),
        ("TM BAN THƯỜNG VỤ", "“T/M BAN THƯỜNG VỤ”"),
        ("T/M. BAN THƯỜNG VỤ", "“T/M BAN THƯỜNG VỤ”"),
        ("TL. BAN THƯỜNG VỤ", "“T/L BAN THƯỜNG VỤ”"),
        ("KT. BÍ THƯ", "“T/M ĐẢNG ỦY” hoặc “T/M BAN THƯỜNG VỤ”, dòng dưới “PHÓ BÍ THƯ”"),
    ],
)
def test_the_right_form_of_the_right_to_sign_is_written_out(typed: str, wanted: str) -> None:
    (finding,) = _report(authority=typed, post="PHÓ BÍ THƯ").findings
    assert finding.wanted == wanted


def test_the_same_fault_of_several_lines_is_told_once_with_its_first_example() -> None:
    (finding,) = _report(recipients_size=11).findings
    assert (finding.found, finding.times) == ("“- Như Điều 2;” cỡ 11", 3)


def _sign_on_page_two(file: Any) -> None:
    """Let Word have noted that the foot came to stand on the second page."""
    mark = parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>")
    file.tables[-1].rows[0].cells[0].paragraphs[0].runs[0]._r.insert(0, mark)


def test_a_signature_alone_on_its_page_is_found_where_word_noted_its_pages() -> None:
    report = _report(edit=_sign_on_page_two)
    assert _found(report) == {("signature-alone", F)}
    assert str(report.findings[0].where) == "trang 2"


def test_room_for_number_and_day_in_a_draft_is_only_noted() -> None:
    report = _report(number="Số      -QĐ/ĐU", date="Ví Dụ, ngày      tháng      năm 2026")
    assert _found(report) == {("draft", Level.NOTE)}
    assert report.summary() == "Chưa thấy chỗ nào sai thể thức."


def test_several_faults_are_told_in_the_order_of_the_paper_each_once() -> None:
    report = _report(number="Số: 5/QĐ-ĐU", body_size=13, post_bold=True, margins=(20, 20, 25, 15))
    assert [finding.rule for finding in report.findings] == ["margins", "number-form", "body-size", "post-look"]
    assert report.findings[1].wanted == "Số 05-QĐ/ĐU"
    assert report.findings[2].times == 5
    assert report.summary() == "Thấy 4 chỗ sai."
