"""The committee's own title, "Đảng bộ cơ sở 4 tốt": what may be written down, and what keeps it from going up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates, text
from bontot_desktop.rules.criteria_scoring import SetScore
from bontot_desktop.rules.recognition import EntryState, Scoring, body_approves
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.words import Labelled


class CommitteePaper(Labelled):
    """The papers of the dossier for the committee above, in the order of its checklist (recognition.md §13)."""

    PETITION = "PETITION", "Tờ trình"
    LIST = "LIST", "Danh sách"
    MINUTES = "MINUTES", "Biên bản"
    REPORT = "REPORT", "Báo cáo"
    SCORE_SHEET = "SCORE_SHEET", "Bảng điểm"
    ACHIEVEMENTS = "ACHIEVEMENTS", "Báo cáo thành tích"
    RATINGS = "RATINGS", "Bản sao quyết định xếp loại các năm"


@dataclass(frozen=True, slots=True)
class Road:
    """The days and the vote of a year: registered, scored by the committee's group, agreed by its meeting."""

    year: int
    registered_on: date | None = None
    self_scored_on: date | None = None
    review_on: date | None = None
    review_total: int | None = None
    review_present: int | None = None
    votes_for: int | None = None


def problems(road: Road, today: date) -> Iterator[tuple[str, str]]:
    """Give what cannot be saved of the days and the vote: the field and the sentence for each."""
    steps = (
        ("registered_on", "Ngày đăng ký", road.registered_on),
        ("self_scored_on", "Ngày tự chấm", road.self_scored_on),
        ("review_on", "Ngày hội nghị xét", road.review_on),
    )
    before: tuple[str, date] | None = None
    for name, words, day in steps:
        if day is None:
            continue
        if day > today:
            yield name, f"{words} ở sau hôm nay; hãy xem lại."
        elif not road.year - 1 <= day.year <= road.year + 1:
            yield name, f"{words} không thuộc đợt thi đua năm {road.year}; hãy xem lại năm."
        elif before is not None and day < before[1]:
            yield name, f"{words} ở trước {before[0][:1].lower()}{before[0][1:]} ({dates.screen(before[1])})."
        before = (words, day)
    total, present, votes = road.review_total, road.review_present, road.votes_for
    if total is not None and present is not None and present > total:
        yield "review_present", f"Số có mặt {present} nhiều hơn tổng số {total}."
    if votes is not None and present is not None and votes > present:
        yield "votes_for", f"Số tán thành {votes} nhiều hơn số có mặt {present}."
    elif votes is not None and total is not None and votes > total:
        yield "votes_for", f"Số tán thành {votes} nhiều hơn tổng số {total}."


def obstacles(road: Road, scoring: Scoring, agreed: SetScore) -> list[str]:
    """Say what keeps the petition from going up: registration, points agreed, the meeting and its vote."""
    found = []
    if road.registered_on is None:
        found.append("Chưa ghi ngày đăng ký thi đua của Đảng bộ.")
    if agreed.missing:
        left = len(agreed.missing)
        named = ", ".join(agreed.missing[:4]) + ("…" if left > 4 else "")
        found.append(f"Còn {left} tiêu chí hội nghị chưa thống nhất: {named}.")
    elif not agreed.passes:
        found.append(f"Kết quả hội nghị thống nhất chưa đạt danh hiệu: {lacking(scoring, agreed)}.")
    if road.review_on is None:
        found.append("Chưa ghi ngày hội nghị xét.")
    if road.votes_for is None or road.review_total is None:
        found.append("Chưa ghi biểu quyết của hội nghị (tổng số, số tán thành).")
    elif not body_approves(road.votes_for, road.review_total):
        found.append(f"Mới có {road.votes_for}/{road.review_total} đồng chí tán thành, cần quá nửa.")
    return found


def lacking(scoring: Scoring, agreed: SetScore) -> str:
    """Say why a complete sheet does not reach the title: the total, or the groups that are not "tốt"."""
    if scoring is Scoring.POINTS and not agreed.reaches_total and agreed.total is not None:
        return f"tổng {show(agreed.total)} điểm, cần từ {show(agreed.pass_total)}"
    groups = [group.title or "các tiêu chí" for group in agreed.groups if not group.is_good]
    return f"chưa đạt ở {text.join_vi(f'“{title}”' for title in groups)}"


def state_of(road: Road, own: SetScore, *, is_agreed: bool) -> EntryState:
    """Return how far the committee is by what was written down, before the petition goes up."""
    if road.registered_on is None:
        return EntryState.NOT_REGISTERED
    if is_agreed:
        return EntryState.PROPOSED
    scored = road.self_scored_on is not None and own.is_complete
    return EntryState.SELF_SCORED if scored else EntryState.REGISTERED


def missing_papers(there: Collection[CommitteePaper]) -> list[str]:
    """Name the papers of the dossier that are not there; the petition itself is made by the program."""
    return [
        paper.label.lower() for paper in CommitteePaper if paper is not CommitteePaper.PETITION and paper not in there
    ]
