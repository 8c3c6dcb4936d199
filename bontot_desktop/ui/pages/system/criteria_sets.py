"""Hệ thống, Bộ tiêu chí: the sets of criteria of titles and ratings, copied, edited, adopted and put aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.criteria import Criterion, SetUse
from bontot_desktop.rules.recognition import Scoring, SetStatus
from bontot_desktop.services import criteria_sets, criteria_uses
from bontot_desktop.services.criteria_sets import Kept, SetDraft
from bontot_desktop.services.criteria_uses import Waiting
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.criteria_items import CriteriaField
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.system.lists import ListPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, state_column, text_column
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.form import FieldRow, Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField

DROP_IT, RETIRE_IT, ADOPT_IT, SWITCH, LATER = "Bỏ bộ này", "Thôi dùng", "Ban hành", "Chuyển sang bản mới", "Để sau"
_TONES = {
    SetStatus.DRAFT: Tone.QUIET,
    SetStatus.PROPOSAL: Tone.WAIT,
    SetStatus.ADOPTED: Tone.GOOD,
    SetStatus.RETIRED: Tone.QUIET,
}
_PAPER = "Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026"
#: Fields only a set with points has.
_OF_POINTS = ("maximum", "pass_total", "step")


class CriteriaSetsPart(ListPart):
    """Every version of every set, by what it is for."""

    title_text = "Bộ tiêu chí"
    summary_text = (
        "Bộ “đề xuất” là gợi ý của chương trình cho đến khi Đảng ủy ban hành. Chi bộ đã chấm giữ bản của mình."
    )
    add_word = "Thêm bộ tiêu chí"
    empty_text = "Chưa có bộ tiêu chí nào."
    icon = "list-bullets"
    table_name = "criteria-sets"
    with_lists = True
    wants = frozenset({Kind.SETTINGS, Kind.CAMPAIGNS})
    help_topic = "bo-tieu-chi"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell)
        if parent is not None:
            self.setParent(parent)
        self.split.setSizes([2600, 5400])
        self.table.set_menu(self._menu)
        self.form.edited.connect(self._follow)
        self.form.add_button("Bỏ bộ này…", lambda: self.drop(self._open))
        self.retire_button = self.form.add_button("Thôi dùng…", lambda: self.retire(self._open))
        self.form.add_button("Sao chép bộ này", lambda: self.copy(self._open))
        self.adopt_button = self.form.add_button("Ban hành…", lambda: self.adopt(self._open))

    def columns(self) -> Sequence[Column]:
        """Name, version, what it is for, how it is scored, how it stands, how many sheets stand on it."""
        return (
            text_column("Bộ tiêu chí", lambda row: row.name, strong=True, stretch=True),
            number_column("Bản", lambda row: row.version),
            text_column("Dùng cho", lambda row: row.used_for.label),
            text_column("Cách chấm", lambda row: row.scoring.label, quiet=True),
            state_column("Trạng thái", lambda row: row.status.label, lambda row: _TONES[row.status]),
            number_column("Đã chấm", lambda row: row.uses or None, hint="Số phiếu, kết quả đã chấm theo bộ này"),
        )

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        self.standing = NoticeBar("", Tone.WAIT)
        self.versions = NoticeBar("", Tone.INFO)
        self.behind = NoticeBar("", Tone.WAIT)
        self.behind.add_button(SWITCH, lambda: self.switch(self._open))
        self.odd = NoticeBar("", Tone.WAIT)
        group = form.group("Bộ tiêu chí")
        group.add_widget(self.standing, wide=True)
        group.add_widget(self.versions, wide=True)
        group.add_widget(self.behind, wide=True)
        group.add("Tên bộ tiêu chí", LineField(), name="name", wide=True)
        beside(
            form,
            group,
            ("Căn cứ, nguồn", LineField(), "source", 1),
            ("Văn bản ban hành", LineField(placeholder=_PAPER), "adopted_by", 1),
        )
        self.scoring = ChoiceField([(one, one.label) for one in Scoring])
        beside(
            form,
            group,
            ("Dùng cho", ChoiceField([(use, use.label) for use in SetUse]), "used_for", 1),
            ("Cách chấm", self.scoring, "scoring", 1),
        )
        beside(
            form,
            group,
            ("Tổng điểm", NumberField(lowest=1, highest=1000, decimals=1), "maximum", 0),
            ("Đạt từ", NumberField(highest=1000, decimals=1), "pass_total", 0),
            ("Mỗi nhóm từ (%)", NumberField(highest=100, decimals=1), "group_min_percent", 0),
            ("Bước điểm", NumberField(highest=10, decimals=2), "step", 0),
            ("Áp dụng từ ngày", DateField(), "valid_from", 0),
            ("Đến hết ngày", DateField(), "valid_to", 0),
        )
        lines = form.group("Tiêu chí")
        lines.add_widget(self.odd, wide=True)
        self.items = lines.add("", CriteriaField(self.shell), name="items", wide=True)

    def rows(self) -> list[SetDraft]:
        """Return every version of every set."""
        return criteria_sets.rows(self.shell.office)

    def blank(self) -> SetDraft:
        """Return an empty set."""
        return SetDraft(items=(Criterion("1", "", Decimal(0)),))

    def store(self, draft: SetDraft) -> Kept:
        """Save a set."""
        return criteria_sets.save(self.shell.office, draft)

    def save(self) -> bool:
        """Save the form; a set in use becomes a new version, and campaigns under way may go on with it."""
        draft = _whole(self.form.draft())
        kept = self.shell.act(lambda: self.store(draft), _saved_words, form=self.form)
        if kept is None:
            return False
        self.table.select(kept.id)
        self._show(self._rows[kept.id])
        if kept.is_new_version and kept.waiting:
            self.switch(self._open)
        return True

    def _show(self, draft: SetDraft) -> None:
        super()._show(draft)
        self.standing.say(_standing_words(draft))
        self.versions.say(_version_words(draft))
        self.behind.say(" ".join(_waiting_words(one) for one in draft.waiting))
        self.adopt_button.setVisible(draft.id is not None and draft.status is not SetStatus.ADOPTED)
        self.retire_button.setVisible(draft.id is not None and draft.status is not SetStatus.RETIRED)
        self._follow()

    def _follow(self) -> None:
        """Show points only for a set that has some, and what is odd about it."""
        scoring = self.scoring.value()
        for name in _OF_POINTS:
            _row_of(self.form.field(name)).setVisible(scoring is Scoring.POINTS)
        self.items.set_scoring(scoring)
        draft = _whole(self.form.draft())
        self.odd.say(" ".join(criteria_sets.warnings(criteria_sets.tidied(draft))) if draft.items else "")

    # Acts on one set -----------------------------------------------------------------------------------------------

    def copy(self, row: SetDraft) -> None:
        """Begin another set from one."""
        if self.leaving():
            self._show(criteria_sets.copied(row))
            self.form.focus_first()

    def adopt(self, row: SetDraft) -> None:
        """Ask for the paper by which the office takes a set on."""
        set_id = row.id
        if set_id is None or not self.leaving():
            return
        words = f"Ban hành bộ tiêu chí “{row.name}”?"
        paper = self.shell.asking.text(words, "Văn bản ban hành", verb=ADOPT_IT, start=row.adopted_by)
        if paper:
            self._act(lambda: criteria_sets.adopt(self.shell.office, set_id, paper), f"Đã ban hành {row.name}", set_id)

    def switch(self, row: SetDraft) -> None:
        """Let undecided campaigns go on with a newer version, after asking."""
        set_id = row.id
        if set_id is None or not self.leaving():
            return
        detail = " ".join(_waiting_words(one) for one in row.waiting)
        question = f"Chuyển các chi bộ chưa chấm sang bản {row.version}?"
        if self.shell.asking.confirm(question, SWITCH, stay=LATER, detail=detail):
            ids = [one.campaign_id for one in row.waiting]
            said = f"Đã chuyển sang bản {row.version}"
            self._act(lambda: criteria_uses.switch(self.shell.office, set_id, ids), said, set_id)

    def retire(self, row: SetDraft) -> None:
        """Put a set aside after asking."""
        set_id = row.id
        if set_id is None or not self.leaving():
            return
        detail = "Đợt thi đua mới không còn chọn được bộ này; chi bộ đã chấm theo bộ giữ nguyên điểm."
        if self.shell.asking.confirm(f"Thôi dùng {row.name}?", RETIRE_IT, detail=detail):
            self._act(lambda: criteria_sets.retire(self.shell.office, set_id), f"Đã thôi dùng {row.name}", set_id)

    def drop(self, row: SetDraft) -> None:
        """Take a set away after asking."""
        set_id = row.id
        if set_id is None:
            self.form.forget()
            self.refresh()
            return
        detail = "Chỉ bỏ được bộ chưa có điểm chấm và chưa đợt thi đua nào dùng."
        if self.shell.asking.confirm(f"Bỏ {row.name}?", DROP_IT, detail=detail):
            self.form.forget()
            self.shell.act(lambda: criteria_sets.delete(self.shell.office, set_id), f"Đã bỏ {row.name}")

    def _act(self, act: Any, said: str, set_id: int) -> None:
        if self.shell.act(act, said) is not None and set_id in self._rows:
            self._show(self._rows[set_id])

    def _menu(self, menu: QMenu, row: SetDraft) -> None:
        menu.addAction("Sao chép bộ này", lambda: self.copy(row))
        if row.status is not SetStatus.ADOPTED:
            menu.addAction("Ban hành…", lambda: self.adopt(row))
        if row.status is not SetStatus.RETIRED:
            menu.addAction("Thôi dùng…", lambda: self.retire(row))
        menu.addAction("Bỏ bộ này…", lambda: self.drop(row))


def _row_of(field: QWidget) -> QWidget:
    """Return the row a field stands in, with its label and its fault."""
    found: QWidget | None = field
    while found is not None and not isinstance(found, FieldRow):
        found = found.parentWidget()
    return field if found is None else found


def _whole(draft: SetDraft) -> SetDraft:
    """Return what the form holds with the figures the set cannot be without."""
    return draft if draft.step is not None else replace(draft, step=Decimal(0))


def _saved_words(kept: Kept) -> str:
    return f"Đã lập bản {kept.version}" if kept.is_new_version else "Đã lưu"


def _waiting_words(one: Waiting) -> str:
    said = f"Đợt thi đua năm {one.year} có {one.unscored} chi bộ chưa chấm theo bản cũ"
    return f"{said}; {one.scored} chi bộ đã chấm giữ bản cũ." if one.scored else f"{said}."


def _standing_words(draft: SetDraft) -> str:
    if draft.status is SetStatus.PROPOSAL:
        return "Bộ này do chương trình đề xuất. Sửa theo hướng dẫn của Đảng ủy rồi bấm “Ban hành…”."
    if draft.status is SetStatus.DRAFT and draft.id is not None:
        return "Bộ này là dự thảo. Khi Đảng ủy đã ban hành thì bấm “Ban hành…”."
    if draft.status is SetStatus.RETIRED:
        return "Bộ này đã thôi dùng; đợt thi đua mới không chọn được."
    return ""


def _version_words(draft: SetDraft) -> str:
    years = ", ".join(map(str, draft.years))
    said = f"Đợt thi đua năm {years} dùng bộ này. " if years else ""
    if draft.uses:
        said += (
            f"Đã có {draft.uses} phiếu, kết quả chấm theo bộ này. Sửa tiêu chí, điểm hay mức đạt thì chương trình lập "
            "bản mới; chi bộ đã chấm giữ bản cũ."
        )
    return said.strip()
