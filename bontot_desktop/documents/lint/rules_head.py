"""Rules of the head: title of the Party, bodies, number and symbol, place and date (document-format §2–4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents.lint import clauses, words
from bontot_desktop.documents.lint.looks import Look, advice, compare, fault, shortened
from bontot_desktop.documents.lint.paper import Line, Paper
from bontot_desktop.documents.lint.parts import Parts, symbol_groups
from bontot_desktop.documents.lint.report import Finding, Level
from bontot_desktop.documents.lint.words import spelled
from bontot_desktop.text import fold

#: From this day no party committee stands under a district (Quy định 294-QĐ/TW).
NO_DISTRICT_FROM = date(2025, 7, 1)
_DISTRICT = ("HUYỆN", "QUẬN", "THỊ XÃ")

_PARTY = Look("party-look", "Tiêu đề", clauses.PARTY, 15, bold=True, upper=True)
_SUPERIOR = Look("superior-look", "Tên cơ quan cấp trên", clauses.BODIES, 14, bold=False, upper=True)
_ISSUER = Look("issuer-look", "Tên cơ quan ban hành", clauses.BODIES, 14, bold=True, upper=True)
_NUMBER = Look("number-style", "Số và ký hiệu", clauses.NUMBER, 14, bold=False)
_DATE = Look("date-look", "Địa danh, ngày tháng", clauses.DATE, 14, bold=False, italic=True)


def state_words(paper: Paper, parts: Parts) -> Iterator[Finding]:
    """No title of the State, no motto: they belong to papers of the State."""
    state, motto = _state_title(paper, parts), _motto(paper, parts)
    if state is not None:
        found = "có quốc hiệu" + (" và tiêu ngữ" if motto is not None else "")
        wanted = words.PARTY + (", không có tiêu ngữ" if motto is not None else "")
        yield fault("state-title", "Tiêu đề", found, wanted, clauses.PARTY, state)
    elif motto is not None:
        found = f"có tiêu ngữ “{shortened(motto.text)}”"
        yield fault("motto", "Tiêu đề", found, "bỏ dòng này", clauses.PARTY, motto)


def _state_title(paper: Paper, parts: Parts) -> Line | None:
    top = (*parts.head, *paper.lines[:12])
    return next((line for line in top if any(one in spelled(line.text).upper() for one in words.STATE)), None)


def _motto(paper: Paper, parts: Parts) -> Line | None:
    top = (*parts.head, *paper.lines[:12])
    return next((line for line in top if words.MOTTO in fold(line.text.replace("–", "-"))), None)


def party(paper: Paper, parts: Parts) -> Iterator[Finding]:
    """ĐẢNG CỘNG SẢN VIỆT NAM, 15 bold, with a line as long as itself below."""
    if parts.party is None:
        if parts.has_head and _state_title(paper, parts) is None:
            yield fault("party-missing", "Tiêu đề", "không có tiêu đề", words.PARTY, clauses.PARTY)
        return
    yield from compare(parts.party, _PARTY)
    if not parts.under_party:
        wanted = "đường kẻ liền dài bằng dòng tiêu đề"
        yield fault("party-rule", "Tiêu đề", "không có đường kẻ bên dưới", wanted, clauses.PARTY, parts.party)


def bodies(parts: Parts, day: date | None) -> Iterator[Finding]:
    """Superior regular, issuer bold, an asterisk below and never a rule."""
    if not parts.has_head:
        return
    if parts.superior is not None:
        yield from compare(parts.superior, _SUPERIOR)
        yield from _superior(parts.superior, parts.issuer, day)
    if parts.issuer is None:
        wanted = "tên cơ quan ban hành ở góc trái, in hoa, đậm"
        yield fault("issuer-missing", "Tên cơ quan ban hành", "không thấy tên cơ quan ban hành", wanted, clauses.BODIES)
        return
    yield from compare(parts.issuer, _ISSUER)
    if parts.under_issuer:
        found, wanted = "có đường kẻ dưới tên cơ quan ban hành", "dấu sao (*)"
        yield fault("issuer-rule", "Tên cơ quan ban hành", found, wanted, clauses.BODIES, parts.issuer)
    elif parts.star is None:
        found, wanted = "không có dấu sao", "dấu sao (*) ở dòng riêng, dưới tên cơ quan"
        yield fault("star-missing", "Tên cơ quan ban hành", found, wanted, clauses.BODIES, parts.issuer)


def _superior(superior: Line, issuer: Line | None, day: date | None) -> Iterator[Finding]:
    name = spelled(superior.text)
    issued = "" if issuer is None else spelled(issuer.text)
    if words.starts(issued, ("ĐẢNG ỦY", "CHI BỘ")) and not name.upper().startswith("ĐẢNG BỘ"):
        found = f"“{shortened(superior.text)}”"
        yield fault("superior-name", _SUPERIOR.part, found, "bắt đầu bằng ĐẢNG BỘ", clauses.BODIES, superior)
    named = next((unit for unit in _DISTRICT if f" {unit} " in f" {name.upper()} "), None)
    if named and (day is None or day >= NO_DISTRICT_FROM):
        found = f"ghi cấp huyện: “{shortened(superior.text)}”"
        wanted = "từ 01/7/2025 không còn cấp huyện; ghi đảng bộ tỉnh, thành phố"
        yield advice("superior-district", _SUPERIOR.part, found, wanted, clauses.BODIES, superior)


def number(parts: Parts) -> Iterator[Finding]:
    """Number as "Số 05-QĐ/ĐU"; a draft may leave room for it."""
    line = parts.number
    if line is None:
        if parts.kind in words.ISSUED - words.UNNUMBERED and parts.has_head:
            yield fault("number-absent", _NUMBER.part, "không có số, ký hiệu", "ví dụ: Số 05-QĐ/ĐU", clauses.NUMBER)
        return
    yield from compare(line, _NUMBER)
    written = words.NUMBER.match(line.text)
    if written is None:
        if words.DRAFT_NUMBER.match(line.text):
            yield Finding(
                "draft", Level.NOTE, _NUMBER.part, "dự thảo, chưa có số", "ghi số khi ban hành", clauses.NUMBER
            )
        else:
            yield fault("number-form", _NUMBER.part, f"“{line.text}”", _wanted_number(line.text), clauses.NUMBER, line)
        return
    count = written["count"]
    if int(count) == 0 or count != f"{int(count):02d}":
        found, wanted = f"số “{count}”", f"“{int(count):02d}” (số dưới 10 thêm số 0 ở trước)"
        yield fault("number-zero", _NUMBER.part, found, wanted, clauses.SERIES, line)
    known = words.SYMBOLS.get(parts.kind)
    if known and written["type"] not in known:
        found = f"ký hiệu {written['type']} trên {parts.kind.lower()}"
        yield advice("number-type", _NUMBER.part, found, f"ký hiệu {known[0]}", clauses.TYPES, line)


def _wanted_number(text: str) -> str:
    """Rewrite a number as it should be where that can be told."""
    digits = "".join(char for char in text.partition("-")[0].partition("/")[0] if char.isdigit())
    symbols = symbol_groups(text)
    body = text.replace("/", "-").rpartition("-")[2].strip()
    known = {symbol for symbols_ in words.SYMBOLS.values() for symbol in symbols_} | {"CV"}
    if digits and len(digits) < 5 and symbols and symbols[0] in known and body and body.isalnum():
        return f"Số {int(digits):02d}-{symbols[0]}/{body}"
    return "ví dụ: Số 05-QĐ/ĐU"


def place_date(parts: Parts) -> Iterator[Finding]:
    """Place and date in italics; day below 10 and month below 3 with a zero, other months without."""
    line = parts.place_date
    if line is None:
        if parts.kind in words.ISSUED and parts.has_head:
            wanted = "ví dụ: Phú Quý, ngày 06 tháng 3 năm 2026"
            yield fault("date-missing", _DATE.part, "không có địa danh, ngày tháng", wanted, clauses.DATE)
        return
    yield from compare(line, _DATE)
    match = words.DATE.search(line.text)
    if match is None:
        return
    day, month, year = match.groups()
    if not line.text[: match.start()].strip(" ,.") or "," not in line.text[: match.start()]:
        yield fault(
            "date-place", _DATE.part, f"“{shortened(line.text)}”", "địa danh, dấu phẩy rồi đến ngày", clauses.DATE, line
        )
    if not (day.isdigit() and month.isdigit() and year.isdigit()):
        if not parts.number or words.NUMBER.match(parts.number.text):
            yield Finding(
                "draft-date", Level.NOTE, _DATE.part, "chưa ghi đủ ngày tháng", "ghi khi ban hành", clauses.DATE
            )
        return
    try:
        real = date(int(year), int(month), int(day))
    except ValueError:
        yield fault("date-real", _DATE.part, f"“{match.group()}”", "một ngày có thật", clauses.DATE, line)
        return
    if f"ngày {day} tháng {month} năm {year}" != dates.full(real):
        yield fault("date-zero", _DATE.part, f"“{match.group()}”", f"“{dates.full(real)}”", clauses.DATE, line)
