"""The sheet with the recovery code, to be printed once, sealed in an envelope and kept in the safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents.blocks import (
    CoverLine,
    Document,
    Field,
    FieldLine,
    Items,
    Letterhead,
    Paragraph,
    Role,
    Signer,
    Spacer,
    Title,
    TwoSignatures,
)


@dataclass(frozen=True, slots=True)
class RecoverySheetFacts:
    """What the sheet says; ``code`` opens the data file without the password."""

    superior: str
    issuer: str
    place: str
    data_file: str
    code: str
    day: date


def _two_lines(code: str) -> tuple[str, str]:
    """Part the code in the middle, so that it is read and copied group by group."""
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    return " - ".join(groups[:half]) + " -", " - ".join(groups[half:])


def build(facts: RecoverySheetFacts) -> Document:
    """Lay the sheet out: one page, the code large enough to read without glasses."""
    return Document(
        blocks=(
            Letterhead(
                superior=facts.superior, issuer=facts.issuer, place_date=f"{facts.place}, {dates.full(facts.day)}"
            ),
            Title("PHIẾU KHÔI PHỤC", "dữ liệu chương trình Bốn Tốt"),
            Paragraph(
                "Mã dưới đây mở được tệp dữ liệu của Văn phòng khi quên mật khẩu. Ai có mã này đọc được toàn bộ "
                "dữ liệu, vì vậy chỉ in một bản, cho vào phong bì, niêm phong và cất trong tủ có khóa."
            ),
            Spacer(6),
            *(CoverLine(line, size_pt=22, bold=True) for line in _two_lines(facts.code)),
            Spacer(6),
            FieldLine((Field("Tệp dữ liệu: ", facts.data_file),)),
            FieldLine((Field("Ngày lập: ", dates.screen(facts.day)),)),
            Paragraph("Cách dùng", Role.HEADING_2),
            Items(
                (
                    "Mở chương trình, để trống ô mật khẩu, bấm “Mở” rồi gõ mã trên; chữ hoa, chữ thường như nhau.",
                    "Đặt ngay mật khẩu mới ở trang Hệ thống, mục Mật khẩu.",
                    "Lập mã khôi phục mới ở cùng mục đó, in phiếu mới và hủy phiếu này.",
                ),
                marker="{n}. ",
            ),
            FieldLine((Field("Ngày niêm phong"), Field("Ngày mở", share=1.0)), marker=""),
            TwoSignatures(Signer("NGƯỜI LẬP PHIẾU"), Signer("NGƯỜI GIỮ PHIẾU")),
        ),
        title="Phiếu khôi phục",
        author=facts.issuer,
        day=facts.day,
    )
