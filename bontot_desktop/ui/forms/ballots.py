"""The window that prints ballots: how many, and on which paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes
from bontot_desktop.services import handouts
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.forms.pdf_window import open_pdf
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField

TOPIC = "xep-loai-hop-xet"


@dataclass(frozen=True, slots=True)
class _Wish:
    """How many ballots on which paper; None takes the paper that suits the number of cells."""

    copies: int | None
    paper: Literal["A4", "A5"] | None = None


def open_ballots(shell: Shell, campaign_id: int, kind_id: str, name: str, copies: int | None) -> OneActDialog:
    """Ask how many ballots of a kind are wanted ("D10B", "D18A") and show them for print."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Số phiếu", NumberField(lowest=1, highest=200), name="copies")
        choices = [(None, "Tự chọn theo số chi bộ"), ("A5", "A5"), ("A4", "A4")]
        group.add("Khổ giấy", ChoiceField(choices, characters=24), name="paper")

    made: list[bytes] = []

    def do(wish: _Wish) -> Changes:
        if not wish.copies:
            raise Problems([Problem("copies", "Hãy ghi số phiếu cần in.")])
        made.append(handouts.ballots(shell.office, campaign_id, kind_id, wish.copies, wish.paper))
        return Changes()

    dialog = open_act(
        shell,
        OneAct(
            name="ballots",
            title="In phiếu biểu quyết",
            heading=name,
            hint="Mỗi ủy viên dự họp một phiếu. Phiếu in theo số liệu hiện có.",
            verb="Xem và in",
            said="",
            draft=_Wish(copies),
            build=build,
            do=do,
            topic=TOPIC,
            rows=10,
        ),
    )
    dialog.accepted.connect(lambda: open_pdf(shell, name, made[-1]))
    return dialog
