"""Reminders of the campaign "Chi bộ 4 tốt": days that come, or are over with something missing."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import dates
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.services.reminders.asked import Asked


def campaigns(asked: Asked) -> Iterator[Reminder]:
    """Days of the campaign that come or are over with something missing."""
    until = asked.ahead(asked.rules.campaign_before)
    for one in queries.campaigns(asked.driver):
        steps = (
            ("register", one.register_until, one.unregistered, "chưa đăng ký", "Nhận bản đăng ký, nhắc chi bộ"),
            ("score", one.self_score_until, one.unscored, "chưa tự chấm", "Nhập điểm tự chấm, nhắc chi bộ"),
            ("dossier", one.dossier_until, one.unscored, "chưa nộp hồ sơ", "Nhận hồ sơ, nhắc chi bộ"),
        )
        for key, day, cells, words, todo in steps:
            if day is not None and cells and day <= until:
                yield Reminder(
                    f"campaign/{one.id}/{key}",
                    f"Chi bộ 4 tốt năm {one.year}: {cells} chi bộ {words}, hạn ngày {dates.screen(day)}",
                    todo,
                    "recognition",
                    one.id,
                    day,
                )
        if one.review_on is not None and one.review_on <= until:
            yield Reminder(
                f"campaign/{one.id}/review",
                f"Chi bộ 4 tốt năm {one.year}: Ban Thường vụ xét ngày {dates.screen(one.review_on)}",
                "Chuẩn bị danh sách, ghi kết quả xét",
                "recognition",
                one.id,
                one.review_on,
            )
