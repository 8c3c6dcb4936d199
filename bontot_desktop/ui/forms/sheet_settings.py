"""The window of the office's choices for score sheets: which differences need a reason, whether a quorum is asked."""

from __future__ import annotations

from bontot_desktop.services import sheet_settings
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField


def open_settings(shell: Shell) -> OneActDialog:
    """Show the choices."""

    def build(form: Form) -> None:
        group = form.group()
        group.add(
            "Thẩm định chênh tự chấm từ",
            NumberField(lowest=0, highest=20, decimals=1),
            name="explain_from",
            suffix="điểm thì phải ghi lý do",
            wide=True,
        )
        quorum = CheckField("Cuộc họp thông qua điểm phải có từ hai phần ba số đảng viên được biểu quyết")
        hint = "Không chọn thì thiếu hai phần ba chỉ được nhắc dưới bảng chấm."
        group.add("", quorum, name="asks_quorum", hint=hint, wide=True)

    return open_act(
        shell,
        OneAct(
            name="sheet-settings",
            title="Quy ước chấm điểm",
            heading="Quy ước chấm điểm “Chi bộ 4 tốt”",
            verb="Lưu",
            said="Đã lưu quy ước chấm điểm.",
            draft=sheet_settings.load(shell.office),
            build=build,
            do=lambda draft: sheet_settings.save(shell.office, draft),
            topic="cham-diem",
            rows=8,
        ),
    )
