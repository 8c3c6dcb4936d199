"""Questions about figures that stand beside their parts: totals of scores, votes of those present, pages of books."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from bontot_desktop import dates
from bontot_desktop.services.checking.asked import Asked
from bontot_desktop.services.office import Office

_SCORES = """
    SELECT cell.name, meeting.month, meeting.year, score.total, sum(score_line.points)
    FROM score
    JOIN score_line ON score_line.score_id = score.id
    JOIN score_item ON score_item.id = score_line.item_id AND NOT score_item.is_group
    JOIN meeting ON meeting.id = score.meeting_id
    JOIN cell ON cell.id = meeting.cell_id
    GROUP BY score.id HAVING score.total <> sum(score_line.points) ORDER BY score.id"""

#: How many were there: whoever is on the roster and not absent; figures sent in count where there is no roster.
_APPROVED = """
    SELECT cell.name, meeting.held_on, meeting.month, meeting.year, meeting.approved_for, count(*)
    FROM meeting
    JOIN cell ON cell.id = meeting.cell_id
    JOIN roster_line ON roster_line.meeting_id = meeting.id
    WHERE meeting.approved_for IS NOT NULL
        AND roster_line.attendance IN ('PRESENT', 'LATE', 'LEFT_EARLY', 'ONLINE')
    GROUP BY meeting.id HAVING meeting.approved_for > count(*) ORDER BY meeting.id"""

_BRIEFS = """
    SELECT cell.name, meeting.month, meeting.year
    FROM meeting_brief
    JOIN meeting ON meeting.id = meeting_brief.meeting_id
    JOIN cell ON cell.id = meeting.cell_id
    WHERE meeting_brief.present > meeting_brief.expected OR meeting_brief.expected > meeting_brief.total
        OR meeting_brief.speakers > meeting_brief.present
    ORDER BY meeting_brief.id"""

_ENTRIES = """
    SELECT cell_entry.name_at_time, campaign.year
    FROM cell_entry
    JOIN campaign ON campaign.id = cell_entry.campaign_id
    WHERE register_votes_for > register_vote_base OR self_votes_for > self_vote_base OR self_present > self_vote_base
        OR ballots_in > ballots_out OR ballots_invalid > ballots_in
        OR coalesce(votes_for, 0) + coalesce(votes_against, 0) + coalesce(votes_abstained, 0)
            + coalesce(ballots_invalid, 0) > ballots_in
    ORDER BY cell_entry.id"""

_RATINGS = """
    SELECT member.full_name, member_rating.year
    FROM member_rating JOIN member ON member.id = member_rating.member_id
    WHERE member_rating.is_current AND member_rating.votes_for > member_rating.vote_base
    ORDER BY member_rating.id"""

_PAGES = """
    SELECT cell.name, one.year, one.volume, one.first_page, one.last_page
    FROM book_pages AS one
    JOIN cell ON cell.id = one.cell_id
    WHERE one.first_page > one.last_page OR EXISTS (
        SELECT 1 FROM book_pages AS other
        WHERE other.cell_id = one.cell_id AND other.year = one.year AND other.volume = one.volume
            AND other.id <> one.id AND other.first_page <= one.last_page AND one.first_page <= other.last_page)
    ORDER BY one.id"""


def _rows(office: Office, query: str) -> Iterable[tuple[Any, ...]]:
    with office.ask() as driver:
        return list(driver.execute(query).fetchall())


def _points(hundredths: int) -> str:
    return f"{hundredths / 100:g}".replace(".", ",")


def _scores(office: Office) -> list[str]:
    return [
        f"{cell}, buổi tháng {month}/{year}: tổng ghi {_points(total)} điểm mà cộng các mục được {_points(parts)}; "
        "hãy mở phiếu chấm ấy rồi ghi lại."
        for cell, month, year, total, parts in _rows(office, _SCORES)
    ]


def _votes(office: Office) -> list[str]:
    told = [
        f"{cell}, buổi {f'ngày {dates.screen(date.fromisoformat(held))}' if held else f'tháng {month}/{year}'}: "
        f"{votes} người thông qua biên bản mà chỉ có {present} người dự."
        for cell, held, month, year, votes, present in _rows(office, _APPROVED)
    ]
    told += [
        f"{cell}, buổi tháng {month}/{year}: số dự, số phải dự và tổng số không khớp nhau."
        for cell, month, year in _rows(office, _BRIEFS)
    ]
    told += [
        f"{cell}, đợt thi đua năm {year}: số phiếu nhiều hơn số người dự hoặc số phiếu thu vào."
        for cell, year in _rows(office, _ENTRIES)
    ]
    told += [
        f"{name}, xếp loại năm {year}: số phiếu tán thành nhiều hơn số người bỏ phiếu."
        for name, year in _rows(office, _RATINGS)
    ]
    return told


def _pages(office: Office) -> list[str]:
    return [
        f"{cell}, sổ biên bản năm {year}, quyển {volume}: trang {first}–{last} chồng lên trang của biên bản khác."
        for cell, year, volume, first, last in _rows(office, _PAGES)
    ]


QUESTIONS = (
    Asked("scores", "Tổng điểm của mọi phiếu chấm bằng tổng các mục?", _scores),
    Asked("votes", "Số phiếu, số dự của mọi cuộc họp và mọi lần biểu quyết khớp nhau?", _votes),
    Asked("pages", "Trang đã in của các sổ biên bản không chồng lên nhau?", _pages),
)
