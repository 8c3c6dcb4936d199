"""The points of a returned form, for observers' sheets and a cell's own score alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from bontot_desktop import text
from bontot_desktop.rules import scoring
from bontot_desktop.rules.scoring import ScoreItem, show
from bontot_desktop.services.returned import answers
from bontot_desktop.services.returned.answers import Answers, Wrong
from bontot_desktop.services.score_templates import TemplateView


def read(
    given: Answers, template: TemplateView, stored: Mapping[str, Decimal], template_id: int
) -> tuple[dict[str, Decimal], list[str]]:
    """Return the points to store, all lines or those stored before, and what to look at.

    A table scored in part or with points that cannot be is not taken: the total would be a wrong one.
    """
    if template_id != template.id and any(given.raw("points", item.code) for item in template.items):
        now = f"nay buổi này chấm theo “{template.name}”"
        sentence = f"Phiếu gửi đi với bảng chấm điểm khác, {now} nên không lấy điểm của phiếu."
        return dict(stored), [sentence]
    before = len(given.troubles)
    found: dict[str, Decimal] = {}
    empty = []
    for item in template.leaves:
        if not given.raw("points", item.code):
            empty.append(item.code)
        value = given.take(
            ("points", item.code),
            f"Điểm {item.code}. {item.title}",
            stored.get(item.code),
            read=_reader(item, template.step),
            show=show,
        )
        if value is not None:
            found[item.code] = value
    if len(empty) == len(template.leaves):
        return dict(stored), [] if stored else ["Phiếu không chấm điểm."]
    if len(given.troubles) > before:
        return dict(stored), ["Có điểm chưa dùng được nên chưa lấy điểm nào của phiếu; hãy sửa ở đây rồi ghi."]
    if len(found) < len(template.leaves):
        left = text.join_vi(code for code in empty if code not in stored)
        given.missing.append(f"điểm các dòng {left}")
        return dict(stored), ["Chưa chấm đủ các dòng nên chưa lấy điểm nào của phiếu; hãy ghi thêm ở đây rồi ghi."]
    return found, []


def _reader(item: ScoreItem, step: Decimal) -> Callable[[str], Decimal]:
    def read(said: str) -> Decimal:
        points = answers.figure(said.split("/")[0])
        wrong = scoring.fault(points, item.maximum, step)
        if wrong:
            # The field the sentence stands beside names the line already.
            raise Wrong(wrong)
        return points

    return read
