"""The register of outgoing papers of an invented office through the years: what was typed outside the program."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import NumberSeries, Paper
from bontot_desktop.db.queries.papers import TYPE
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.numbering import PaperType
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.services.outside import KEPT_BY
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.sampling.rows import Rows

#: Papers of a year: one for every working day or so.
A_YEAR = 300
_TERM = 5
#: None of these is a run the invented campaign of the last year takes its numbers from.
_ABOUT = (
    (PaperType.PLAN, "Kiểm tra việc nâng cao chất lượng sinh hoạt {cell}"),
    (PaperType.PLAN, "Học tập nghị quyết tại {cell}"),
    (PaperType.REPORT, "Kết quả sinh hoạt chuyên đề của {cell}"),
    (PaperType.REPORT, "Công tác xây dựng Đảng tháng {month}/{year}"),
    (PaperType.LETTER, "Đôn đốc {cell} gửi lịch sinh hoạt tháng {month}/{year}"),
    (PaperType.LETTER, "Góp ý biên bản sinh hoạt tháng {month}/{year} của {cell}"),
    (PaperType.SUBMISSION, "Đề nghị kiện toàn cấp ủy {cell}"),
    (PaperType.GUIDANCE, "Nội dung sinh hoạt chi bộ tháng {month}/{year}"),
)


def register_years(session: Session, dice: random.Random, first_year: int, until: date) -> int:
    """Enter the papers of every year up to a day of the sample's, numbered through each term; returns how many."""
    terms = _terms(session, first_year)
    starts = {
        (term_id, series): start
        for term_id, series, start in session.execute(
            select(NumberSeries.term_id, NumberSeries.series, NumberSeries.start)
        )
    }
    last: dict[tuple[int, str], int] = defaultdict(int)
    cells = session.scalars(select(Cell.name).order_by(Cell.id)).all()
    rows = Rows(
        session, Paper, "kind", "issuer", "state", "title", "term_id", "series", "number", "dated_on", "recipients",
        "copies", "kept_by", "year", "facts", "issued_at", "issued_by",
    )  # fmt: skip
    count = 0
    for which in range(first_year, YEAR + 1):
        for turn in range(A_YEAR):
            day = date(which, 1, 2) + timedelta(days=turn * 363 // A_YEAR)
            if day > until:
                break
            count += 1
            term = next(term for term in terms if holds_on(term.starts_on, term.ends_on, day))
            kind, pattern = dice.choice(_ABOUT)
            series = f"{kind.value}/ĐU"
            key = (term.id, series)
            last[key] = max(last[key] + 1, starts.get(key, 1))
            title = pattern.format(cell=dice.choice(cells), month=day.month, year=day.year)
            rows.add(
                "", Issuer.EXECUTIVE_COMMITTEE, PaperState.ISSUED, title, term.id, series, last[key], day,
                "Như trên", dice.randint(2, 30), KEPT_BY, which, {TYPE: kind.label},
                datetime.combine(day, time(9)), "Văn phòng mẫu",
            )  # fmt: skip
    rows.write(session)
    return count


def _terms(session: Session, first_year: int) -> list[Term]:
    """Return the committee's terms, those before today's made when the years need them."""
    found = list(session.scalars(select(Term).where(Term.cell_id.is_(None)).order_by(Term.starts_on)))
    while found[0].starts_on.year > first_year:
        until = found[0].starts_on
        begins = date(until.year - _TERM, 1, 1)
        term = Term(label=f"{begins.year} - {until.year}", starts_on=begins, ends_on=until - timedelta(days=1))
        session.add(term)
        found.insert(0, term)
    session.flush()
    return found
