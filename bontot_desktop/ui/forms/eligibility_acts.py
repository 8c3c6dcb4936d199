"""The windows around the rules of eligibility: a rule set aside for a cell by the body that reviews."""

from __future__ import annotations

from bontot_desktop.services import eligibility
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

TOPIC = "dieu-kien-xet"


def set_aside(shell: Shell, entry_id: int, cell: str, code: str, sentence: str) -> OneActDialog:
    """Record that the body lets a cell pass in spite of a rule; ``sentence`` says what the rule found."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Lý do vẫn xét", TextField(lines=3), name="reason", wide=True)
        group.add("Ghi tại", LineField(placeholder="Mục III.2 biên bản họp ngày …"), name="minutes", wide=True)
        group.add("Ai quyết định", LineField(), name="by", wide=True)
        group.add("Ngày quyết định", DateField(), name="on")

    return open_act(
        shell,
        OneAct(
            name="set-aside",
            title="Vẫn xét dù chưa đủ điều kiện",
            heading=cell,
            hint=f"{sentence} Lý do được in trong biên bản họp xét, không in trong quyết định.",
            verb="Ghi vẫn xét",
            said=f"Đã ghi vẫn xét {cell}.",
            draft=eligibility.draft_of(shell.office, entry_id, code),
            build=build,
            do=lambda draft: eligibility.set_aside(shell.office, entry_id, code, draft),
            topic=TOPIC,
            rows=15,
        ),
    )


def hold_again(shell: Shell, entry_id: int, cell: str, code: str) -> None:
    """Take a decision to set a rule aside back."""
    shell.act(lambda: eligibility.hold_again(shell.office, entry_id, code), f"Đã bỏ việc vẫn xét {cell}.")
