"""Names of people and cells come out as the register writes them."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.names import cell_name, person_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Nguyễn Văn Ví Dụ", "Nguyễn Văn Ví Dụ"),
        ("NGUYỄN VĂN VÍ DỤ", "Nguyễn Văn Ví Dụ"),
        ("nguyễn văn ví dụ", "Nguyễn Văn Ví Dụ"),
        ("Đ/c Trần Thị Mẫu", "Trần Thị Mẫu"),
        ("đồng chí: Trần Thị Mẫu", "Trần Thị Mẫu"),
        ("Đ.c TRẦN THỊ MẪU", "Trần Thị Mẫu"),
        ("Ông Lê Đức Thử", "Lê Đức Thử"),
        ("Nguyễn Văn ánh", "Nguyễn Văn Ánh"),
        ("Lê ý", "Lê Ý"),
        ("Trần ước ấn", "Trần Ước Ấn"),
        ("H'len Niê", "H'len Niê"),
        ("Nguyễn Văn Ổn (ánh)", "Nguyễn Văn Ổn (ánh)"),
        ("Ông/Bà Lê Đức Thử", "Lê Đức Thử"),
        ("K'BRÔI MẪU", "K'Brôi Mẫu"),
        ("Y-BHĂM MẪU", "Y-Bhăm Mẫu"),
        ("Lê thị Mẫu", "Lê Thị Mẫu"),
        ("", ""),
    ],
)
def test_a_persons_name(written, name):
    assert person_name(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CHI BỘ THÔN MẪU THƯỢNG", "Chi bộ thôn Mẫu Thượng"),
        ("CHI BỘ TRƯỜNG MẦM NON XÃ VÍ DỤ", "Chi bộ Trường Mầm non xã Ví Dụ"),
        ("CHI BỘ TRƯỜNG THCS XÃ VÍ DỤ", "Chi bộ Trường THCS xã Ví Dụ"),
        ("CHI BỘ KHỐI UBND XÃ", "Chi bộ Khối UBND xã"),
        ("CHI BỘ MẶT TRẬN VÀ ĐOÀN THỂ", "Chi bộ Mặt trận và đoàn thể"),
        ("CHI BỘ BAN XÂY DỰNG ĐẢNG", "Chi bộ Ban Xây dựng Đảng"),
        ("CHI BỘ THÔN MẪU 1A", "Chi bộ thôn Mẫu 1A"),
        ("chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 1"),
        ("Chi bộ TDP số 3", "Chi bộ TDP số 3"),
    ],
)
def test_a_cells_name(written, name):
    assert cell_name(written) == name
