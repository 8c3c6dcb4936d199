"""Rules of the type's name, its summary and the addressees (document-format §2 ids 5a, 5b, 9a)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents.lint import clauses, words
from bontot_desktop.documents.lint.looks import Look, advice, compare, fault, shortened, size_words
from bontot_desktop.documents.lint.parts import Parts
from bontot_desktop.documents.lint.report import Finding
from bontot_desktop.documents.lint.words import spelled
from bontot_desktop.documents.profile import Profile

_TYPE = Look("type-look", "Tên loại văn bản", clauses.TITLE, 15, 16, bold=True, upper=True)
_SUMMARY = Look("summary-look", "Trích yếu nội dung", clauses.TITLE, 14, 15, bold=True)
_SUBJECT = Look("subject-look", "Trích yếu công văn", clauses.TITLE, 12, bold=False, italic=True)


def type_name(parts: Parts) -> Iterator[Finding]:
    """The type 15–16 bold, the summary 14–15 bold, five hyphens below."""
    line = parts.type_name
    if line is None:
        if parts.has_head and parts.kind != words.LETTER:
            wanted = "tên loại in hoa, đậm, cỡ 15–16, giữa trang"
            yield advice("type-missing", _TYPE.part, "không thấy tên loại văn bản", wanted, clauses.TITLE)
        return
    yield from compare(line, _TYPE)
    if line.align != "center" and line.spot is None:
        yield fault(
            "type-look", _TYPE.part, f"“{shortened(line.text)}” không căn giữa", "căn giữa", clauses.TITLE, line
        )
    if not parts.has_head or parts.kind not in words.SYMBOLS:
        return
    summary = [one for one in parts.summary if not one.text.startswith("(")]
    if not summary:
        wanted = "trích yếu đậm, giữa, ngay dưới tên loại"
        yield fault("summary-missing", _SUMMARY.part, "không có trích yếu", wanted, clauses.TITLE, line)
        return
    for one in summary:
        yield from compare(one, _SUMMARY)
    first = summary[0].text
    if spelled(first).split()[0] in ("Về", "V/v"):
        yield advice(
            "summary-case",
            _SUMMARY.part,
            f"“{shortened(first)}”",
            "bắt đầu bằng chữ thường: “về …”",
            clauses.TITLE,
            summary[0],
        )
    if parts.dashes is None or parts.dashes.text != "-----":
        found = "không có dấu gạch dưới trích yếu"
        if parts.dashes is not None:
            found = f"dấu gạch dưới trích yếu là “{shortened(parts.dashes.text, 16)}”"
        elif parts.drawn_dashes:
            found = "kẻ đường dưới trích yếu"
        yield fault("dashes", _SUMMARY.part, found, "năm dấu gạch nối (-----)", clauses.TITLE, summary[-1])


def letter(parts: Parts) -> Iterator[Finding]:
    """A letter has its subject under the number, 12 pt italic, and says to whom it goes."""
    if parts.kind != words.LETTER:
        return
    if parts.subject is None:
        wanted = "trích yếu cỡ 12, nghiêng, dưới số và ký hiệu"
        yield fault("subject-missing", _SUBJECT.part, "không có trích yếu", wanted, clauses.TITLE)
        return
    yield from compare(parts.subject, _SUBJECT)
    if parts.subject.text.casefold().startswith("v/v"):
        yield advice(
            "subject-words",
            _SUBJECT.part,
            f"“{shortened(parts.subject.text)}”",
            "“về việc …”",
            clauses.TITLE,
            parts.subject,
        )


def address(parts: Parts, profile: Profile) -> Iterator[Finding]:
    """Kính trình on a tờ trình since Hướng dẫn 05, Kính gửi before; Kính gửi on a letter; nowhere else."""
    line = parts.address
    wanted = {words.PETITION: profile.petition_label, words.LETTER: "Kính gửi"}.get(parts.kind)
    if line is None:
        if wanted:
            found = f"không có “{wanted}”"
            yield fault(
                "address-missing", "Kính gửi, Kính trình", found, f"“{wanted}:” trên phần nội dung", clauses.ADDRESS
            )
        return
    label = line.text.partition(":")[0].strip()
    if wanted and spelled(label)[: len(wanted)].casefold() != wanted.casefold():
        yield fault(
            "address-word", "Kính gửi, Kính trình", f"“{shortened(label)}”", f"“{wanted}:”", clauses.ADDRESS, line
        )
    elif wanted is None and parts.kind in words.SYMBOLS:
        found = f"{parts.kind.lower()} có “{shortened(label)}”"
        yield fault("address-extra", "Kính gửi, Kính trình", found, "ghi ở phần Nơi nhận", clauses.ADDRESS, line)
    if wanted:
        off = [] if any(span.face.italic for span in line.inked[:1]) else ["chữ đứng"]
        off += ["chữ đậm"] if line.inked[0].face.bold else []
        off += [f"cỡ {size_words(size)}" for size in line.sizes if abs(size - 14) > 0.3]
        if off:
            found = f"“{shortened(label)}” {', '.join(off)}"
            wanted = "nghiêng, không đậm, cỡ 14"
            yield fault("address-look", "Kính gửi, Kính trình", found, wanted, clauses.ADDRESS, line)
