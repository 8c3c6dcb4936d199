"""The fields of a form as pieces of text: how they are named in the file, and the words that invite to fill them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bontot_desktop.documents import form_marks
from bontot_desktop.documents.blocks import Entry, Paragraph, Role, Run

#: How the names of all fields begin.
TAG = "bt_"
TO_WRITE, TO_CHOOSE, TO_DATE, TO_CLOCK, TO_FILL = "Ghi ở đây", "Chọn", "ngày/tháng/năm", "…… giờ ……", "……"
INVITING = (TO_WRITE, TO_CHOOSE, TO_DATE, TO_CLOCK, TO_FILL)


def tag(*parts: object) -> str:
    """Name a field by what it is and whose: ``tag("points", "3.1")`` is "bt_points_3_1"."""
    return TAG + "_".join(str(part) for part in parts).replace(".", "_").replace("-", "_")


def line(name: str, title: str, value: str = "", *, invite: str = TO_WRITE) -> Run:
    """A field for a line of text or a figure."""
    return _field(name, title, "text", value, invite)


def block(name: str, title: str, value: str = "", *, invite: str = TO_WRITE) -> Run:
    """A field for text of several lines."""
    return _field(name, title, "lines", value, invite)


def choice(name: str, title: str, choices: Sequence[str], value: str = "", *, invite: str = TO_CHOOSE) -> Run:
    """A field that offers a list."""
    return _field(name, title, "choice", value, invite, tuple(choices))


def day(name: str, title: str, value: str = "") -> Run:
    """A field for a date."""
    return _field(name, title, "date", value, TO_DATE)


def code_line(code: str) -> Paragraph:
    """The line at the foot of a form by which it is known when it comes back."""
    return Paragraph(f"{form_marks.PRINTED}{code}. Xin giữ nguyên dòng này.", Role.NOTE)


def _field(
    name: str,
    title: str,
    kind: Literal["text", "lines", "choice", "date"],
    value: str,
    invite: str,
    choices: tuple[str, ...] = (),
) -> Run:
    return Run(value or invite, bold=False, italic=False, entry=Entry(name, title, kind, choices, is_empty=not value))
