"""Whatever is given to the check, it answers with findings or one sentence, and unpacks no more than a paper holds."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from bontot_desktop.documents.lint import opening
from bontot_desktop.documents.lint.check import check
from bontot_desktop.errors import Refused
from tests.documents.lint import handmade
from tests.documents.lint.test_resolving import W, package
from tests.documents.lint.typed import Typed

DOCUMENT = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _zip(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "trống"),
        (b"%PDF-1.7\n", "là tệp PDF"),
        (b"{\\rtf1\\ansi", "dạng .rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "ở dạng .doc cũ; hãy mở bằng Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "đang đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu"),
        (_zip(**{"xl/workbook.xml": "<x/>"}), "là bảng tính"),
        (_zip(**{"ppt/presentation.xml": "<x/>"}), "là tệp trình chiếu"),
        (_zip(**{"mimetype": "x", "content.xml": "<x/>"}), "ở dạng .odt"),
        (b"PK\x03\x04 khong phai", "không đọc được"),
        ("Chỉ là chữ.".encode(), "không đọc được"),
        (OLE + b"\0" * 600, "mật khẩu hoặc ở dạng .doc cũ"),
        (_zip(**{"a.txt": "không có gì"}), "không đọc được"),
        (package("", **{DOCUMENT: "<w:document"}), "không đọc được"),
        (package("", **{DOCUMENT: f"<w:document {W}/>"}), "không đọc được"),
        (package("", **{DOCUMENT: "<html/>"}), "không đọc được"),
        (package("", **{"word/styles.xml": "<<<"}), "không đọc được"),
    ],
    ids=[
        "rong",
        "pdf",
        "rtf",
        "doc",
        "dat-mat-khau",
        "xlsx",
        "pptx",
        "odt",
        "nua-zip",
        "chu",
        "doc-cu",
        "zip-khac",
        "cut",
        "khong-than",
        "html",
        "styles-hong",
    ],
)
def test_what_is_no_whole_word_file_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        check(content, "tep.docx")
    assert "\n" not in str(refused.value)
    assert "tep.docx" in str(refused.value)


def test_document_types_with_entities_are_refused_unread(tmp_path) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("bí mật", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    for declared in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', f'<!ENTITY l0 "ha">{laughs}'):
        name = "x" if "SYSTEM" in declared else "l8"
        body = f"<w:body><w:p><w:r><w:t>&{name};</w:t></w:r></w:p></w:body>"
        text = f"<!DOCTYPE d [{declared}]><w:document {W}>{body}</w:document>"
        with pytest.raises(Refused):
            check(package("", **{DOCUMENT: text}), "thuc-the.docx")


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1_000_000)
    with pytest.raises(Refused, match="quá lớn"):
        check(package("<w:p/>" * 300_000), "no.docx")


def test_a_tree_deeper_or_larger_than_word_makes_is_refused(monkeypatch) -> None:
    with pytest.raises(Refused):
        check(package("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "sau.docx")
    monkeypatch.setattr(opening, "MOST_PARAGRAPHS", 900)
    with pytest.raises(Refused, match="quá lớn"):
        check(package("<w:p/>" * 1000), "dai.docx")
    monkeypatch.setattr(opening, "MOST_ELEMENTS", 500)
    with pytest.raises(Refused, match="quá lớn"):
        check(package("<w:sdt/>" * 1000), "dai.docx")


def test_a_paper_of_five_hundred_pages_is_checked_like_any_other() -> None:
    text = handmade.body("Sinh hoạt chi bộ là việc của mọi đảng viên trong chi bộ, ai cũng phải dự. " * 6)
    pages = handmade.docx(handmade.HEAD, *handmade.TITLE, *[text] * 3200, handmade.body("Hết.", size=12), handmade.FOOT)
    (finding,) = check(pages, "dai.docx").findings
    assert finding.rule == "body-size"
    assert 500 <= finding.where.page <= 700


def test_strange_values_in_a_whole_file_do_no_harm() -> None:
    body = (
        '<w:p><w:pPr><w:spacing w:line="x" w:before="1e999"/><w:ind w:left="nan"/><w:numPr><w:ilvl w:val="99"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:sz w:val=""/><w:rFonts/></w:rPr><w:t/>'
        "<w:t>Số</w:t></w:r></w:p>"
        '<w:tbl><w:tr/></w:tbl><w:sectPr><w:pgSz w:w="-3" w:h="abc"/><w:headerReference r:id="r99" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:sectPr>'
    )
    assert check(package(body), "la.docx").findings
    assert check(package(""), "rong.docx").kind == ""


def test_a_good_file_with_some_bytes_changed_is_read_or_refused() -> None:
    good = Typed().docx()
    dice = random.Random(20261121)
    for _ in range(150):
        spoilt = bytearray(good)
        for _ in range(dice.randint(1, 12)):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        if dice.random() < 0.3:
            del spoilt[dice.randrange(len(spoilt)) :]
        try:
            check(bytes(spoilt), "hong.docx")
        except Refused:
            continue


def test_a_good_document_with_some_xml_changed_is_read_or_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(Typed().docx())) as archive:
        text = archive.read(DOCUMENT).decode()
    dice = random.Random(20261122)
    pieces = text.split("<")
    for _ in range(60):
        shuffled = list(pieces)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(2, len(shuffled))
            shuffled[at] = dice.choice((shuffled[at].replace('w:val="', 'w:val="9'), "w:p/>", shuffled[at].upper()))
        try:
            check(package("", **{DOCUMENT: "<".join(shuffled)}), "tron.docx")
        except Refused:
            continue
