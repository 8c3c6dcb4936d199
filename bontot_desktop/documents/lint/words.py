"""The words by which components of a paper are known, spelled one way for comparing."""

from __future__ import annotations

import re

from bontot_desktop import text

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA")
MOTTO = "doc lap - tu do - hanh phuc"

#: The official types with the symbol of each (document-format §4.1; Quy định 399-QĐ/TW).
SYMBOLS = {
    "NGHỊ QUYẾT": ("NQ",),
    "QUYẾT ĐỊNH": ("QĐ",),
    "QUY ĐỊNH": ("QĐ", "QĐi", "QĐI"),
    "CHỈ THỊ": ("CT",),
    "KẾT LUẬN": ("KL",),
    "QUY CHẾ": ("QC",),
    "THÔNG TRI": ("TT",),
    "HƯỚNG DẪN": ("HD",),
    "THÔNG BÁO": ("TB",),
    "BÁO CÁO": ("BC",),
    "KẾ HOẠCH": ("KH",),
    "CHƯƠNG TRÌNH": ("CTr",),
    "ĐỀ ÁN": ("ĐA",),
    "PHƯƠNG ÁN": ("PA",),
    "TỜ TRÌNH": ("TTr",),
    "BIÊN BẢN": ("BB",),
}
LETTER = "CÔNG VĂN"
PETITION = "TỜ TRÌNH"
MINUTES = "BIÊN BẢN"
#: Types that are numbered, dated, signed and sent; minutes need none of it to be right.
ISSUED = frozenset(SYMBOLS) - {MINUTES} | {LETTER}
#: Types that may go without a number: a programme of a meeting is no programme of work.
UNNUMBERED = frozenset({"CHƯƠNG TRÌNH"})
#: Types of one body and of both profiles that only head their own sheet.
OTHER_TYPES = ("DANH SÁCH", "PHIẾU", "PHỤ LỤC", "GIẤY", "LỊCH", "BẢNG", "ĐƠN", "BẢN", "SỔ", "MẪU", "DỰ THẢO", "BIỂU")
#: Types whose text is set as each office likes.
FREE = ("GIẤY", "SỔ", "THẺ")
#: What hangs on a wall is no văn bản: only its letters are looked at.
CERTIFICATES = ("GIẤY KHEN", "BẰNG KHEN", "GIẤY CHỨNG NHẬN")
ANNEX = ("DANH SÁCH", "PHỤ LỤC", "BẢNG", "BIỂU", "MẪU", "LỊCH")

_TYPES = "NQ|QĐ|QĐi|QĐI|CT|KL|QC|TT|HD|TB|BC|KH|CTr|ĐA|PA|TTr|CV|BB|BS|GM"
NUMBER = re.compile(rf"^Số (?P<count>\d+)-(?P<type>{_TYPES})/[A-ZĐƯa-z0-9]+(?:-[A-ZĐƯa-z0-9]+)*$")
DRAFT_NUMBER = re.compile(rf"^Số *[.…_]*-(?:{_TYPES})/[A-ZĐƯa-z0-9]+(?:-[A-ZĐƯa-z0-9]+)*$")
NUMBER_LIKE = re.compile(r"^[Ss][ốỐoO]\s*[:.]?\s*(?:\d+\s*[-/–—]|[.…_]{2,}|[-/–—]\s*[A-ZĐ])")
SYMBOL = re.compile(r"(?<![A-Za-zĐ])([A-ZĐ][A-ZĐa-z]{1,2})\s*/\s*[A-ZĐƯ]|/\s*([A-ZĐ][A-ZĐa-z]{1,2})\s*-\s*[A-ZĐƯ]")
DATE = re.compile(r"ngày\s*([\d.…_]*)\s*tháng\s*([\d.…_]*)\s*năm\s*(\d{4}|[\d.…_]*)", re.IGNORECASE)
DASHES = re.compile(r"^[-–—_=]{2,}$")
STAR = re.compile(r"^[*∗＊⁎]+$")
ADDRESS = re.compile(r"^K[íÍ]nh (g[ửỬ]i|tr[ìÌ]nh)\s*:?", re.IGNORECASE)
BASIS = re.compile(r"^(?:[-–+•]\s*)?(Căn cứ|Theo đề nghị|Xét đề nghị|Xét tờ trình|Theo Tờ trình)\b")
ARTICLE = re.compile(r"^Điều \d+\s*[.:]?")
RECIPIENTS = re.compile(r"^n[ơo]i nh[ậa]n", re.IGNORECASE)
AUTHORITY = re.compile(r"^(T/M|K/T|T/L|T/U|Q|TM|KT|TL|TUQ)[./\s:]")
#: A deputy signing for the secretary, which a committee does not have (HD 36 §1.7.1).
DEPUTY = re.compile(r"^(?:K/T|KT)[.:]?\s*BÍ THƯ")
POSTS = (
    "BÍ THƯ", "PHÓ BÍ THƯ", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "TRƯỞNG", "PHÓ TRƯỞNG", "CHỦ NHIỆM",
    "PHÓ CHỦ NHIỆM", "TỔ TRƯỞNG", "TỔ PHÓ", "ỦY VIÊN", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHI ỦY VIÊN",
)  # fmt: skip
SIGNERS = (
    "NGƯỜI", "THƯ KÝ", "CHỦ TRÌ", "CHỦ TỌA", "CHỦ TOẠ", "ĐẠI DIỆN", "XÁC NHẬN", "TỔ KIỂM PHIẾU", "BAN KIỂM PHIẾU",
    "ĐOÀN CHỦ TỊCH", "CÁN BỘ", "ĐẢNG VIÊN",
)  # fmt: skip
ISSUERS = (
    "ĐẢNG BỘ", "ĐẢNG ỦY", "CHI BỘ", "CHI ỦY", "TỈNH ỦY", "THÀNH ỦY", "HUYỆN ỦY", "QUẬN ỦY", "THỊ ỦY", "VĂN PHÒNG",
    "BAN", "ỦY BAN", "TỔ", "HỘI ĐỒNG", "TIỂU BAN", "ĐẠI HỘI", "ĐOÀN", "TRUNG TÂM", "CƠ QUAN",
)  # fmt: skip
TITLED = re.compile(
    r"^(đồng chí|đ/c|ông|bà|ThS|TS|PGS|GS|BS|CN|KS|CKI|CKII|Thạc sĩ|Thạc sỹ|Tiến sĩ|Tiến sỹ|Phó Giáo sư|Giáo sư|Bác sĩ|"
    r"Cử nhân|Kỹ sư|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|Thiếu úy|Trung tướng|Thiếu tướng)"
    r"(?:\.\s*|\s+)",
    re.IGNORECASE,
)

_TO_OLD = {"uý": "úy", "uỳ": "ùy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_TO_OLD |= {new.upper(): old.upper() for new, old in _TO_OLD.items()}
_TO_OLD |= {new.capitalize(): old.capitalize() for new, old in list(_TO_OLD.items()) if new.islower()}


def spelled(words: str) -> str:
    """Clean a line and place its tone marks the old way (uỷ to ủy), so that both spellings compare alike."""
    line = text.clean(words)
    for new, old in _TO_OLD.items():
        line = line.replace(new, old)
    return line


def starts(line: str, words: tuple[str, ...]) -> bool:
    """Whether a line begins with one of some whole words."""
    return any(line == word or line.startswith((word + " ", word + ",", word + "/", word + "-")) for word in words)
