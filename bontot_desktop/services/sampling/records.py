"""What an invented office keeps of its members: duties, badges, certificates, discipline, a time out of the Party."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.members import BreakRow, DutyRow, Member, MemberAwardRow, PenaltyRow, StatusRow
from bontot_desktop.rules import party_age
from bontot_desktop.rules.member_records import AwardKind, Penalty
from bontot_desktop.rules.members import STANDINGS, MemberStatus
from bontot_desktop.rules.party_age import AwardDay
from bontot_desktop.services import badges, member_records
from bontot_desktop.services.badges import GivenDraft
from bontot_desktop.services.member_records import AwardLine, DutyLine, PenaltyLine
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.people import YEAR

_PROVINCE = "Ban Thường vụ Tỉnh ủy Ví Dụ"
_COMMITTEE = "Ban Thường vụ Đảng ủy xã"
_DUTIES = (
    "Phụ trách công tác thanh niên của chi bộ (ví dụ)",
    "Theo dõi, giúp đỡ 05 hộ gia đình (ví dụ)",
    "Thu, nộp đảng phí của chi bộ (ví dụ)",
    "Tuyên truyền viên của chi bộ (ví dụ)",
)
_GOOD_YEAR = "Hoàn thành xuất sắc nhiệm vụ năm {year} (ví dụ)"
#: One in so many members has a certificate of an earlier year.
_CERTIFIED = 14
#: Of the badges of the year so many days of handing out are noted; the last still waits.
_NOTED_DAYS = 3


def keep_before(office: Office, *, seed: int) -> None:
    """Write what was there before the year: old badges and certificates, two measures of discipline, one time out.

    One work without history, as the register itself.
    """
    dice = random.Random(f"{seed} records")
    with office.work("sampling.records", "Ghi nhiệm vụ, khen thưởng, kỷ luật của văn phòng mẫu") as session:
        session.leave_no_history()
        rules = badges.rules_in(session)
        own = _own(session)
        for place, member in enumerate(own):
            given = _last_badge(member, rules.years, rules.days)
            if given is not None:
                years, day = given
                session.add(_badge(member, years, day, dice))
            if place % _CERTIFIED == _CERTIFIED // 2:
                session.add(_certificate(member, dice))
            if place % (_CERTIFIED // 2) == 1:
                duty = _DUTIES[place // (_CERTIFIED // 2) % len(_DUTIES)]
                session.add(DutyRow(member_id=member.id, duty=duty, from_on=date(YEAR - 1, 7, 1)))
        settled = [one for one in own if one.admitted_on is not None and one.admitted_on.year < YEAR - 12]
        for member, penalty, day in zip(
            settled[3::17], (Penalty.REPRIMAND, Penalty.WARNING), (date(YEAR - 3, 5, 12), date(YEAR - 2, 9, 8)),
            strict=False,
        ):  # fmt: skip
            session.add(_penalty(member, penalty, day))
        for member in settled[8:9]:
            session.add(_break(member))


def in_month(office: Office, clock: Clock, month: int, *, seed: int) -> None:
    """Do the acts of one month of the year as a clerk does them: duties in January, certificates in March, badges…"""
    if month == 1:
        clock.set(date(YEAR, 1, 20))
        for member_id in _leaders(office):
            kept = member_records.load(office, member_id)
            line = DutyLine(duty="Giúp đỡ, theo dõi đảng viên dự bị (ví dụ)", from_on=date(YEAR, 1, 15))
            member_records.save(office, replace(kept, duties=(*kept.duties, line)))
    elif month == 3:
        clock.set(date(YEAR, 3, 12))
        for member_id in _leaders(office)[::6]:
            kept = member_records.load(office, member_id)
            line_ = AwardLine(
                kind=AwardKind.CERTIFICATE,
                title=_GOOD_YEAR.format(year=YEAR - 1),
                decided_by=_COMMITTEE,
                decision_no=f"{20 + member_id % 9}-QĐ/ĐU",
                decision_on=date(YEAR, 3, 3),
            )
            member_records.save(office, replace(kept, awards=(*kept.awards, line_)))
    elif month == 6:
        clock.set(date(YEAR, 6, 18))
        _punish_one(office, seed)
    with office.read() as session:
        days = badges.rules_in(session).days[:_NOTED_DAYS]
    for day in days:
        if day.month == month:
            clock.set(day.in_year(YEAR))
            _hand_out(office, day)


def _hand_out(office: Office, day: AwardDay) -> None:
    given_on = day.in_year(YEAR)
    chosen = [row.id for row in badges.of_year(office, YEAR) if row.given_on == given_on and not row.is_given]
    if chosen:
        badges.note_given(office, chosen, GivenDraft(_PROVINCE, f"{100 + day.month}-QĐ/TU", given_on))


def _punish_one(office: Office, seed: int) -> None:
    with office.read() as session:
        own = [one.id for one in _own(session) if one.admitted_on and one.admitted_on.year < YEAR - 5]
    for member_id in own[11:12]:
        kept = member_records.load(office, member_id)
        line = PenaltyLine(
            penalty=Penalty.REPRIMAND,
            decided_by="Ủy ban Kiểm tra Đảng ủy",
            decision_no=f"{3 + seed % 5:02d}-QĐ/UBKT",
            decision_on=date(YEAR, 6, 12),
            reason="chậm thực hiện nhiệm vụ được giao (ví dụ)",
        )
        member_records.save(office, replace(kept, penalties=(*kept.penalties, line)))


def _own(session: Session) -> Sequence[Member]:
    """Return the members whose record lies here, guests and the withdrawn left out, as they were entered."""
    here = select(StatusRow.member_id).where(StatusRow.status.in_(STANDINGS), StatusRow.to_on.is_(None))
    return session.scalars(select(Member).where(Member.id.in_(here), ~Member.is_withdrawn).order_by(Member.id)).all()


def _leaders(office: Office) -> list[int]:
    """Return a full member of each cell, the one entered first: the secretary."""
    with office.read() as session:
        question = select(StatusRow.cell_id, StatusRow.member_id).where(
            StatusRow.status == MemberStatus.FULL, StatusRow.to_on.is_(None)
        )
        found: dict[int, int] = {}
        for cell_id, member_id in session.execute(question.order_by(StatusRow.member_id)):
            found.setdefault(cell_id, member_id)
    return list(found.values())


def _last_badge(member: Member, years: Sequence[int], days: Sequence[AwardDay]) -> tuple[int, date] | None:
    """Return the highest badge a member was handed before the year, and the day."""
    if member.admitted_on is None:
        return None
    found = None
    for one in years:
        given = party_age.next_award_day(party_age.years_after(member.admitted_on, one), days)
        if given is not None and given.year < YEAR:
            found = one, given
    return found


def _badge(member: Member, years: int, day: date, dice: random.Random) -> MemberAwardRow:
    return MemberAwardRow(
        member_id=member.id,
        kind=AwardKind.BADGE,
        years=years,
        title=f"Huy hiệu {years} năm tuổi Đảng",
        decided_by=_PROVINCE,
        decision_no=f"{dice.randint(40, 400)}-QĐ/TU",
        decision_on=day,
    )


def _certificate(member: Member, dice: random.Random) -> MemberAwardRow:
    year = YEAR - dice.randint(2, 5)
    return MemberAwardRow(
        member_id=member.id,
        kind=AwardKind.CERTIFICATE,
        title=_GOOD_YEAR.format(year=year),
        decided_by=_COMMITTEE,
        decision_no=f"{dice.randint(10, 60)}-QĐ/ĐU",
        decision_on=date(year + 1, 1, 20),
    )


def _penalty(member: Member, penalty: Penalty, day: date) -> PenaltyRow:
    return PenaltyRow(
        member_id=member.id,
        penalty=penalty,
        decided_by="Ủy ban Kiểm tra Đảng ủy",
        decision_no=f"{day.month:02d}-QĐ/UBKT",
        decision_on=day,
        reason="vi phạm quy định về chế độ sinh hoạt (ví dụ)",
    )


def _break(member: Member) -> BreakRow:
    assert member.admitted_on is not None
    since = date(member.admitted_on.year + 5, 3, 1)
    return BreakRow(
        member_id=member.id,
        from_on=since,
        to_on=date(since.year + 2, 2, 28),
        reason="mất liên lạc khi đi làm ăn xa, sau được xem xét cho sinh hoạt lại (ví dụ)",
    )
