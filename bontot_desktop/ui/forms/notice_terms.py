"""The window of the terms that a year's notices of results give: petitions, and mending what was found."""

from __future__ import annotations

from bontot_desktop.services import notice_terms
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField


def open_terms(shell: Shell, campaign_id: int, year: int) -> OneActDialog:
    """Show the terms of a campaign's notices."""

    def build(form: Form) -> None:
        group = form.group()
        group.add(
            "Thời hạn kiến nghị",
            NumberField(lowest=1, highest=notice_terms.MOST_DAYS),
            name="petition_days",
            suffix="ngày",
        )
        group.add("Khắc phục trước ngày", DateField(), name="mend_by")

    return open_act(
        shell,
        OneAct(
            name="notice-terms",
            title="Thời hạn trong thông báo",
            heading=f"Thông báo kết quả xét năm {year}",
            hint="In trong thông báo gửi chi bộ chưa được công nhận và thông báo chung.",
            verb="Lưu",
            said="Đã lưu thời hạn trong thông báo.",
            draft=notice_terms.load(shell.office, campaign_id),
            build=build,
            do=lambda typed: notice_terms.save(shell.office, campaign_id, typed),
            topic="ket-qua-quyet-dinh",
            rows=10,
        ),
    )
