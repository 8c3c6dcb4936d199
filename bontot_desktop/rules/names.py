"""Names of people and cells as lists write them, brought to the way the register writes them."""

from __future__ import annotations

import re

from bontot_desktop import text

#: What lists put before a person's name, with or without a colon or full stop.
_TITLE = re.compile(
    r"^(?:(?:đồng\s+chí|đ\s*[/.]\s*c|đ/chí|ông|bà|anh|chị|cô|chú|thầy)(?:\s*/\s*(?:ông|bà|anh|chị))?[\s.:]+)+",
    re.IGNORECASE,
)
#: "Bà" and "Ông" are no family names, but a name of one word after them is left whole ("Bà Triệu").
_PARTS = re.compile(r"[^\s\-'’`]+")
#: Words of cells' names that keep this spelling in the middle of a name; all others are taken for names of places.
_CELL_PHRASES = (
    "chi bộ",
    "chi bộ cơ sở",
    "thôn",
    "xóm",
    "ấp",
    "khóm",
    "bản",
    "làng",
    "buôn",
    "khu phố",
    "khu dân cư",
    "tổ dân phố",
    "TDP",
    "tiểu khu",
    "xã",
    "phường",
    "thị trấn",
    "và",
    "các",
    "của",
    "số",
    "Trường",
    "Trường Mầm non",
    "Trường Mẫu giáo",
    "Trường Tiểu học",
    "Trường Tiểu học và THCS",
    "Trường TH và THCS",
    "Trường TH&THCS",
    "Trường Trung học cơ sở",
    "Trường Trung học phổ thông",
    "Trường học",
    "THCS",
    "THPT",
    "TH",
    "TH&THCS",
    "PTDTBT",
    "PTDTNT",
    "Mầm non",
    "Tiểu học",
    "Trung học cơ sở",
    "Trạm Y tế",
    "Trung tâm",
    "Trung tâm Phục vụ hành chính công",
    "Trung tâm Dịch vụ tổng hợp",
    "Văn phòng",
    "Văn phòng Đảng ủy",
    "Văn phòng HĐND và UBND",
    "Đảng ủy",
    "Đảng bộ",
    "Ban Xây dựng Đảng",
    "Ban Chỉ huy Quân sự",
    "Ủy ban Kiểm tra",
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Ủy ban Mặt trận Tổ quốc",
    "Mặt trận",
    "Mặt trận và đoàn thể",
    "Mặt trận và các đoàn thể",
    "Mặt trận Tổ quốc",
    "Mặt trận Tổ quốc và các đoàn thể",
    "UBKT",
    "UBND",
    "HĐND",
    "UBMTTQ",
    "MTTQ",
    "Khối",
    "Khối UBND",
    "Khối Đảng",
    "Khối Đảng, đoàn thể",
    "Công an",
    "Quân sự",
    "Quỹ tín dụng nhân dân",
    "Hợp tác xã",
    "Hợp tác xã nông nghiệp",
    "HTX",
    "Công ty",
    "Công ty cổ phần",
    "Công ty TNHH",
    "TNHH",
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Phòng Văn hóa",
    "Cơ quan",
    "Nông thôn",
    "Hưu trí",
    "Bệnh viện",
)
_PHRASES = {tuple(phrase.casefold().split()): phrase.split() for phrase in _CELL_PHRASES}
_LONGEST = max(map(len, _PHRASES))


def person_name(written: str) -> str:
    """Return a person's name: without "Đ/c" before it, and in small letters where a list has only capitals.

    A name written in capitals and small letters is taken as it stands, but for a syllable that begins small: fonts of
    the old codes have no capitals with marks ("Nguyễn Văn ánh").
    """
    if written.istitle() and not _TITLE.match(written):
        return written
    name = _TITLE.sub("", written, count=1).strip(" .,:;-–")
    if len(name.split()) < 2 and len(written.split()) > 1:
        # "Bà Triệu": what is left would be no full name.
        name = written if len(written.split()) == 2 and not written.casefold().startswith("đ") else name
    if name.isupper() or name.islower():
        return _PARTS.sub(lambda match: _capital(match.group()), name)
    return " ".join(map(text.first_upper, name.split()))


def _capital(syllable: str) -> str:
    return syllable[:1].upper() + syllable[1:].lower()


def cell_name(written: str) -> str:
    """Return a cell's name in the register's spelling: "CHI BỘ THÔN MẪU 1" is "Chi bộ thôn Mẫu 1"."""
    name = text.clean(written).strip(" .,:;-–")
    if not name.isupper():
        return text.first_upper(name)
    words = name.casefold().split()
    spelled: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            phrase = _PHRASES.get(tuple(words[place : place + length]))
            if phrase is not None:
                spelled += phrase
                place += length
                break
        else:
            original = name.split()[place]
            is_sign = any(sign.isdigit() for sign in original) or len(original) == 1
            spelled.append(original if is_sign else _PARTS.sub(lambda match: _capital(match.group()), words[place]))
            place += 1
    return text.first_upper(" ".join(spelled))
