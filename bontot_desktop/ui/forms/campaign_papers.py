"""Windows of what a campaign's papers say of their own: the parts written for a year, and the verification group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, make_dataclass, replace
from typing import Any

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.services import campaign_texts, entry_texts, people, working_groups
from bontot_desktop.services.campaign_texts import TextPart
from bontot_desktop.services.working_groups import GroupDraft, GroupMemberDraft
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField


def open_campaign_texts(shell: Shell, campaign_id: int, kind_id: str, name: str) -> OneActDialog:
    """Show what the office wrote for the parts of a campaign's paper; ``name`` is the paper's."""
    parts = campaign_texts.parts(shell.office, campaign_id, kind_id)
    hint = "Phần nào để trống thì in câu mẫu đang hiện mờ. Mỗi dòng là một ý."
    return _open_texts(
        shell, name, parts, hint, lambda written: campaign_texts.save(shell.office, campaign_id, kind_id, written)
    )


def open_entry_texts(shell: Shell, entry_id: int, kind_id: str, name: str) -> OneActDialog:
    """Show what was written for the parts of a cell's paper; ``name`` is the paper's, with the cell."""
    parts = entry_texts.parts(shell.office, entry_id, kind_id)
    hint = "Phần nào để trống thì giấy in chừa dòng chấm để ghi tay. Mỗi dòng là một ý."
    return _open_texts(
        shell, name, parts, hint, lambda written: entry_texts.save(shell.office, entry_id, kind_id, written)
    )


def _open_texts(
    shell: Shell,
    name: str,
    parts: Sequence[TextPart],
    hint: str,
    save: Callable[[Mapping[str, str]], Changes],
) -> OneActDialog:
    kind = make_dataclass("Texts", [(part.key, str, "") for part in parts], frozen=True)

    def build(form: Form) -> None:
        group = form.group()
        for part in parts:
            lines = max(3, min(part.standing.count("\n") + 2, 6))
            field = TextField(lines=lines, placeholder=part.standing)
            group.add(part.label, field, name=part.key, wide=True)

    return open_act(
        shell,
        OneAct(
            name="paper-texts",
            title="Nội dung văn bản",
            heading=name,
            hint=hint,
            verb="Lưu",
            said="Đã lưu nội dung văn bản.",
            draft=kind(**{part.key: part.written for part in parts}),
            build=build,
            do=lambda typed: save(asdict(typed)),
            rows=18,
            width=84,
        ),
    )


class VerifierRow(RowEditor):
    """A member of the group: person, role, post, and the cells he looks after."""

    def __init__(self, choices: list[Choice]) -> None:
        super().__init__()
        self._shown = GroupMemberDraft("")
        self._titles = {choice.id: choice.second for choice in choices}
        self.person = PersonPicker(choices, free=True)
        self.role = ChoiceField([(role, role.label) for role in GroupRole], characters=10)
        self.title = LineField(placeholder="Chức vụ, đơn vị")
        self.cells = LineField(placeholder="Chi bộ phụ trách")
        for field, name in (
            (self.person, "Họ tên"),
            (self.role, "Vai trò"),
            (self.title, "Chức vụ, đơn vị"),
            (self.cells, "Chi bộ phụ trách"),
        ):
            field.setAccessibleName(name)
        row = ShareLayout(self)
        row.share(self.person, 4, 20)
        row.share(self.role)
        row.share(self.title, 4, 24)
        row.share(self.cells, 4, 20)
        self.watch(self.person, self.role, self.title, self.cells)
        self.person.picked.connect(lambda found: self.title.set_value(self._titles.get(found, "")))

    def set_value(self, value: Any) -> None:
        """Show a member."""
        self._shown = value
        if value.person_id is None:
            self.person.set_typed(value.name)
        else:
            self.person.set_value(value.person_id)
        self.role.set_value(value.role)
        self.title.set_value(value.title)
        self.cells.set_value(value.cells)

    def value(self) -> GroupMemberDraft:
        """Return the member."""
        return replace(
            self._shown,
            name=self.person.typed(),
            person_id=self.person.value(),
            role=self.role.value(),
            title=self.title.value(),
            cells=self.cells.value(),
        )

    def is_empty(self) -> bool:
        """A row without a name is left out."""
        return not self.person.typed()


def open_group(shell: Shell, campaign_id: int) -> OneActDialog:
    """Show the group that verifies a campaign's dossiers."""
    known = [Choice(pick.id, pick.name, pick.second) for pick in people.person_picks(shell.office)]

    def build(form: Form) -> None:
        group = form.group()
        group.add("Tên Tổ", LineField(), name="name")
        group.add("Làm việc đến ngày", DateField(), name="to_on")
        members = RowList(
            lambda: VerifierRow(known), lambda: GroupMemberDraft(""), "Thêm thành viên", noun="Thành viên"
        )
        group.add("Thành viên", members, name="members", wide=True)
        group.add(
            "Nhiệm vụ của Tổ",
            TextField(lines=3),
            name="duties",
            hint="Để trống thì quyết định in các nhiệm vụ chung.",
            wide=True,
        )

    def store(typed: GroupDraft) -> Changes:
        try:
            return working_groups.save_of_campaign(shell.office, campaign_id, typed)
        except Problems as problems:
            own = [Problem(one.field.removeprefix("group."), one.sentence) for one in problems.problems]
            raise Problems(own) from problems

    return open_act(
        shell,
        OneAct(
            name="verification-group",
            title="Tổ thẩm định",
            heading="Tổ thẩm định hồ sơ, kết quả tự chấm",
            verb="Lưu",
            said="Đã lưu Tổ thẩm định.",
            draft=working_groups.of_campaign(shell.office, campaign_id),
            build=build,
            do=store,
            rows=14,
            width=100,
        ),
    )
