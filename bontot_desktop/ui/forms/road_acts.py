"""The small windows along the road of a cell's dossier: received, given back, confirmed, held, revoked, reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop.rules.recognition import CampaignState
from bontot_desktop.services import (
    campaign_closing,
    campaign_steps,
    dossiers,
    holds,
    rating_annulments,
    reopening,
    revocations,
    submissions,
    verifications,
)
from bontot_desktop.services.campaign_steps import StepDraft, StepRow
from bontot_desktop.services.dossiers import Receipt, ReturnDraft
from bontot_desktop.services.holds import HoldDraft
from bontot_desktop.services.submissions import UpDecision
from bontot_desktop.services.verifications import Confirmation
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

DOSSIERS, RESULT = "ho-so-thi-dua", "ket-qua-quyet-dinh"


@dataclass(frozen=True, slots=True)
class _Returned:
    """A return as its window shows it: one defect a line."""

    defects: str = ""
    returned_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Again:
    """A dossier that came again."""

    on: date | None = None
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class _Released:
    """The end of a hold."""

    conclusion: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class _Reopened:
    """Why a refused case is taken up again."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class _Closing:
    """The day a year is closed, and why it is late."""

    on: date | None = None
    reason: str = ""


def named(cells: Sequence[str]) -> str:
    """Name one cell, count several."""
    return cells[0] if len(cells) == 1 else f"{len(cells)} chi bộ"


def receive(shell: Shell, entry_ids: Sequence[int], cells: Sequence[str]) -> OneActDialog:
    """Record that whole dossiers came."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Ngày nhận", DateField(), name="on")
        group.add("Người nhận", LineField(), name="received_by")
        group.add("Lý do chậm", LineField(), name="late_reason", hint="Chỉ ghi khi nhận sau hạn nộp hồ sơ.")

    return open_act(
        shell,
        OneAct(
            name="receive-dossiers",
            title="Nhận đủ hồ sơ",
            heading=named(cells),
            hint="Mọi giấy tờ phải có đều được đánh dấu “Có”. Thiếu giấy tờ nào thì mở “Hồ sơ…” của chi bộ đó.",
            verb="Ghi đã nhận",
            said=f"Đã nhận đủ hồ sơ của {named(cells)}.",
            draft=Receipt(shell.today()),
            build=build,
            do=lambda draft: dossiers.receive_whole(shell.office, entry_ids, draft),
            topic=DOSSIERS,
            rows=12,
        ),
    )


def confirm(shell: Shell, entry_ids: Sequence[int], cells: Sequence[str]) -> OneActDialog:
    """Record what the Inspection Commission confirmed."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Ngày xác nhận", DateField(), name="on")
        group.add("Cơ quan xác nhận", LineField(), name="by")
        words = "Chi bộ, đảng viên không bị xử lý kỷ luật, không có đơn thư đang xem xét"
        group.add("Nội dung xác nhận", TextField(lines=3, placeholder=words), name="text", wide=True)

    return open_act(
        shell,
        OneAct(
            name="confirm-dossiers",
            title="Xác nhận của Ủy ban Kiểm tra",
            heading=named(cells),
            verb="Ghi xác nhận",
            said=f"Đã ghi xác nhận của Ủy ban Kiểm tra đối với {named(cells)}.",
            draft=Confirmation(shell.today()),
            build=build,
            do=lambda draft: verifications.confirm(shell.office, entry_ids, draft),
            topic=DOSSIERS,
            rows=12,
        ),
    )


def give_back(shell: Shell, entry_id: int, cell: str) -> OneActDialog:
    """Give a dossier back (T5)."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Cần bổ sung, sửa chữa", TextField(lines=4), name="defects", hint="Mỗi nội dung một dòng.", wide=True)
        group.add("Ngày trả lại", DateField(), name="returned_on")
        group.add("Hạn nộp lại", DateField(), name="due_on")

    def do(draft: _Returned):
        lines = tuple(draft.defects.splitlines())
        return dossiers.give_back(shell.office, entry_id, ReturnDraft(lines, draft.due_on, draft.returned_on))

    return open_act(
        shell,
        OneAct(
            name="give-back",
            title="Trả lại hồ sơ để bổ sung",
            heading=cell,
            verb="Trả lại",
            said=f"Đã trả lại hồ sơ của {cell}.",
            draft=_Returned(returned_on=shell.today()),
            build=build,
            do=do,
            topic=DOSSIERS,
            rows=14,
        ),
    )


def take_again(shell: Shell, entry_id: int, cell: str) -> OneActDialog:
    """Take a mended dossier again (T5)."""
    waiting = [row.text for row in dossiers.defects_of(shell.office, entry_id) if row.fixed_on is None]

    def build(form: Form) -> None:
        group = form.group()
        group.add("Ngày nhận lại", DateField(), name="on")
        group.add("Lý do chậm", LineField(), name="late_reason", hint="Chỉ ghi khi nhận sau hạn nộp lại.")

    return open_act(
        shell,
        OneAct(
            name="take-again",
            title="Nhận lại hồ sơ đã bổ sung",
            heading=cell,
            hint="Đã bổ sung: " + " ".join(waiting),
            verb="Ghi đã nhận lại",
            said=f"Đã nhận lại hồ sơ của {cell}.",
            draft=_Again(shell.today()),
            build=build,
            do=lambda draft: dossiers.take_again(shell.office, entry_id, draft.on, late_reason=draft.late_reason),
            topic=DOSSIERS,
            rows=11,
        ),
    )


def hold(shell: Shell, entry_id: int, cell: str, draft: HoldDraft | None = None) -> OneActDialog:
    """Hold a case (T7); ``draft`` says why where that is known."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Lý do tạm dừng xét", TextField(lines=2), name="reason", wide=True)
        group.add(
            "Căn cứ",
            LineField(placeholder="Đơn nhận ngày …; văn bản số … của Ủy ban Kiểm tra"),
            name="source",
            wide=True,
        )
        group.add("Từ ngày", DateField(), name="on")

    return open_act(
        shell,
        OneAct(
            name="hold",
            title="Tạm dừng xét",
            heading=cell,
            verb="Tạm dừng xét",
            said=f"Đã tạm dừng xét {cell}.",
            draft=draft or HoldDraft(on=shell.today()),
            build=build,
            do=lambda draft: holds.hold(shell.office, entry_id, draft),
            topic=RESULT,
            rows=13,
        ),
    )


def release(shell: Shell, entry_id: int, cell: str, conclusion: str = "") -> OneActDialog:
    """Let a held case go on (T7); ``conclusion`` is offered where it is known."""
    held = holds.of(shell.office, entry_id)

    def build(form: Form) -> None:
        group = form.group()
        group.add("Kết luận của cơ quan có thẩm quyền", TextField(lines=3), name="conclusion", wide=True)
        group.add("Tiếp tục xét từ ngày", DateField(), name="on")

    return open_act(
        shell,
        OneAct(
            name="release",
            title="Tiếp tục xét",
            heading=cell,
            hint=f"Đang tạm dừng vì: {held.reason} ({held.source})",
            verb="Tiếp tục xét",
            said=f"Đã tiếp tục xét {cell}.",
            draft=_Released(conclusion, shell.today()),
            build=build,
            do=lambda draft: holds.release(shell.office, entry_id, draft.conclusion, draft.on),
            topic=RESULT,
            rows=12,
        ),
    )


def up_decision(shell: Shell, campaign_id: int, entry_ids: Sequence[int], cells: Sequence[str]) -> OneActDialog:
    """Record the decision of the committee above (T10)."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Số, ký hiệu quyết định", LineField(placeholder="125-QĐ/TU"), name="number")
        group.add("Ngày quyết định", DateField(), name="decided_on")
        group.add("Người ký", LineField(), name="signer")

    return open_act(
        shell,
        OneAct(
            name="up-decision",
            title="Quyết định công nhận của cấp trên",
            heading=f"Công nhận {named(cells)}",
            hint="Chi bộ nào cấp trên không công nhận thì bấm “Không công nhận…” và ghi lý do trước.",
            verb="Ghi quyết định",
            said=f"Đã ghi quyết định công nhận {named(cells)}.",
            draft=UpDecision(),
            build=build,
            do=lambda draft: submissions.record_decision(shell.office, campaign_id, entry_ids, draft),
            topic=RESULT,
            rows=13,
        ),
    )


def revoke(shell: Shell, entry_id: int, cell: str, *, outside: bool) -> OneActDialog:
    """Write why a recognition is taken back (T12); ``outside`` also its decision, made by another body."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Lý do hủy", TextField(lines=3), name="reason", wide=True)
        basis = "Quyết định hủy" if outside else "Căn cứ"
        hint = "Quyết định số …, ngày … của …" if outside else "Kết luận kiểm tra, quyết định kỷ luật…"
        group.add(basis, TextField(lines=2, placeholder=hint), name="basis", wide=True)
        if outside:
            group.add("Ngày quyết định", DateField(), name="revoked_on")
        group.add("", CheckField("Thu hồi cả giấy khen"), name="takes_award_back")

    act = revocations.record if outside else revocations.prepare
    kept = revocations.load(shell.office, entry_id)
    return open_act(
        shell,
        OneAct(
            name="revoke",
            title="Hủy kết quả công nhận",
            heading=cell,
            hint="" if outside else "Kết quả chỉ bị hủy khi ban hành quyết định hủy, mở ra sau khi ghi lý do.",
            verb="Hủy kết quả" if outside else "Ghi lý do, xem quyết định",
            said=f"Đã hủy kết quả công nhận của {cell}." if outside else f"Đã ghi lý do hủy kết quả của {cell}.",
            draft=replace(kept, revoked_on=shell.today()) if outside else kept,
            build=build,
            do=lambda draft: act(shell.office, entry_id, draft),
            topic=RESULT,
            rows=15,
        ),
    )


def annul_rating(
    shell: Shell, rating_id: int, whose: str, year: int, *, of_member: bool, note: str = ""
) -> OneActDialog:
    """Annul a decided rating without another in its place (QĐ 366, Điều 15); ``note`` says what rests on it."""

    def build(form: Form) -> None:
        group = form.group(hint=note)
        group.add("Lý do hủy", TextField(lines=3), name="reason", hint="Kết luận, văn bản làm căn cứ.", wide=True)
        group.add("Quyết định hủy số", LineField(placeholder="21-QĐ/ĐU"), name="decision")
        hint = "Để trống cả hai khi chưa có quyết định: lập Mẫu 03 ở thẻ Quyết định, đến lúc ấy kết quả mới bị hủy."
        group.add("Ngày quyết định", DateField(), name="annulled_on", hint=hint)

    return open_act(
        shell,
        OneAct(
            name="annul-rating",
            title="Hủy kết quả xếp loại",
            heading=f"{whose}, năm {year}",
            verb="Hủy kết quả xếp loại",
            said="Đã ghi hủy kết quả xếp loại.",
            draft=rating_annulments.load(shell.office, rating_id, of_member=of_member),
            build=build,
            do=lambda draft: rating_annulments.annul(shell.office, rating_id, draft, of_member=of_member),
            topic="xep-loai",
            rows=15,
        ),
    )


def reopen(shell: Shell, entry_id: int, cell: str) -> OneActDialog:
    """Take a refused case up again (T13)."""

    def build(form: Form) -> None:
        form.group().add(
            "Khiếu nại được chấp nhận",
            TextField(lines=3, placeholder="Thông báo số …, ngày … của Ủy ban Kiểm tra Đảng ủy"),
            name="note",
            wide=True,
        )

    return open_act(
        shell,
        OneAct(
            name="reopen",
            title="Xét lại theo khiếu nại",
            heading=cell,
            hint="Chi bộ trở lại bước “Đã thẩm định”; ghi phiếu mới ở cuộc họp bổ sung, cuộc họp đầu giữ nguyên.",
            verb="Xét lại",
            said=f"Đã đưa {cell} ra xét lại.",
            draft=_Reopened(),
            build=build,
            do=lambda draft: reopening.reopen(shell.office, entry_id, draft.note),
            topic=RESULT,
            rows=11,
        ),
    )


def phase(shell: Shell, campaign_id: int, row: StepRow) -> OneActDialog:
    """Write down when a phase was reached."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Ngày thực hiện", DateField(), name="on")
        group.add("Lý do chậm", LineField(), name="reason", hint="Chỉ ghi khi thực hiện sau kế hoạch.")

    return open_act(
        shell,
        OneAct(
            name="phase",
            title="Ngày thực hiện",
            heading=row.state.label,
            verb="Ghi",
            said=f"Đã ghi bước “{row.state.label}”.",
            draft=StepDraft(row.state, row.reached or shell.today(), row.reason),
            build=build,
            do=lambda draft: campaign_steps.record(shell.office, campaign_id, draft),
            rows=11,
        ),
    )


def close(shell: Shell, campaign_id: int, year: int) -> OneActDialog:
    """Close a year."""

    def build(form: Form) -> None:
        group = form.group()
        group.add("Ngày kết thúc", DateField(), name="on")
        group.add("Lý do chậm", LineField(), name="reason", hint="Chỉ ghi khi kết thúc sau hạn báo cáo.")

    return open_act(
        shell,
        OneAct(
            name="close-campaign",
            title="Kết thúc đợt thi đua",
            heading=f"{CampaignState.CLOSED.label}: năm {year}",
            hint="Số liệu của năm được chốt và không sửa được nữa; sau đó chỉ có thể hủy kết quả bằng quyết định.",
            verb="Chốt số liệu, kết thúc",
            said=f"Đã kết thúc đợt thi đua năm {year}.",
            draft=_Closing(shell.today()),
            build=build,
            do=lambda draft: campaign_closing.close(shell.office, campaign_id, draft.on, draft.reason),
            rows=12,
        ),
    )
