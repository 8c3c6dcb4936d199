"""A minutes book (sổ biên bản): blank or filled, on which paper, with which parts (meetings.md §6)."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.rules.printing import Sides
from bontot_desktop.rules.words import Labelled


class BookMode(Labelled):
    """Blank to be written by hand, filled with the year's approved minutes, or only those not printed yet."""

    BLANK = "blank", "Sổ trắng"
    FILLED = "filled", "Sổ đã ghi"
    NEW = "new", "Phần mới"


class BookPaper(Labelled):
    """How the book is printed. A booklet is two pages of A5 side by side on A4, to be folded."""

    A4 = "A4", "A4, in một mặt"
    A4_DUPLEX = "A4-duplex", "A4, in hai mặt"
    A5_BOOKLET = "A5-booklet", "A5, gấp từ giấy A4"

    @property
    def is_two_sided(self) -> bool:
        """Whether margins are mirrored for the two sides of a sheet."""
        return self is not BookPaper.A4

    @property
    def sides(self) -> Sides:
        """How it is printed: a booklet lies across, so its sheets are turned at the short edge."""
        if self is BookPaper.A5_BOOKLET:
            return Sides.SHORT
        return Sides.LONG if self.is_two_sided else Sides.ONE

    @property
    def pages_multiple(self) -> int:
        """The book's pages, covers counted, are a multiple of this."""
        return 4 if self is BookPaper.A5_BOOKLET else 2


class BookPart(Labelled):
    """The parts that can be left out; covers, minutes and closing always stand."""

    CERTIFICATE = "certificate", "Xác nhận mở sổ"
    HOW_TO = "how_to", "Hướng dẫn ghi sổ"
    PROCEDURE = "procedure", "Căn cứ, quy trình tóm tắt"
    COMMITTEE = "committee", "Danh sách chi ủy"
    MEMBERS = "members", "Danh sách đảng viên"
    PLAN = "plan", "Kế hoạch sinh hoạt năm"
    ATTENDANCE = "attendance", "Bảng theo dõi dự sinh hoạt"
    TASKS = "tasks", "Bảng theo dõi thực hiện nghị quyết"
    SCORES = "scores", "Bảng tổng hợp điểm, xếp loại"
    REMARKS = "remarks", "Nhận xét của cấp ủy cấp trên"


#: What a filled book does not need: it is bound to be kept, not to be written in.
BLANK_ONLY = frozenset({BookPart.HOW_TO, BookPart.PROCEDURE, BookPart.PLAN, BookPart.REMARKS})
#: The least pages of each form: what is printed on them does not fit on fewer.
LEAST_REGULAR, LEAST_THEMED, LEAST_EXTRAORDINARY = 5, 4, 3


@dataclass(frozen=True, slots=True)
class BookOptions:
    """The office's choices for a book (meetings.md §6); page counts are of one form."""

    members_printed: bool = True
    #: Birthday, dates of admission and card number in the member list; off for privacy.
    personal_columns: bool = True
    phone_column: bool = False
    spare_rows: int = 5
    pages_regular: int = LEAST_REGULAR
    pages_themed: int = LEAST_THEMED
    extraordinary_forms: int = 0
    pages_extraordinary: int = LEAST_EXTRAORDINARY
    keep_label: str = "Bảo quản vĩnh viễn"
    left_out: frozenset[BookPart] = frozenset()
    #: Pages of what was printed part by part, first and last, that are printed once more; None prints what is new.
    reprint: tuple[int, int] | None = None

    def has(self, part: BookPart, mode: BookMode) -> bool:
        """Say whether a part is printed."""
        return part not in self.left_out and not (mode is BookMode.FILLED and part in BLANK_ONLY)


#: The signs of the attendance sheet (meetings.md §6, part 9).
SIGNS: tuple[tuple[str, str], ...] = (
    ("x", "có mặt"),
    ("P", "vắng có lý do"),
    ("K", "vắng không lý do"),
    ("M", "được miễn"),
    ("T", "sinh hoạt tạm thời"),
)
