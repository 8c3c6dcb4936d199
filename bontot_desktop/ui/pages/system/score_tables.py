"""Hệ thống, Thang điểm: the tables by which meetings are scored, put to use, copied and edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError, Problem, Problems
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.scoring import Rating, ScoreItem
from bontot_desktop.services import score_tables
from bontot_desktop.services.office import Saved
from bontot_desktop.services.score_tables import TableDraft
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.pdf_window import open_pdf
from bontot_desktop.ui.forms.score_items import ItemsField
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.system.lists import ListPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, state_column, text_column
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import CheckField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.tick_list import TickList
from bontot_desktop.ui.widgets.typed import DateField, NumberField

DROP_IT = "Bỏ bảng"
_RATINGS = {"good": Rating.GOOD, "fair": Rating.FAIR, "average": Rating.AVERAGE}


@dataclass(frozen=True, slots=True)
class TableForm:
    """A score table as the form shows it: the least points of each rating a field of its own."""

    id: int | None = None
    code: str = ""
    version: int = 1
    name: str = ""
    issuer: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    maximum: Decimal | None = Decimal(100)
    step: Decimal | None = Decimal("0.5")
    is_in_use: bool = False
    applies_to: tuple[MeetingType, ...] = ()
    content_types: tuple[ContentType, ...] = ()
    items: tuple[ScoreItem, ...] = ()
    scores: int = 0
    good: Decimal | None = Decimal(90)
    fair: Decimal | None = Decimal(70)
    average: Decimal | None = Decimal(50)

    @property
    def draft(self) -> TableDraft:
        """The table as the service takes it; a rating left empty is not given."""
        same = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _RATINGS}
        least = {rating: getattr(self, name) for name, rating in _RATINGS.items()}
        nothing = Decimal(0)
        return TableDraft(
            **{**same, "maximum": self.maximum or nothing, "step": self.step or nothing},
            minimums={rating: points for rating, points in least.items() if points is not None},
        )


def form_of(draft: TableDraft) -> TableForm:
    """Return a table as the form shows it."""
    told: dict[str, Any] = {one.name: getattr(draft, one.name) for one in fields(draft) if one.name != "minimums"}
    return TableForm(**told | {name: draft.minimums.get(rating) for name, rating in _RATINGS.items()})


class ScoreTablesPart(ListPart):
    """The tables, those in use first."""

    title_text = "Thang điểm"
    summary_text = "Bảng đang dùng chấm các buổi sắp tới; buổi đã chấm giữ bảng của nó."
    add_word = "Thêm bảng"
    empty_text = "Chưa có bảng chấm điểm nào."
    icon = "list-bullets"
    table_name = "score-tables"
    with_lists = True
    wants = frozenset({Kind.SETTINGS, Kind.SCORES})
    help_topic = "thang-diem"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell)
        if parent is not None:
            self.setParent(parent)
        self.split.setSizes([2000, 6000])
        self.table.set_menu(self._menu)
        self.form.edited.connect(self._say_odd)
        self.form.add_button("Bỏ bảng này…", lambda: self.drop(self._open))
        self.form.add_button("Xem phiếu F9", self.look)
        self.form.add_button("Sao chép bảng này", lambda: self.copy(self._open))

    def columns(self) -> Sequence[Column]:
        """Name, version, what it is for, when it holds, how it stands, how many scores stand on it."""
        return (
            text_column("Bảng", lambda row: row.name, strong=True, stretch=True),
            number_column("Bản", lambda row: row.version),
            text_column("Dùng cho", _scope, most=28, tooltip=_scope),
            text_column("Hiệu lực", _validity),
            state_column("Trạng thái", lambda row: self._state(row)[0], lambda row: self._state(row)[1]),
            number_column("Phiếu", lambda row: row.scores or None, hint="Số phiếu đã chấm theo bảng này"),
        )

    def _state(self, row: TableForm) -> tuple[str, Tone]:
        today = self.shell.today()
        if not row.is_in_use:
            return "Để sẵn", Tone.QUIET
        if row.valid_to is not None and row.valid_to < today:
            return "Hết hiệu lực", Tone.QUIET
        return ("Sắp dùng", Tone.INFO) if row.valid_from is not None and row.valid_from > today else (_USED, Tone.GOOD)

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        self.odd = NoticeBar("", Tone.WAIT)
        self.versions = NoticeBar("", Tone.INFO)
        group = form.group("Bảng chấm điểm")
        group.add_widget(self.versions, wide=True)
        group.add("Tên bảng", LineField(), name="name", wide=True)
        group.add(
            "Căn cứ (in trên phiếu)", LineField(placeholder="Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025"), name="source"
        )
        group.add("Cơ quan ban hành", LineField(), name="issuer")
        beside(
            form,
            group,
            ("Áp dụng từ ngày", DateField(), "valid_from", 0),
            ("Đến hết ngày", DateField(), "valid_to", 0),
            ("Thang điểm", NumberField(lowest=1, highest=1000, decimals=1), "maximum", 0),
            ("Bước điểm", NumberField(lowest=0, highest=10, decimals=2), "step", 0),
            ("Tốt từ", NumberField(decimals=1), "good", 0),
            ("Khá từ", NumberField(decimals=1), "fair", 0),
            ("Trung bình từ", NumberField(decimals=1), "average", 0),
        )
        lines = form.group("Tiêu chí")
        lines.add_widget(self.odd, wide=True)
        self.items = lines.add("", ItemsField(self.shell), name="items", wide=True)
        use = form.group("Dùng cho")
        use.add(
            "",
            CheckField("Đưa bảng này vào dùng"),
            name="is_in_use",
            hint="Bảng đang dùng cho cùng loại buổi và loại chi bộ thì thôi dùng.",
        )
        kinds = TickList()
        kinds.set_choices([(kind, kind.label) for kind in score_tables.MEETINGS])
        use.add("Loại buổi (không chọn: mọi loại)", kinds, name="applies_to", wide=True)
        cells = TickList()
        cells.set_choices([(kind, kind.label) for kind in ContentType])
        use.add("Loại chi bộ (không chọn: mọi loại)", cells, name="content_types", wide=True)

    def rows(self) -> list[TableForm]:
        """Return every table."""
        return [form_of(draft) for draft in score_tables.rows(self.shell.office)]

    def blank(self) -> TableForm:
        """Return an empty table."""
        return TableForm(source="", items=(ScoreItem("1", "", Decimal(0)),))

    def store(self, draft: TableForm) -> Saved:
        """Save a table, the faults of ratings told at their own fields."""
        try:
            return score_tables.save(self.shell.office, draft.draft)
        except Problems as refusal:
            raise Problems([_at_field(problem) for problem in refusal.problems]) from refusal

    def _show(self, draft: TableForm) -> None:
        super()._show(draft)
        said = ""
        if draft.scores:
            said = (
                f"Đã có {draft.scores} phiếu chấm theo bảng này. Sửa tiêu chí, điểm hay mức xếp loại thì chương trình "
                "lập bản mới áp dụng từ hôm nay (hoặc từ ngày ghi ở “Áp dụng từ ngày”); phiếu cũ giữ bản cũ."
            )
        self.versions.say(said)
        self._say_odd()

    def _say_odd(self) -> None:
        draft = self.form.draft().draft
        self.odd.say(" ".join(score_tables.warnings(draft)) if draft.items and draft.step else "")

    def copy(self, row: TableForm) -> None:
        """Begin another table from one."""
        if self.leaving():
            self._show(form_of(score_tables.copied(row.draft)))
            self.form.focus_first()

    def look(self) -> None:
        """Show the sheet F9 as the table stands in the form."""
        draft = self.form.draft()
        try:
            pdf = score_tables.preview_pdf(self.shell.office, draft.draft)
        except Problems as refusal:
            self.form.show_problems(Problems([_at_field(problem) for problem in refusal.problems]))
        except BonTotError as reason:
            self.shell.asking.tell_error(reason)
        else:
            self.preview = open_pdf(self.shell, f"Phiếu đánh giá theo {draft.name}", pdf)

    def drop(self, row: TableForm) -> None:
        """Take a table away after asking."""
        table_id = row.id
        if table_id is None:
            self.form.forget()
            self.refresh()
            return
        detail = "Chỉ bỏ được bảng chưa có phiếu nào chấm. Bảng để sẵn không ảnh hưởng đến việc chấm điểm."
        if self.shell.asking.confirm(f"Bỏ {row.name}?", DROP_IT, detail=detail):
            self.form.forget()
            self.shell.act(lambda: score_tables.delete(self.shell.office, table_id), f"Đã bỏ {row.name}")

    def _menu(self, menu: QMenu, row: TableForm) -> None:
        menu.addAction("Sao chép bảng này", lambda: self.copy(row))
        menu.addAction("Bỏ bảng này…", lambda: self.drop(row))


_USED = "Đang dùng"


def _at_field(problem: Problem) -> Problem:
    names = {f"bands.{rating}": name for name, rating in _RATINGS.items()}
    return Problem(names.get(problem.field, problem.field), problem.sentence)


def _scope(row: TableForm) -> str:
    kinds = ", ".join(kind.label.removeprefix("Sinh hoạt ").removeprefix("chi bộ ") for kind in row.applies_to)
    cells = ", ".join(kind.label for kind in row.content_types)
    every = len(row.applies_to) in (0, len(score_tables.MEETINGS))
    return "; ".join(part for part in ("mọi buổi" if every else kinds, cells or "mọi chi bộ") if part)


def _validity(row: TableForm) -> str:
    begins = f"từ {dates.screen(row.valid_from)}" if row.valid_from else ""
    ends = f"đến {dates.screen(row.valid_to)}" if row.valid_to else ""
    return " ".join(part for part in (begins, ends) if part)
