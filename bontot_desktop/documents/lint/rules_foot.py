"""Rules of signing and of Nơi nhận (document-format §2 ids 7a–7c and 9b, §6, §7)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date

from bontot_desktop.documents.lint import clauses, words
from bontot_desktop.documents.lint.foot import SignerPart
from bontot_desktop.documents.lint.looks import Look, advice, compare, fault, shortened
from bontot_desktop.documents.lint.paper import Line
from bontot_desktop.documents.lint.parts import Parts
from bontot_desktop.documents.lint.report import Finding, Level
from bontot_desktop.documents.lint.rules_head import NO_DISTRICT_FROM
from bontot_desktop.documents.lint.words import spelled
from bontot_desktop.documents.profile import Profile

_AUTHORITY = Look("authority-look", "Quyền hạn ký", clauses.SIGNING, 14, bold=True, upper=True)
_POST = Look("post-look", "Chức vụ người ký", clauses.SIGNING, 14, bold=False, upper=True)
_ALONE = Look("post-look", "Chức vụ người ký", clauses.SIGNING, 14, bold=True, upper=True, level=Level.ADVICE)
_NAME = Look("name-look", "Họ tên người ký", clauses.SIGNING, 14, bold=True)
_LINES = Look("recipients-look", "Nơi nhận", clauses.RECIPIENTS, 12, bold=False, centred=False)
_RIGHT = re.compile(r"^(?:T/M|K/T|T/L|Q\.) ?\w")
_TYPED = re.compile(r"^(T/M|K/T|T/L|T/U|TUQ|TM|KT|TL|Q)[.:/\s]*(.*)$")
_WRONG = {"TM": "T/M", "KT": "K/T", "TL": "T/L", "TUQ": "T/L", "T/U": "T/L", "Q": "Q."}
_WRONG |= {right: right for right in ("T/M", "K/T", "T/L")}
_COMMITTEE = re.compile(r"\b(ĐẢNG ỦY|ĐẢNG BỘ|CHI BỘ|XÃ|PHƯỜNG|ĐẶC KHU)\b")
#: Room of four empty lines to sign, in points, with what other heights of four or five lines come to.
_ROOM = (56.0, 112.0)
_DISTRICT = re.compile(
    r"\b(Huyện ủy|Quận ủy|Thị ủy|Thị xã ủy|(?:UBND|Ủy ban nhân dân) (?:huyện|quận|thị xã))\b", re.IGNORECASE
)
_KEEP = re.compile(r"^-?\s*Lưu\b", re.IGNORECASE)


def signing(parts: Parts) -> Iterator[Finding]:
    """T/M with a slash in bold, the post regular without the body's name, the name bold without titles."""
    for signer in parts.foot.signers:
        if signer.authority is not None:
            yield from compare(signer.authority, _AUTHORITY)
            yield from _authority(signer.authority)
            for post in signer.posts:
                yield from compare(post, _POST)
        else:
            for post in signer.posts[:1]:
                yield from compare(post, _ALONE)
        if signer.authority is not None or words.starts(_post(signer), words.POSTS):
            for post in signer.posts:
                yield from _post_words(post)
        yield from _name(signer)
    if not parts.foot.signers and parts.kind in words.ISSUED and parts.has_head:
        wanted = "quyền hạn ký, chức vụ, họ tên ở bên phải"
        yield fault("signer-missing", _AUTHORITY.part, "không thấy phần ký", wanted, clauses.SIGNING)


def _post(signer: SignerPart) -> str:
    return spelled(signer.posts[0].text) if signer.posts else ""


def _authority(line: Line) -> Iterator[Finding]:
    text = spelled(line.text)
    if not _RIGHT.match(text):
        typed = _TYPED.match(text.upper())
        wanted = f"“{_WRONG[typed[1]]} {typed[2]}”" if typed and typed[2] else "T/M, K/T hoặc T/L"
        if words.DEPUTY.match(text.upper()):
            wanted = "“T/M ĐẢNG ỦY” hoặc “T/M BAN THƯỜNG VỤ”, dòng dưới “PHÓ BÍ THƯ”"
        yield fault("authority-form", _AUTHORITY.part, f"“{shortened(line.text)}”", wanted, clauses.SIGNING, line)
    elif words.DEPUTY.match(text.upper()):
        wanted = "T/M ĐẢNG ỦY hoặc T/M BAN THƯỜNG VỤ, rồi PHÓ BÍ THƯ"
        yield advice("authority-deputy", _AUTHORITY.part, f"“{shortened(line.text)}”", wanted, clauses.SIGNING, line)


def _post_words(line: Line) -> Iterator[Finding]:
    text = spelled(line.text)
    if words.starts(text.upper(), ("BÍ THƯ", "PHÓ BÍ THƯ")) and _COMMITTEE.search(text.upper()):
        wanted = "chỉ ghi chức vụ, ví dụ BÍ THƯ"
        yield fault("post-body", _POST.part, f"“{shortened(line.text)}”", wanted, clauses.SIGNING, line)


def _name(signer: SignerPart) -> Iterator[Finding]:
    name = signer.name
    if name is None:
        return
    yield from compare(name, _NAME)
    title = words.TITLED.match(name.text)
    if title is not None:
        found = f"“{shortened(name.text)}” có “{title.group().strip()}” ở trước"
        yield fault("name-title", _NAME.part, found, "chỉ ghi họ và tên", clauses.NAME, name)
    if not _ROOM[0] <= signer.room <= _ROOM[1]:
        lines = round(signer.room / 17)
        yield advice("sign-room", _NAME.part, f"chừa khoảng {lines} dòng để ký", "4 dòng trống", clauses.NAME, name)


def recipients(parts: Parts, profile: Profile, day: date | None) -> Iterator[Finding]:
    """Nơi nhận underlined, on the left, each line with a dash, the profile's mark between, a full stop at the end."""
    label = parts.foot.label
    if label is None:
        if parts.kind in words.ISSUED and parts.has_head:
            yield fault(
                "recipients-missing", "Nơi nhận", "không có Nơi nhận", "Nơi nhận ở bên trái phần ký", clauses.RECIPIENTS
            )
        return
    yield from _label(label)
    lines = parts.foot.recipients
    for line in lines:
        yield from compare(line, _LINES)
    yield from _marks(lines, profile)
    for line in lines:
        yield from _keeping(line)
        yield from _district(line, day)
    first = spelled(lines[0].text).lstrip("-– ").casefold() if lines else ""
    if parts.kind in (words.LETTER, words.PETITION) and not first.startswith("như trên"):
        found = f"dòng đầu là “{shortened(lines[0].text if lines else '')}”"
        yield fault(
            "recipients-first",
            "Nơi nhận",
            found,
            f"“- Như trên{profile.recipients_separator}”",
            clauses.RECIPIENTS,
            label,
        )


def _label(label: Line) -> Iterator[Finding]:
    found: list[str] = []
    if not label.all("underline"):
        found.append("chưa gạch chân")
    if label.any("bold"):
        found.append("chữ đậm")
    if label.any("italic"):
        found.append("chữ nghiêng")
    if any(abs(size - 14) > 0.3 for size in label.sizes):
        found.append("không phải cỡ 14")
    if not label.text.endswith(":"):
        found.append("thiếu dấu hai chấm")
    if label.side == 1:
        found.append("ở bên phải")
    if found:
        wanted = "“Nơi nhận:” bên trái, cỡ 14, đứng, gạch chân"
        yield fault("recipients-label", "Nơi nhận", ", ".join(found), wanted, clauses.RECIPIENTS, label)


def _marks(lines: tuple[Line, ...], profile: Profile) -> Iterator[Finding]:
    mark = profile.recipients_separator
    named = "dấu chấm phẩy (;)" if mark == ";" else "dấu phẩy (,)"
    for line in lines:
        if not line.text.startswith("-"):
            found = f"“{shortened(line.text)}” không có gạch đầu dòng"
            yield fault("recipients-dash", "Nơi nhận", found, "“- ” ở đầu dòng", clauses.RECIPIENTS, line)
    for line in lines[:-1]:
        if not line.text.endswith(mark):
            found = f"dòng kết thúc bằng “{line.text[-1]}”"
            yield fault("recipients-mark", "Nơi nhận", found, f"giữa các dòng là {named}", clauses.RECIPIENTS, line)
    if lines and (not lines[-1].text.endswith(".") or lines[-1].text.endswith("/.")):
        found = f"dòng cuối là “{shortened(lines[-1].text)}”"
        if not lines[-1].text.endswith("/."):
            yield fault(
                "recipients-last", "Nơi nhận", found, "dòng cuối là dấu chấm (.)", clauses.RECIPIENTS, lines[-1]
            )


def _keeping(line: Line) -> Iterator[Finding]:
    text = line.text.lstrip("-– ")
    if _KEEP.match(text) and (":" in text or re.search(r"\bVT\b", text)):
        found = f"“{shortened(line.text)}”"
        yield fault("recipients-keep", "Nơi nhận", found, "“- Lưu Văn phòng Đảng ủy.”", clauses.RECIPIENTS, line)


def _district(line: Line, day: date | None) -> Iterator[Finding]:
    named = _DISTRICT.search(spelled(line.text))
    if named and (day is None or day >= NO_DISTRICT_FROM):
        wanted = "từ 01/7/2025 không còn cấp ủy cấp huyện"
        yield advice("recipients-district", "Nơi nhận", f"“{shortened(line.text)}”", wanted, clauses.RECIPIENTS, line)


def alone(parts: Parts) -> Iterator[Finding]:
    """A signature does not stand alone on its page; told where Word noted the pages or a page was begun by hand."""
    signed = [line for signer in parts.foot.signers for line in (signer.name,) if line is not None]
    last = next((line for line in reversed(parts.body) if line.text), None)
    if signed and last is not None:
        first = next(line for line in parts.foot.lines if line.text)
        pages = min(line.where.page for line in parts.foot.lines if line.text) > last.where.page
        if (pages and last.where.exact) or any(line.new_page for line in _up_to(parts, first)):
            found = "phần ký đứng riêng một trang"
            wanted = "có ít nhất một dòng nội dung cùng trang"
            yield fault("signature-alone", "Phần ký", found, wanted, clauses.PAGE, signed[-1])


def _up_to(parts: Parts, first: Line) -> list[Line]:
    """Return the empty lines between text and foot with the first line of the foot."""
    empty = list(itertools.takewhile(lambda line: not line.text, reversed(parts.body)))
    before = list(itertools.takewhile(lambda line: line is not first, parts.foot.lines))
    return [*empty, *before, first]
