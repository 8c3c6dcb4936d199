"""When the money of rewards was paid out: written for many at once, and struck out again (recognition.md §7, §8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.awards import dong, money
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import awards, numbers
from bontot_desktop.services.awards import AwardRow
from bontot_desktop.services.office import Office


def payable(office: Office, campaign_id: int) -> list[AwardRow]:
    """Return a campaign's rewards with money whose decision stands, paid out or not, in the order of the lists."""
    with office.read() as session:
        decided = {
            members: awards.decision_of(session, campaign_id, members=members) is not None for members in (False, True)
        }
    rows = awards.list_awards(office, campaign_id)
    return [row for row in rows if row.money is not None and decided[row.kind.of_members]]


def pay(office: Office, award_ids: Collection[int], on: date | None) -> Changes:
    """Write the day on which the money of rewards was paid out, in one act; None strikes it out.

    A closed year may still be paid. Raises Problems (field "on") for a day before the decision or in the future,
    for a reward that was taken back, and when nothing is chosen.
    """
    what = f"Ghi ngày chi tiền thưởng {dates.screen(on)}" if on is not None else "Bỏ ngày chi tiền thưởng"
    with office.work("awards.paid", what) as session:
        rows = list(session.scalars(select(Award).where(Award.id.in_(award_ids)).order_by(Award.id)))
        found = [] if rows else [Problem("", "Chưa chọn khoản thưởng nào; hãy đánh dấu ở danh sách.")]
        if on is not None:
            if on > office.today():
                found.append(Problem("on", f"Ngày chi {dates.screen(on)} chưa đến; hãy xem lại."))
            for row in rows:
                decision = awards.decision_of(session, row.campaign_id, members=row.member_id is not None)
                day = decision.dated_on if decision is not None else None
                if decision is None or day is None:
                    found.append(Problem("on", f"Chưa có quyết định tặng giấy khen cho {row.name_at_time}."))
                elif on < day:
                    named = f"quyết định tặng giấy khen {numbers.text_of(decision)} ({dates.screen(day)})"
                    found.append(Problem("on", f"Ngày chi {dates.screen(on)} ở trước {named}."))
                elif row.taken_back_on is not None:
                    found.append(Problem("on", f"Giấy khen của {row.name_at_time} đã thu hồi nên không chi tiền."))
                if found:
                    break
        if found:
            raise Problems(found)
        for row in rows:
            row.paid_on = on
        total = sum((money(row.coefficient, row.base_pay) or 0 for row in rows), 0)
        session.sentence = f"{what}: {len(rows)} khoản, {dong(total)} đồng"
    return Changes.of(Kind.CAMPAIGNS)
