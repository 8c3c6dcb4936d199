"""Reminders of the office's own things: papers issued and not printed, the age of copies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bontot_desktop import dates
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.services.reminders.asked import Asked


def unprinted(asked: Asked) -> Iterator[Reminder]:
    """Papers issued and not printed."""
    last = asked.ahead(-asked.rules.print_after)
    found = queries.unprinted(asked.driver, asked.ahead(-asked.rules.print_until), last)
    if not found:
        return
    newest = found[0]
    more = f" và {len(found) - 1} văn bản khác" if len(found) > 1 else ""
    yield Reminder(
        f"print/{newest.id}",
        f"Đã ban hành, chưa in: {newest.title}{more}",
        "In ở trang Văn bản, hoặc ở đó chọn in nhiều văn bản",
        "papers",
        newest.id,
    )


def copies(asked: Asked) -> Iterator[Reminder]:
    """The age of the program's own copy, and of the one on a stick."""
    kept = (
        ("copy", asked.copied_at, asked.rules.copy_after, "Bản sao trên máy này", "Bấm “Sao ngay”"),
        (
            "usb",
            asked.elsewhere_at,
            asked.rules.usb_after,
            "Bản sao USB",
            "Cắm USB rồi bấm “Sao ra USB…”, chọn USB làm nơi sao thứ hai"
            if asked.elsewhere_at is None
            else "Cắm USB rồi bấm “Sao ra USB…”",
        ),
    )
    for key, at, days, words, todo in kept:
        if at is None:
            yield Reminder(f"copies/{key}", f"{words}: chưa có", todo, "system", "copies")
        elif at.date() > asked.ahead(1):
            sentence = f"{words}: mang ngày {dates.screen(at.date())}, sau hôm nay, vì đồng hồ máy từng chạy sai"
            yield Reminder(f"copies/{key}", sentence, todo, "system", "copies")
        elif (age := (asked.today - at.date()).days) > days:
            sentence = f"{words}: {age} ngày trước"
            yield Reminder(f"copies/{key}", sentence, todo, "system", "copies", at.date() + timedelta(days=days))
