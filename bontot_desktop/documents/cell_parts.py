"""What the papers around a cell's meeting share: the meeting in brief and the wording that names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from bontot_desktop import text
from bontot_desktop.documents.minutes_wording import summary
from bontot_desktop.rules import monthly
from bontot_desktop.rules.meetings import MeetingFormat, MeetingType

#: How items of a programme begin that belong to the course of every meeting and say nothing of what it is about.
_STEPS = (
    "tuyen bo ly do", "gioi thieu dai bieu", "cu thu ky", "on dinh to chuc", "diem danh", "thong qua chuong trinh",
    "tiep thu", "tong hop y kien", "cham diem", "thong qua bien ban", "ket thuc", "be mac", "khai mac",
    "dai bieu cap tren",
)  # fmt: skip
_MAYBE = "(neu co)"


@dataclass(frozen=True, slots=True)
class CellMeeting:
    """A cell's meeting as its papers name it, planned or held. ``cell`` is "Chi bộ thôn Mẫu 1".

    ``presenter`` presents the theme, "" for none. A day, an hour or a place that is not known yet leaves room to write.
    From the day ``late_from`` of its month on it plans the next one.
    """

    cell: str
    kind: MeetingType
    year: int
    month: int
    held_on: date | None = None
    starts_at: time | None = None
    place: str = ""
    format: MeetingFormat = MeetingFormat.IN_PERSON
    theme: str = ""
    presenter: str = ""
    late_from: int = monthly.LATE_FROM

    @property
    def session(self) -> str:
        """Name the meeting on one line: "sinh hoạt chi bộ tháng 3 năm 2026", "sinh hoạt chi bộ chuyên đề quý I …"."""
        return self.session_on_lines.replace("\n", " ")

    @property
    def session_on_lines(self) -> str:
        """Name it for a title, with a line break where a long name has one."""
        return session(self.kind, self.year, self.month)

    @property
    def planned(self) -> str:
        """The month it plans, as a sentence names it: "3/2026"."""
        return _month(monthly.planned(self.year, self.month, self.held_on, self.late_from))

    @property
    def reviewed(self) -> str:
        """The month it looks back on."""
        return _month(monthly.reviewed(self.year, self.month, self.held_on, self.late_from))


def session(kind: MeetingType, year: int, month: int) -> str:
    """Name a meeting; the regular one by its month alone (meetings.md §5 F1, F9), a combined one on two lines."""
    if kind is MeetingType.REGULAR:
        return f"sinh hoạt chi bộ tháng {month} năm {year}"
    return summary(kind, year, month)


def _month(month: monthly.Month) -> str:
    # Months 1 and 2 take a leading zero, as in short dates (document-format §4).
    return f"{month[1]:02d}/{month[0]}" if month[1] < 3 else f"{month[1]}/{month[0]}"


def main_items(titles: Iterable[str]) -> list[str]:
    """Return the items of a programme that say what a meeting is about.

    The steps every meeting has are left out, and what may come up or not ("… (nếu có)").
    """
    named = ((title.rstrip(" .;"), text.fold(title).rstrip(" .;")) for title in titles)
    return [title for title, plain in named if title and not plain.startswith(_STEPS) and not plain.endswith(_MAYBE)]


def lower_first(words: str) -> str:
    """Lower the first letter inside a sentence, unless a word in capitals begins it ("HĐND xã …")."""
    first = words.split(" ", 1)[0]
    return words if len(first) > 1 and first.isupper() else words[:1].lower() + words[1:]


def in_sentence(presenter: str) -> str:
    """Name inside a sentence who was typed by name or by words: "đồng chí Nguyễn Văn A", "đảng viên", "Ban Chi ủy"."""
    words = presenter.split()
    if text.fold(presenter).startswith("dong chi ") or not any(word[:1].isupper() for word in words[1:]):
        return lower_first(presenter)
    return f"đồng chí {presenter}" if all(word[:1].isupper() for word in words) else presenter
