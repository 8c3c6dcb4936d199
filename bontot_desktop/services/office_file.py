"""Reads ``FILE.toml`` of ``bontot new`` (PRODUCT §6) into what a new office needs."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services.setup import OfficeDraft, OfficerDraft

#: How each key is written, told when a value is not understood.
_EXAMPLES = {
    "name": 'name = "Đảng ủy xã Ví Dụ"',
    "superior": 'superior = "Đảng bộ tỉnh Ví Dụ"',
    "place": 'place = "Ví Dụ"',
    "term": "term = [2025, 2030]",
    "bodies": "[bodies] STANDING_COMMITTEE = 9",
    "officer": '[[officer]] body = "STANDING_COMMITTEE", post = "Bí thư", name = "Nguyễn Văn Ví Dụ", from = 2025-07-01',
    "numbers": '[numbers] "QĐ/ĐU" = 57',
}


class _NotUnderstoodError(Exception):
    """A value of another kind than its key takes; the text is the key."""


def read(path: Path) -> OfficeDraft:
    """Read the file.

    ``name``, ``superior``, ``place``; optionally ``term = [2025, 2030]``, ``[bodies]`` with the number of members by
    body code, ``[[officer]]`` with ``body``, ``post``, ``name``, ``from``, and ``[numbers]`` with first numbers by
    series ("QĐ/ĐU" = 57). Raises Refused with the line or key that is wrong.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Refused(f"Không thấy tệp {path.name}.") from None
    except OSError as fault:
        raise Refused(f"Tệp {path.name} không đọc được; hãy xem đó có phải một tệp và quyền đọc tệp.") from fault
    except UnicodeDecodeError as fault:
        raise Refused(f"Tệp {path.name} không phải tệp chữ UTF-8; hãy lưu lại với mã UTF-8.") from fault
    except tomllib.TOMLDecodeError as fault:
        # The reader's words are English; its line is what helps.
        line = re.search(r"at line (\d+)", str(fault))
        where = f"dòng {line[1]}" if line else "cuối tệp"
        raise Refused(f"Tệp {path.name}, {where}: không đọc được; viết như: {_EXAMPLES['name']}.") from fault
    unknown = sorted(set(values) - set(_EXAMPLES))
    if unknown:
        known = ", ".join(sorted(_EXAMPLES))
        raise Refused(f"Tệp {path.name} có mục lạ: {', '.join(unknown)}; các mục dùng được: {known}.")
    try:
        return _draft(values)
    except _NotUnderstoodError as fault:
        key = str(fault)
        raise Refused(
            f"Tệp {path.name}: giá trị của mục “{key}” không hiểu được; viết như: {_EXAMPLES[key]}."
        ) from fault


def _draft(values: dict[str, Any]) -> OfficeDraft:
    term_from, term_to = _term(values.get("term", []))
    return OfficeDraft(
        name=_text(values.get("name", ""), "name"),
        superior=_text(values.get("superior", ""), "superior"),
        place=_text(values.get("place", ""), "place"),
        term_from=term_from,
        term_to=term_to,
        officers=tuple(_officer(entry) for entry in _of_kind(values.get("officer", []), list, "officer")),
        body_sizes=tuple((_body(kind, "bodies"), size) for kind, size in _numbers(values, "bodies")),
        number_starts=tuple(_numbers(values, "numbers")),
    )


def _officer(entry: Any) -> OfficerDraft:
    entry = _of_kind(entry, dict, "officer")
    from_on = entry.get("from")
    # A date with a time is no date of office, though it is one to Python.
    if set(entry) - {"body", "post", "name", "from"} or (from_on is not None and type(from_on) is not date):
        raise _NotUnderstoodError("officer")
    return OfficerDraft(
        body=_body(entry.get("body", Issuer.STANDING_COMMITTEE.value), "officer"),
        post=_text(entry.get("post"), "officer"),
        full_name=_text(entry.get("name"), "officer"),
        from_on=from_on,
    )


def _term(value: Any) -> tuple[int | None, int | None]:
    years = _of_kind(value, list, "term")
    if not years:
        return None, None
    if len(years) != 2 or any(type(year) is not int for year in years):
        raise _NotUnderstoodError("term")
    return years[0], years[1]


def _numbers(values: dict[str, Any], key: str) -> list[tuple[str, int]]:
    found = list(_of_kind(values.get(key, {}), dict, key).items())
    if any(type(number) is not int for _, number in found):
        raise _NotUnderstoodError(key)
    return found


def _body(code: Any, key: str) -> Issuer:
    try:
        return Issuer(code)
    except ValueError:
        raise _NotUnderstoodError(key) from None


def _text(value: Any, key: str) -> str:
    return str(_of_kind(value, str, key))


def _of_kind(value: Any, kind: type, key: str) -> Any:
    if not isinstance(value, kind):
        raise _NotUnderstoodError(key)
    return value
