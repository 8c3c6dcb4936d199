"""What next year's rewards will cost: as many as last year, and the awards of five years that come due (§7)."""

from __future__ import annotations

from collections import Counter as Count
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.rules.streaks import LONG, Counter
from bontot_desktop.services import award_rates, award_subjects, streaks
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A kind of reward: how many are expected, why so many, the share of the base pay and the money in đồng."""

    kind: AwardKind
    number: int
    why: str
    coefficient: Decimal | None
    money: Decimal


@dataclass(frozen=True, slots=True)
class Budget:
    """The forecast of a year; ``base_pay`` is today's, in đồng a month."""

    year: int
    base_pay: int | None
    lines: tuple[BudgetLine, ...]

    @property
    def total(self) -> Decimal:
        """All the money."""
        return sum((line.money for line in self.lines), Decimal(0))


def forecast(office: Office, year: int) -> Budget:
    """Forecast the rewards of a year: as many as in the newest year that had any, and the rows of years due in it."""
    due = sum(hint.counter is Counter.EXEMPLARY and hint.count + 1 >= LONG for hint in streaks.hints(office, year - 1))
    with office.read() as session:
        query = (
            select(Campaign.year, Award.kind)
            .join(Campaign, Campaign.id == Award.campaign_id)
            .where(Campaign.year < year, Award.taken_back_on.is_(None))
        )
        given: dict[int, Count[AwardKind]] = {}
        for when, kind in session.execute(query):
            given.setdefault(when, Count())[kind] += 1
        newest = max(given, default=None)
        pay = rules.base_pay_on(award_rates.base_pays(session), office.today())
        lines = []
        for kind in AwardKind:
            if kind.is_for_years:
                number = award_subjects.members_due(session, year) if kind.of_members else due
                whom = "đảng viên" if kind.of_members else "chi bộ"
                why = f"{whom} đủ {LONG} năm liền vào năm {year} nếu tiếp tục đạt"
            else:
                number = given[newest][kind] if newest is not None else 0
                why = f"bằng số đã tặng năm {newest}" if newest is not None else "chưa có năm nào để ước tính"
            share = award_rates.coefficient(session, kind, office.today())
            money = rules.money(share, pay.amount if pay else None) or Decimal(0)
            lines.append(BudgetLine(kind, number, why, share, money * number))
    return Budget(year, pay.amount if pay else None, tuple(lines))
