"""Column types shared by the subjects."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from sqlalchemy import Integer, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column


class Hundredths(TypeDecorator[Decimal]):
    """Points and percentages, exact to two decimals, stored as whole hundredths (SQLite has no decimals)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store 17.5 as 1750. Raises ValueError for more than two decimals."""
        if value is None:
            return None
        scaled = Decimal(value) * 100
        if scaled != scaled.to_integral_value():
            raise ValueError(value)
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Read 1750 back as 17.5."""
        return None if value is None else Decimal(value) / 100


#: Points, required.
Points = Annotated[Decimal, mapped_column(Hundredths)]
#: Points that may be absent ("chưa chấm").
PointsOrNone = Annotated[Decimal | None, mapped_column(Hundredths)]
