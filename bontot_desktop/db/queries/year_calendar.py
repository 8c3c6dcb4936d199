"""What of the year's calendar the program knows to be done, asked in plain SQL."""

from __future__ import annotations

from sqlcipher3 import dbapi2

_ISSUED = """EXISTS (SELECT 1 FROM paper AS p JOIN campaign AS c ON c.id = p.campaign_id
             WHERE c.year = :year AND p.state = 'ISSUED' AND p.kind = '{}')"""
#: The calendar is that of the cells' title; titles of members and of the committee have campaigns of their own.
_CAMPAIGN = "EXISTS (SELECT 1 FROM campaign AS c WHERE c.year = :year AND c.title = 'CHI_BO_4_TOT' AND {})"
_ENTRY = "EXISTS (SELECT 1 FROM cell_entry AS e JOIN campaign AS c ON c.id = e.campaign_id WHERE c.year = :year AND {})"
_BRIEFED = "EXISTS (SELECT 1 FROM briefing AS b WHERE b.year = :year AND b.cell_id IS NULL AND {})"

#: A period's code begins with its year.
_RATED = """EXISTS (SELECT 1 FROM paper AS p
            WHERE p.state = 'ISSUED' AND p.kind = 'D18' AND p.period / 100 = :year)"""

#: What is done when one of the questions is answered with yes, by the key of the entry. A day that the campaign itself
#: keeps is told by the campaign's own reminders, with the number of cells that are missing.
_DONE: dict[str, tuple[str, ...]] = {
    "plan": (_ISSUED.format("D1"), _CAMPAIGN.format("c.state <> 'DRAFT'")),
    "launch": (_BRIEFED.format("b.kind = 'LAUNCH'"),),
    "registration": (_CAMPAIGN.format("c.register_until IS NOT NULL OR c.state NOT IN ('DRAFT', 'LAUNCHED')"),),
    "pilots": (_ISSUED.format("D3"), _ENTRY.format("e.is_pilot")),
    "half": (_BRIEFED.format("b.kind = 'REVIEW' AND strftime('%m', b.held_on) IN ('05', '06', '07', '08')"),),
    "self": (
        _CAMPAIGN.format(
            "c.self_score_until IS NOT NULL OR c.state IN ('VERIFYING', 'REVIEWING', 'DECIDED', 'CLOSED')"
        ),
    ),
    "dossiers": (_CAMPAIGN.format("c.dossier_until IS NOT NULL OR c.state IN ('REVIEWING', 'DECIDED', 'CLOSED')"),),
    "review": (_CAMPAIGN.format("c.review_on IS NOT NULL OR c.state IN ('DECIDED', 'CLOSED')"),),
    "decisions": (f"{_ISSUED.format('D13')} AND {_RATED}",),
    "closing": (_CAMPAIGN.format("c.state = 'CLOSED'"),),
    "report": (_ISSUED.format("D17"),),
    "handing": (
        """EXISTS (SELECT 1 FROM award AS a JOIN campaign AS c ON c.id = a.campaign_id
           WHERE c.year = :year AND a.paid_on IS NOT NULL)""",
    ),
}


def is_done(driver: dbapi2.Connection, key: str, year: int) -> bool:
    """Say whether the program knows that a thing of a year is done; False where only the office can know."""
    return any(driver.execute(f"SELECT {question}", {"year": year}).fetchone()[0] for question in _DONE.get(key, ()))


def known() -> frozenset[str]:
    """Return the keys of the things the program may know."""
    return frozenset(_DONE)
