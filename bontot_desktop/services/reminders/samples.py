"""Reminders of sample meetings: their checklist, their next step, and what the cells have not applied after them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.services.reminders.asked import Asked


def chores(asked: Asked) -> Iterator[Reminder]:
    """Lines of the checklist that are due."""
    for line in queries.chores(asked.driver, asked.ahead(asked.rules.chores_before)):
        who = f" ({line.who})" if line.who else ""
        yield Reminder(
            f"chore/{line.id}",
            f"Sinh hoạt điểm {line.cell}: {line.title}",
            f"Làm xong thì đánh dấu ở bước Kế hoạch{who}",
            "samples",
            line.event_id,
            line.due_on,
        )


def sample_steps(asked: Asked) -> Iterator[Reminder]:
    """The next step that is missing of each sample meeting, by the offsets of meetings.md §7.2."""
    for one in queries.samples(asked.driver):
        found = _next_step(one, asked)
        if found is not None:
            key, sentence, todo, day = found
            yield Reminder(
                f"sample/{one.id}/{key}", f"Sinh hoạt điểm {one.cell}: {sentence}", todo, "samples", one.id, day
            )


def _next_step(one: queries.Sample, asked: Asked) -> tuple[str, str, str, date | None] | None:
    rules, today = asked.rules, asked.today
    if one.day is None:
        return "day", "chưa định ngày", "Ghi ngày dự kiến ở bước Kế hoạch", None
    if one.state in ("PLANNED", "PREPARING", "READY"):
        if one.was_held and not one.observers:
            return "observers", "chưa ghi ai đến dự", "Ghi thành phần dự để nhập phiếu nhận xét", one.day
        if one.day <= today and not one.was_held:
            return "held", "đã đến ngày, chưa ghi buổi sinh hoạt", "Điểm danh, ghi giờ họp, nội dung", one.day
        invite_on = one.day - timedelta(days=rules.invite_before)
        if not one.observers and invite_on <= asked.ahead(rules.chores_before):
            return "observers", "chưa mời ai dự", "Ghi người dự và in giấy mời", invite_on
        return None
    since = {
        "feedback": one.day,
        "sheets": one.day + timedelta(days=rules.sheets_after),
        "notice": one.day + timedelta(days=rules.conclusion_after),
        "replicate": one.day + timedelta(days=rules.replicate_after),
    }
    if one.feedback_on is None:
        return "feedback", "chưa ghi buổi rút kinh nghiệm", "Ghi ngày, người chủ trì, các ý kiến", since["feedback"]
    if one.notice_on is None:
        if one.without_sheet and one.state == "HELD":
            words = f"còn {one.without_sheet} phiếu nhận xét chưa nhập"
            return "sheets", words, "Nhập phiếu, hoặc ghi người không đến dự", since["sheets"]
        return "notice", "chưa ban hành thông báo kết luận", "Ghi kết luận rồi ban hành thông báo", since["notice"]
    if not one.items:
        return "replicate", "chưa giao việc nhân rộng", "Lập danh sách việc cho từng chi bộ", since["replicate"]
    return None


def open_items(asked: Asked) -> Iterator[Reminder]:
    """What cells have not applied after a sample meeting, by sample meeting."""
    for one in queries.open_items(asked.driver, asked.ahead(asked.rules.chores_before)):
        where = f"ở {one.cells} chi bộ " if one.cells > 1 else ""
        yield Reminder(
            f"items/{one.event_id}",
            f"Sau sinh hoạt điểm {one.cell}: {one.items} việc nhân rộng {where}chưa xong",
            "Hỏi chi bộ, đồng chí phụ trách rồi ghi kết quả",
            "samples",
            one.event_id,
            one.due_on,
        )
