"""The two grids of “Đảng bộ cơ sở 4 tốt”: the criteria with their two columns of points, the papers of the dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules.criteria import Level, SetFacts
from bontot_desktop.rules.criteria_scoring import SetScore, score
from bontot_desktop.rules.recognition import Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import committee_title
from bontot_desktop.services.committee_title import PaperLine, ScoreLine
from bontot_desktop.ui.pages.meetings.typed_model import TypedModel, Unreadable
from bontot_desktop.ui.tables.grid import GridColumn, GridRow

_Index = QModelIndex | QPersistentModelIndex
MAXIMUM, OWN, AGREED, EVIDENCE, TOTAL = "maximum", "own", "agreed", "evidence", "total"
THERE, ON, NOTE = "is_there", "on", "note"
#: What a criterion that does not apply shows.
LEFT_OUT = "KAD"
_CHOICES = {
    Scoring.PASS_FAIL: ((Decimal(1), "Đạt"), (Decimal(0), "Chưa đạt")),
    Scoring.LEVEL4: tuple((level.points, level.label) for level in Level),
}
_SHORT = {
    Scoring.PASS_FAIL: {"k": Decimal(0), "0": Decimal(0), "1": Decimal(1)},
    Scoring.LEVEL4: {"b": Level.AVERAGE.points, "tb": Level.AVERAGE.points},
}
_THERE = ((True, "Có"), (False, "Không"))
_TYPED_OUT = frozenset({"x", "kad", "-", "khong ap dung"})


class CommitteeScoreModel(TypedModel):
    """The criteria of a set; lines are by code."""

    def __init__(self, scoring: Scoring, parent: QWidget | None = None) -> None:
        with_points = scoring is Scoring.POINTS
        self.kind = scoring
        columns = [GridColumn(MAXIMUM, "Tối đa", decimals=1, width=6)] if with_points else []
        for key, title, hint in (
            (OWN, "Tự chấm", "Văn phòng, các ban của Đảng ủy chấm"),
            (AGREED, "Hội nghị", "Kết quả hội nghị xét thống nhất"),
        ):
            if with_points:
                columns.append(GridColumn(key, title, decimals=1, width=8, hint=hint))
            else:
                columns.append(GridColumn(key, title, choices=_CHOICES[scoring], width=10, hint=hint))
        columns.append(GridColumn(EVIDENCE, "Minh chứng", width=34, hint="Văn bản, số liệu chứng minh"))
        reads = {} if with_points else {OWN: self._read, AGREED: self._read}
        super().__init__(columns, parent, label_title="Tiêu chí", label_width=0, reads=reads, shown=[MAXIMUM])
        self._lines: dict[str, ScoreLine] = {}
        self.facts: SetFacts | None = None
        self.edited.connect(lambda *_: self.look())

    def show_lines(self, facts: SetFacts, lines: tuple[ScoreLine, ...], *, is_locked: bool) -> None:
        """Show the criteria as they are stored."""
        self.facts = facts
        self._lines = {line.item.code: line for line in lines}
        rows: list[GridRow] = []
        values: dict[tuple[Any, Any], Any] = {}
        for line in lines:
            item = line.item
            label = f"{item.code}. {item.title}" + (" (bắt buộc)" if item.is_veto else "")
            rows.append(GridRow(item.code, label, item.hint or label, item.maximum, item.is_group, item.is_group))
            if item.is_group:
                continue
            out = LEFT_OUT if line.is_left_out else None
            values |= {(item.code, MAXIMUM): item.maximum, (item.code, EVIDENCE): line.evidence}
            values |= {(item.code, OWN): out or line.own, (item.code, AGREED): out or line.agreed}
        word = "Tổng điểm" if self.kind is Scoring.POINTS else "Số tiêu chí đạt"
        rows.append(GridRow(TOTAL, word, locked=True, strong=True))
        self.show(rows, {key: value for key, value in values.items() if value not in (None, "")})
        self.lock(is_locked)
        self.look()

    def lines(self) -> tuple[ScoreLine, ...]:
        """Return the criteria as they stand in the grid."""
        return tuple(self._line(line) for line in self._lines.values())

    def _line(self, line: ScoreLine) -> ScoreLine:
        code = line.item.code
        if line.item.is_group:
            return line
        own, agreed = self.value(code, OWN), self.value(code, AGREED)
        is_out = LEFT_OUT in (own, agreed)
        return replace(
            line,
            own=None if is_out else own,
            agreed=None if is_out else agreed,
            is_left_out=is_out,
            evidence=self.value(code, EVIDENCE) or "",
        )

    def take_over(self) -> int:
        """Let the meeting agree to what was scored wherever it has said nothing; returns how many."""
        done = 0
        for line in self.lines():
            if not line.item.is_group and line.agreed is None and line.own is not None:
                self.put(line.item.code, AGREED, line.own)
                done += 1
        return done

    def totals(self) -> tuple[SetScore, SetScore]:
        """Return what the two columns come to."""
        assert self.facts is not None
        lines = self.lines()
        return (
            score(self.facts, committee_title.given_of(lines, agreed=False)),
            score(self.facts, committee_title.given_of(lines)),
        )

    def look(self) -> None:
        """Say the sums anew."""
        if self.facts is None:
            return
        sums: dict[tuple[Any, Any], str] = {}
        for column, found in zip((OWN, AGREED), self.totals(), strict=True):
            if found.total is None:
                continue
            sums[TOTAL, column] = self._sum(found.total, found.maximum)
            for group in found.groups:
                sums[group.code, column] = (
                    group.level.label if group.level is not None else self._sum(group.points, group.maximum)
                )
        self.say_sums(sums)

    def _sum(self, points: Decimal, maximum: Decimal) -> str:
        return show(points) if self.kind is Scoring.POINTS else f"{show(points)}/{show(maximum)}"

    def put_text(self, row: int, column: int, typed: str) -> None:
        """Take points, an answer, or "x" for a criterion that does not apply."""
        known, kind = self.row_at(row), self.columns[column].id
        line = self._lines.get(known.id) if known is not None else None
        said = text.fold(text.clean(typed))
        if line is None or kind not in (OWN, AGREED) or not self.may_edit(row, column) or said not in _TYPED_OUT:
            super().put_text(row, column, typed)
            return
        if not line.item.na_allowed:
            self._typed[line.item.code, kind] = (text.clean(typed), "Tiêu chí này không có mục “Không áp dụng”.")
            self._told(row)
            return
        for place, one in enumerate(self.columns):
            if one.id in (OWN, AGREED):
                self._put(row, place, LEFT_OUT)

    def _read(self, row_id: Any, typed: str) -> Decimal | None:
        folded = text.fold(typed)
        if not folded:
            return None
        short = _SHORT[self.kind].get(folded)
        if short is not None:
            return short
        for points, word in _CHOICES[self.kind]:
            if text.fold(word).startswith(folded):
                return points
        words = ", ".join(word for _, word in _CHOICES[self.kind])
        raise Unreadable(f"Chỉ ghi {words}.")

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show a cell; those of a criterion that does not apply say so."""
        row = self.row_at(index.row()) if index.isValid() else None
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
        if row is not None and role in shown and self.value(row.id, self.columns[index.column()].id) == LEFT_OUT:
            return LEFT_OUT
        return super().data(index, role)


class DossierModel(TypedModel):
    """The papers that go up; lines are by paper."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(
            [
                GridColumn(THERE, "Có", choices=_THERE, width=8, hint="Gõ C (có) hoặc K (không)"),
                GridColumn(ON, "Ngày", width=12, hint="Ngày của văn bản, ví dụ 18/12"),
                GridColumn(NOTE, "Ghi chú", width=24, stretch=True),
            ],
            parent,
            label_title="Hồ sơ trình cấp trên",
            label_width=36,
            reads={ON: self._read_day, THERE: _read_there},
            writes={ON: lambda _, day: dates.screen(day)},
        )
        self._today = today

    def show_papers(self, papers: tuple[PaperLine, ...], *, is_locked: bool) -> None:
        """Show the checklist as it is stored."""
        values: dict[tuple[Any, Any], Any] = {}
        for paper in papers:
            values |= {(paper.item, THERE): paper.is_there or None, (paper.item, ON): paper.on}
            values[paper.item, NOTE] = paper.note
        rows = [GridRow(paper.item, paper.item.label) for paper in papers]
        self.show(rows, {key: value for key, value in values.items() if value not in (None, "")})
        self.lock(is_locked)

    def papers(self) -> tuple[PaperLine, ...]:
        """Return the checklist as it stands in the grid."""
        return tuple(
            PaperLine(row.id, bool(self.value(row.id, THERE)), self.value(row.id, ON), self.value(row.id, NOTE) or "")
            for row in self.rows()
        )

    def _read_day(self, _: Any, typed: str) -> date | None:
        if not typed:
            return None
        for words in (typed, f"{typed}/{self._today().year}"):
            try:
                found = dates.parse(words)
            except ValueError:
                continue
            if found is not None:
                return found
        raise Unreadable("Xin gõ ngày, ví dụ 18/12 hoặc 18/12/2026.")


def _read_there(_: Any, typed: str) -> bool | None:
    folded = text.fold(typed)
    if not folded:
        return None
    if folded in ("x", "1") or "co".startswith(folded):
        return True
    if folded == "0" or "khong".startswith(folded):
        return False
    raise Unreadable("Gõ C (có) hoặc K (không).")
