"""Text of the codes TCVN3 and VNI becomes Unicode; text in Unicode is left alone."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.old_code import OldCode, guess_code, to_unicode
from bontot_desktop.rules.old_letters import TCVN3, VNI, from_tcvn3, from_vni

ALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


def test_every_vietnamese_letter_can_be_written_in_each_code():
    assert set(TCVN3.values()) >= set(ALL)
    assert set(VNI.values()) | set("íì") >= set(ALL)
    assert set(VNI.values()) | set("ÍÌ") >= set(ALL.upper())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NguyÔn V¨n VÝ Dô", "Nguyễn Văn Ví Dụ"),
        ("Hä vµ tªn", "Họ và tên"),
        ("Ngµy vµo §¶ng", "Ngày vào Đảng"),
        ("Chi bé tr\u00adêng MÉu", "Chi bộ trường Mẫu"),
        ("NGUYÔN V¡N Vâ", "NGUYỄN VĂN VÕ"),
        ("§ç ThÞ Ph\u00adîng", "Đỗ Thị Phượng"),
        ("bÝ th\u00ad", "bí thư"),
    ],
)
def test_tcvn3_becomes_unicode(written, meant):
    assert from_tcvn3(written) == meant
    assert to_unicode(written, guess_code([written])) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Nguyeãn Vaên Ví Duï", "Nguyễn Văn Ví Dụ"),
        ("Hoï vaø teân", "Họ và tên"),
        ("ñoàng chí Böôûi", "đồng chí Bưởi"),
        ("TRAÀN THÒ MAÃU", "TRẦN THỊ MẪU"),
        ("Ñoã Thò Phöôïng", "Đỗ Thị Phượng"),
        ("ngöôøi thöù nhaát, kyõ sö", "người thứ nhất, kỹ sư"),
    ],
)
def test_vni_becomes_unicode(written, meant):
    assert from_vni(written) == meant
    assert to_unicode(written, guess_code([written])) == meant


@pytest.mark.parametrize("written", ["Nguyễn Văn Ví Dụ", "Nhà Xóm Hùng", "Hà", "Müller", "Le Van A", "25°C, 30 m²"])
def test_text_in_unicode_is_left_alone(written):
    assert guess_code([written]) is OldCode.UNICODE
    for code in OldCode:
        if any(sign > "\u00ff" for sign in written):
            assert to_unicode(written, code) == written


def test_words_that_do_not_tell_go_with_the_others():
    assert guess_code(["Nam", "12"], OldCode.TCVN3) is OldCode.TCVN3
    assert guess_code(["Nam", "N÷"]) is OldCode.TCVN3
