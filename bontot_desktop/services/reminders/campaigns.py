"""Reminders of the campaign "Chi bộ 4 tốt": days that come, or are over with something missing."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import dates
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.reminders import Reminder
from bontot_desktop.services.reminders.asked import Asked

#: While the campaign is in one of these, what is missing is still asked for: a registration that is closed, scores of a
#: campaign that is being reviewed are what they are.
_REGISTERING = frozenset({"DRAFT", "LAUNCHED", "REGISTRATION_OPEN"})
_GATHERING = _REGISTERING | {"REGISTRATION_CLOSED", "SELF_SCORING", "VERIFYING"}


def campaigns(asked: Asked) -> Iterator[Reminder]:
    """Days of the campaign that come or are over with something missing."""
    until = asked.ahead(asked.rules.campaign_before)
    for one in queries.campaigns(asked.driver):
        steps = (
            (
                "register", _REGISTERING, one.register_until, one.unregistered, "chưa đăng ký",
                "Nhận bản đăng ký, nhắc chi bộ",
            ),
            (
                "score", _GATHERING, one.self_score_until, one.unscored, "chưa tự chấm",
                "Nhập điểm tự chấm, nhắc chi bộ",
            ),
            (
                "dossier", _GATHERING, one.dossier_until, one.without_dossier, "chưa nộp hồ sơ",
                "Nhận hồ sơ, nhắc chi bộ",
            ),
        )  # fmt: skip
        for key, states, day, cells, words, todo in steps:
            if one.state in states and day is not None and cells and day <= until:
                yield Reminder(
                    f"campaign/{one.id}/{key}",
                    f"Chi bộ 4 tốt năm {one.year}: {cells} chi bộ {words}, hạn ngày {dates.screen(day)}",
                    todo,
                    "recognition",
                    one.id,
                    day,
                )
        if one.review_on is not None and one.review_on <= until and not one.has_minutes:
            yield Reminder(
                f"campaign/{one.id}/review",
                f"Chi bộ 4 tốt năm {one.year}: Ban Thường vụ xét ngày {dates.screen(one.review_on)}",
                "Chuẩn bị danh sách, ghi kết quả xét",
                "recognition",
                one.id,
                one.review_on,
            )


def fallen(asked: Asked) -> Iterator[Reminder]:
    """Recognised cells whose rating was put below the condition, or annulled, afterwards."""
    for one in queries.fallen(asked.driver, asked.today.year - 1):
        yield Reminder(
            f"fallen/{one.campaign_id}/{one.cell}",
            f"{one.cell}: xếp loại năm {one.year} không còn đủ điều kiện, vẫn đang được công nhận “Chi bộ 4 tốt”",
            "Xem lại danh hiệu, giấy khen (D19)",
            "recognition",
            one.campaign_id,
            asked.today,
        )
