"""Marks that only some papers bear, judged by size, style, side and the words of the guide of the day."""

from __future__ import annotations

import pytest

from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.report import Level
from tests.documents.lint import handmade
from tests.documents.lint.handmade import (
    FOOT,
    LEFT_HEAD,
    NAMES,
    RIGHT_HEAD,
    SIGNED,
    TEXT,
    TITLE,
    bare_table,
    box,
    c,
    p,
    r,
)
from tests.documents.lint.typed import Typed

A, F = Level.ADVICE, Level.FAULT


def found(
    left: tuple[str, ...] = (), right: tuple[str, ...] = (), after: tuple[str, ...] = (), foot: str = FOOT, **more
):
    head = bare_table((*LEFT_HEAD, *left), (*RIGHT_HEAD, *right))
    report = check(handmade.docx(head, *after, *TITLE, *TEXT, foot, **more), "dau.docx")
    assert report.kind == "QUYẾT ĐỊNH"
    return [(finding.rule, finding.level) for finding in report.findings]


@pytest.mark.parametrize(
    ("mark", "look", "size"),
    [
        ("KHẨN", "b", 14),
        ("THƯỢNG KHẨN", "b", 14),
        ("HỎA TỐC", "b", 14),
        ("HOẢ TỐC", "b", 14),
        ("MẬT", "b", 13),
        ("TUYỆT MẬT", "", 14),
        ("XONG HỘI NGHỊ TRẢ LẠI", "b", 12),
        ("TÀI LIỆU HỘI NGHỊ", "b", 12),
        ("Dự thảo lần 2", "i", 14),
        ("(Dự thảo)", "i", 14),
    ],
)
def test_a_mark_set_right_gives_no_finding(mark: str, look: str, size: float) -> None:
    assert found(left=(c(mark, look, size),)) == []
    assert found(after=(p(r(mark, look, size)),)) == []


@pytest.mark.parametrize(
    ("mark", "look", "size", "expected"),
    [
        ("KHẨN", "", 12, ("urgency-look", F)),
        ("KHẨN CẤP", "b", 14, ("urgency-words", F)),
        ("HỎA TỐC HẸN GIỜ", "b", 14, ("urgency-words", F)),
        ("XONG HỘI NGHỊ TRẢ LẠI", "", 12, ("circulation-look", A)),
        ("LƯU HÀNH NỘI BỘ", "b", 14, ("circulation-look", A)),
        ("Dự thảo lần 2", "b", 14, ("draft-look", A)),
        ("Dự thảo lần 2", "i", 12, ("draft-look", A)),
        ("DỰ THẢO", "i", 14, ("draft-look", A)),
    ],
)
def test_a_mark_set_otherwise_is_told(mark: str, look: str, size: float, expected: tuple[str, Level]) -> None:
    assert found(left=(c(mark, look, size),)) == [expected]


@pytest.mark.parametrize("mark", ["KHẨN", "TỐI MẬT"])
def test_marks_of_secrecy_and_urgency_stand_on_the_left(mark: str) -> None:
    assert found(right=(c(mark, "b"),)) == [("mark-place", A)]


def test_a_mark_may_stand_in_a_box_of_its_own() -> None:
    assert found(left=(p(box(c("KHẨN", "b"), 10, width=60), align="center"),)) == []


def test_the_old_guide_has_its_own_word_for_the_most_urgent() -> None:
    def urgent(mark: str, day: str) -> list[str]:
        left = (*LEFT_HEAD, c(mark, "b"))
        right = (RIGHT_HEAD[0], c(f"Ví Dụ, ngày 06 tháng {day} năm 2026", "i"))
        sent = bare_table((p(r("Nơi nhận:", "u")), p(r("- Lưu Văn phòng Đảng ủy.", size=12))), SIGNED)
        report = check(handmade.docx(bare_table(left, right), *TITLE, *TEXT, sent), "dau.docx")
        return [finding.rule for finding in report.findings]

    assert urgent("HỎA TỐC HẸN GIỜ", "3") == []
    assert urgent("HỎA TỐC HẸN GIỜ: 15 GIỜ", "3") == []
    assert urgent("HỎA TỐC", "3") == ["urgency-words"]
    assert urgent("HỎA TỐC", "6") == []


def test_the_typist_s_sign_and_the_office_s_address_are_no_recipients() -> None:
    def foot(typist: float, contact: float) -> list[tuple[str, Level]]:
        sent = (*handmade.SENT, p(r("ABC-268", size=typist)), p(r("Điện thoại: 0123 456 789", size=contact)))
        return found(foot=bare_table(sent, SIGNED))

    assert foot(8, 10) == []
    assert foot(12, 10) == [("typist-look", A)]
    assert foot(8, 13) == [("contact-look", A)]


def test_an_address_in_the_footer_of_the_first_page_is_looked_at() -> None:
    section = handmade.SECTION.replace("<w:titlePg/>", '<w:footerReference w:type="first" r:id="f1"/><w:titlePg/>')

    def foot(size: float) -> list[tuple[str, Level]]:
        footer = f"<w:ftr {NAMES}>{p(r('Địa chỉ: thôn Mẫu 1, xã Ví Dụ', size=size))}</w:ftr>"
        return found(section=section, footer1=footer)

    assert foot(10) == []
    assert foot(14) == [("contact-look", A)]


def test_a_word_of_a_mark_within_the_text_is_no_mark() -> None:
    report = check(Typed(body=("Việc này rất khẩn và mật.", "Dự thảo đã xong.")).docx(), "chu.docx")
    assert [finding.sentence() for finding in report.findings] == []
