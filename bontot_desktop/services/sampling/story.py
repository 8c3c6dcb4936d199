"""An office in which every cell holds a sample meeting in one year, as sixteen cells of a district did in 2022.

Fourteen cells of villages and quarters and two of schools (meetings.md §7.1); the names are invented.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from bontot_desktop.rules.cells import ContentType
from bontot_desktop.services.sampling import events, shape
from bontot_desktop.services.sampling.events import Event
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.shape import Plan

_VILLAGES, _QUARTERS, _SCHOOLS = 9, 5, ("Trường Tiểu học Ví Dụ", "Trường Trung học cơ sở Ví Dụ")
#: The first month of a sample meeting, and the months the schools hold theirs, once the year has begun there.
_FIRST_MONTH, _SCHOOL_MONTHS = 4, (10, 11)
#: So many of the opinions told are said in each session.
_LEAST_SAID, _MOST_SAID = 14, 20


def plans() -> tuple[Plan, ...]:
    """Return the plans of the sixteen cells."""
    villages = [shape.village(number, f"thôn Mẫu {number}", 20 + number) for number in range(1, _VILLAGES + 1)]
    quarters = [
        shape.quarter(_VILLAGES + number, f"tổ dân phố số {number}", 26 - number) for number in range(1, _QUARTERS + 1)
    ]
    schools = [shape.school(number, unit, 18) for number, unit in enumerate(_SCHOOLS, start=1)]
    return (*villages, *quarters, *schools)


def events_of(founded: Sequence[Founded], *, seed: int) -> list[Event]:
    """Return a sample meeting for each cell, one or two a month, each with opinions of its own."""
    village, school = events.told()
    held = []
    schools = iter(_SCHOOL_MONTHS)
    for place, one in enumerate(founded):
        is_school = one.plan.content_type is ContentType.PUBLIC_SERVICE
        words = school if is_school else village
        month = next(schools) if is_school else _FIRST_MONTH + place // 2
        dice = random.Random(f"{seed} story {one.plan.code}")
        said = words["opinions"]
        many = min(len(said), dice.randint(_LEAST_SAID, _MOST_SAID))
        chosen = sorted(dice.sample(range(len(said)), many))
        held.append(Event(one, month, {**words, "cell": one.plan.code, "opinions": [said[at] for at in chosen]}))
    return held
