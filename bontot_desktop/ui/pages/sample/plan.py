"""The step Kế hoạch: which cell, when, why, and the working group that attends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from bontot_desktop.rules.meetings import SAMPLE_TYPES, MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.services import cells, people, sample_days, sample_plans, samples, working_groups
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.sample_days import Wanted
from bontot_desktop.services.samples import PlanDraft, SampleEventView
from bontot_desktop.services.working_groups import GroupDraft, GroupMemberDraft
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.issue import IssueDialog, open_issue
from bontot_desktop.ui.pages.sample.chores import ChoreList
from bontot_desktop.ui.pages.sample.step import FormStep
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker, Picker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField

NEW_GROUP = -1


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The plan and its working group as one form holds them; ``group_id`` NEW_GROUP makes a new group."""

    cell_id: int | None = None
    planned_on: date | None = None
    planned_type: MeetingType | None = None
    purpose: str = ""
    chosen_because: str = ""
    note: str = ""
    group_id: int | None = None
    group_name: str = ""
    decision_no: str = ""
    decision_on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    members: tuple[GroupMemberDraft, ...] = ()
    duties: str = ""


class MemberRow(RowEditor):
    """A person of the working group with role and post."""

    def __init__(self, choices: list[Choice]) -> None:
        super().__init__()
        self._shown = GroupMemberDraft("")
        self._titles = {choice.id: choice.second for choice in choices}
        self.person = PersonPicker(choices, free=True)
        self.role = ChoiceField([(role, role.label) for role in GroupRole], characters=12)
        self.title = LineField(placeholder="Chức vụ, đơn vị")
        self.person.setAccessibleName("Họ tên")
        self.role.setAccessibleName("Vai trò")
        self.title.setAccessibleName("Chức vụ, đơn vị")
        row = ShareLayout(self)
        row.share(self.person, 4, 22)
        row.share(self.role)
        row.share(self.title, 5, 32)
        self.watch(self.person, self.role, self.title)
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

    def value(self) -> GroupMemberDraft:
        """Return the member."""
        return replace(
            self._shown,
            name=self.person.typed(),
            person_id=self.person.value(),
            role=self.role.value(),
            title=self.title.value(),
        )

    def is_empty(self) -> bool:
        """A row without a name is left out."""
        return not self.person.typed()


class PlanStep(FormStep):
    """Shows and saves the plan."""

    step: ClassVar[Step] = Step.PLAN
    draft_type: ClassVar[type[Any]] = PlanSheet

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        fill_plan(form, self.shell.office)
        form.field("group_id").edited.connect(self._group_chosen)
        self.look_at_day = watch_day(form, self.shell.office, self.event_id)
        self.group_button = form.add_button("Quyết định lập Tổ…", self.open_decision)
        self.group_button.setObjectName("issue:F15")
        self.group_button.setToolTip("Xem, ban hành quyết định thành lập Tổ công tác (F15)")
        prepared = form.group("Việc chuẩn bị", "Hạn tính lùi từ ngày họp. Phím cách: đánh dấu xong; Enter: sửa việc.")
        self.chores = ChoreList(self.shell, self.event_id, form)
        prepared.add_widget(self.chores, wide=True)
        self.dialog: IssueDialog | None = None

    def refresh(self, view: SampleEventView) -> None:
        """Show plan, group and checklist."""
        super().refresh(view)
        self.chores.read()

    def open_decision(self) -> None:
        """Show the decision on the working group as a paper that can be issued."""
        if self.form.is_edited() and not self.save():
            return
        group_id = samples.load_plan(self.shell.office, self.event_id).group_id
        if group_id is None:
            self.shell.asking.tell("Buổi này chưa có Tổ công tác; hãy chọn Tổ hoặc ghi thành viên rồi lưu.")
            return
        self.dialog = open_issue(self.shell, "F15", group_id)

    def show_draft(self, draft: Any) -> None:
        """Show the plan, and what already stands in its month."""
        super().show_draft(draft)
        self.look_at_day()

    def load(self) -> PlanSheet:
        """Return the stored plan with its group."""
        offer_groups(self.form, self.shell.office)
        plan = samples.load_plan(self.shell.office, self.event_id)
        return sheet_of(plan, working_groups.load(self.shell.office, plan.group_id))

    def store(self, draft: PlanSheet) -> Saved:
        """Save plan and group in one act."""
        plan = samples.load_plan(self.shell.office, self.event_id)
        return store_sheet(self.shell.office, draft, plan)

    def _group_chosen(self) -> None:
        show_group(self.form, self.shell.office)


def fill_plan(form: Form, office: Office) -> None:
    """Put the fields of a plan into a form."""
    about = form.group("Buổi sinh hoạt điểm")
    cell_choices = [Choice(row.id, row.name, row.kind) for row in cells.list_cells(office)]
    beside(
        form,
        about,
        ("Chi bộ điểm", Picker(cell_choices, placeholder="Gõ một phần tên chi bộ"), "cell_id", 1),
        ("Ngày dự kiến", DateField(), "planned_on", 0),
    )
    kinds = ChoiceField([(kind, kind.label) for kind in SAMPLE_TYPES], none="— chưa định —", characters=34)
    about.add("Loại sinh hoạt dự kiến", kinds, name="planned_type")
    about.add("Mục đích, yêu cầu", TextField(lines=2), name="purpose", wide=True)
    about.add("Lý do chọn chi bộ này", TextField(lines=2), name="chosen_because", wide=True)
    about.add("Ghi chú", TextField(lines=1), name="note", wide=True)
    group = form.group("Tổ công tác", "Tổ đã lập dùng lại được cho các buổi khác trong năm.")
    group.add("Tổ", ChoiceField([], none="— chưa có Tổ công tác —"), name="group_id", wide=True)
    beside(
        form,
        group,
        ("Tên Tổ công tác", LineField(), "group_name", 1),
        ("Quyết định số", LineField(characters=14), "decision_no", 0),
        ("Ngày", DateField(), "decision_on", 0),
        ("Làm việc từ ngày", DateField(), "from_on", 0),
        ("Đến ngày", DateField(), "to_on", 0),
    )
    known = [Choice(pick.id, pick.name, pick.second) for pick in people.person_picks(office)]
    members = RowList(lambda: MemberRow(known), lambda: GroupMemberDraft(""), "Thêm thành viên", noun="Thành viên")
    group.add("Thành viên", members, name="members", wide=True)
    standing = sample_plans.standing(office, office.today().year)["duties"]
    duties = TextField(lines=3, placeholder=standing)
    group.add(
        "Nhiệm vụ của Tổ", duties, name="duties", hint="Để trống thì quyết định in các nhiệm vụ chung.", wide=True
    )


def watch_day(form: Form, office: Office, event_id: int | None = None) -> Callable[[], None]:
    """Say beside the day of a plan what already stands in that month, once cell, day or kind was left."""

    def look_again() -> None:
        names = ("cell_id", "planned_on", "planned_type")
        form.show_doubts(sample_days.doubts(office, Wanted(event_id, *(form.field(name).value() for name in names))))

    for name in ("cell_id", "planned_on", "planned_type"):
        form.field(name).left.connect(look_again)
    form.field("cell_id").picked.connect(lambda _: look_again())
    form.field("planned_type").edited.connect(look_again)
    return look_again


def offer_groups(form: Form, office: Office) -> None:
    """Offer the groups there are and a new one."""
    picks = working_groups.list_groups(office)
    offered = [(pick.id, f"{pick.name} ({pick.second})" if pick.second else pick.name) for pick in picks]
    form.field("group_id").set_choices([*offered, (NEW_GROUP, "Lập Tổ công tác mới")])


def show_group(form: Form, office: Office) -> None:
    """Show the chosen group in its fields; a new one begins with its usual name."""
    chosen = form.field("group_id").value()
    group = working_groups.load(office, None if chosen in (None, NEW_GROUP) else chosen)
    shown = sheet_of(PlanDraft(), group)
    for name in ("group_name", "decision_no", "decision_on", "from_on", "to_on", "members", "duties"):
        form.field(name).set_value(getattr(shown, name) if chosen is not None else getattr(PlanSheet(), name))


def sheet_of(plan: PlanDraft, group: GroupDraft) -> PlanSheet:
    """Join a plan and its group."""
    has_group = plan.group_id is not None or group.id is None
    return PlanSheet(
        cell_id=plan.cell_id,
        planned_on=plan.planned_on,
        planned_type=plan.planned_type,
        purpose=plan.purpose,
        chosen_because=plan.chosen_because,
        note=plan.note,
        group_id=plan.group_id,
        group_name=group.name if has_group or group.id else "",
        decision_no=group.decision_no,
        decision_on=group.decision_on,
        from_on=group.from_on,
        to_on=group.to_on,
        members=group.members,
        duties=group.duties,
    )


def store_sheet(office: Office, sheet: PlanSheet, plan: PlanDraft) -> Saved:
    """Save a plan and its group in one act; typing members makes a new group even if none was chosen."""
    wanted = sheet.group_id if sheet.group_id is not None else (NEW_GROUP if sheet.members else None)
    group = None
    if wanted is not None:
        group = GroupDraft(
            id=None if wanted == NEW_GROUP else wanted,
            name=sheet.group_name or working_groups.DEFAULT_NAME,
            decision_no=sheet.decision_no,
            decision_on=sheet.decision_on,
            from_on=sheet.from_on,
            to_on=sheet.to_on,
            members=sheet.members,
            duties=sheet.duties,
        )
    changed = replace(
        plan,
        cell_id=sheet.cell_id,
        planned_on=sheet.planned_on,
        planned_type=sheet.planned_type,
        purpose=sheet.purpose,
        chosen_because=sheet.chosen_because,
        note=sheet.note,
        group_id=None if wanted == NEW_GROUP else wanted,
    )
    return samples.save_plan(office, changed, group)
