"""Reminders of petitions: to be sent on, answered, told to the cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.services.reminders.asked import Asked

#: So much of a petition's words is quoted.
_QUOTED = 60


def petitions(asked: Asked) -> Iterator[Reminder]:
    """Petitions to be sent on, answered or told to the cell."""
    rules = asked.rules
    until = asked.ahead(rules.chores_before)
    for one in queries.petitions(asked.driver):
        if one.state == "RAISED":
            words, todo, day = "chưa chuyển đi", "Chuyển đến nơi giải quyết rồi ghi ngày chuyển", one.raised_on
            day += timedelta(days=rules.petition_send)
        elif one.state == "ANSWERED":
            words, todo = "đã có trả lời, chưa báo lại chi bộ", "Báo lại chi bộ rồi ghi ngày báo"
            day = (one.answered_on or one.raised_on) + timedelta(days=rules.petition_send)
        else:
            words = "chưa có trả lời"
            todo = f"Nhắc {one.addressed_to}" if one.addressed_to else "Nhắc nơi giải quyết"
            day = one.due_on or (one.sent_on or one.raised_on) + timedelta(days=rules.petition_answer)
            if one.reminded_on is not None and day <= asked.today:
                day = max(day, one.reminded_on + timedelta(days=rules.petition_again))
        if day <= until:
            sentence = f"Kiến nghị của {one.cell} {words}: “{_quoted(one.text)}”"
            yield Reminder(f"petition/{one.id}", sentence, todo, "meetings", ("petition", one.id), day)


def _quoted(words: str) -> str:
    """Return the beginning of a text, never a part of a word."""
    whole = " ".join(words.split())
    return whole if len(whole) <= _QUOTED else f"{whole[:_QUOTED].rpartition(' ')[0].rstrip(',;:')}…"
