"""Several cells become one on a day, by a decision (sáp nhập): a new cell, or one of them that takes the others in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cells import REPORT_GROUPS, CellPost, ContentType, LineageKind, holds_on
from bontot_desktop.services import cell_changes, cell_entries, cell_forms, cell_work
from bontot_desktop.services.cell_changes import Decision
from bontot_desktop.services.cell_forms import CellDraft, PostLine
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.people import Pick

ACT = "sáp nhập"
_OF_CELL = ("short_name", "content_type", "report_group", "has_committee", "fixed_day", "usual_time", "usual_place")


@dataclass(frozen=True, slots=True)
class MergeDraft:
    """A merger. ``into_id`` None makes a new cell; else it is the one of ``cell_ids`` that goes on and takes the rest.

    The facts are those of the cell that comes out of it; officers hold their posts from the day on.
    """

    cell_ids: tuple[int, ...] = ()
    into_id: int | None = None
    on: date | None = None
    decision_no: str = ""
    decision_on: date | None = None
    name: str = ""
    code: str = ""
    short_name: str = ""
    content_type: ContentType = ContentType.VILLAGE_QUARTER
    report_group: str = REPORT_GROUPS[0]
    has_committee: bool = True
    fixed_day: int | None = None
    usual_time: time | None = None
    usual_place: str = ""
    posts: tuple[PostLine, ...] = ()
    in_charge_id: int | None = None
    cancels_planned: bool = True


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an act will do, said before it is done; ``problems`` stand in its way, ``warnings`` do not."""

    does: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def suggested(office: Office, draft: MergeDraft) -> MergeDraft:
    """Fill in what follows from the chosen cells: code, kind, group, habits, officers who stay, who is in charge."""
    if not draft.cell_ids:
        return draft
    day = draft.on or office.today()
    with office.read() as session:
        cells = cell_changes.find_all(session, draft.cell_ids)
        kept = next((cell for cell in cells if cell.id == draft.into_id), None)
        first = kept or cells[0]
        charge = next((one for one in reversed(first.in_charge) if holds_on(one.from_on, one.to_on, day)), None)
        groups = Counter(cell.report_group for cell in cells)
        return replace(
            draft,
            name=kept.name if kept else "",
            code=kept.code if kept else cell_forms.next_code(session, first.code),
            short_name=kept.short_name if kept else "",
            content_type=first.content_type,
            report_group=kept.report_group if kept else groups.most_common(1)[0][0],
            has_committee=any(cell.has_committee for cell in cells),
            fixed_day=first.fixed_day,
            usual_time=first.usual_time,
            usual_place=first.usual_place,
            posts=tuple(_line(post) for post in _ranked(cell_changes.posts_held(kept, day))) if kept else (),
            in_charge_id=charge.person_id if charge else None,
        )


def _ranked(posts: Iterable[Post]) -> list[Post]:
    return sorted(posts, key=lambda post: (list(CellPost).index(post.post), post.id))


def _line(post: Post) -> PostLine:
    return PostLine(post.id, post.member_id, post.member.full_name, post.post, post.from_on, post.to_on, post.duties)


def officer_picks(office: Office, cell_ids: Sequence[int], on: date | None) -> list[Pick]:
    """Return who may hold a post afterwards: the members that come, each with their post and cell until then."""
    day = on or office.today()
    with office.read() as session:
        cells = cell_changes.find_all(session, cell_ids)
        names = {cell.id: cell.name for cell in cells}
        eve = day - timedelta(days=1)
        held = {(cell.id, post.member_id): post.post for cell in cells for post in _ranked_last(cell, eve)}
        return [
            Pick(
                member.id,
                member.full_name,
                f"{held[key].label}, {names[member.cell_id]}"
                if (key := (member.cell_id, member.id)) in held
                else names[member.cell_id],
            )
            for member in cell_changes.coming(session, list(cell_ids), day)
        ]


def _ranked_last(cell: Cell, day: date) -> list[Post]:
    """Return the posts held in a cell on a day, the highest last."""
    return _ranked(cell_changes.posts_held(cell, day))[::-1]


def outlook(office: Office, draft: MergeDraft) -> Outlook:
    """Say what a merger will do before it is saved."""
    draft = _cleaned(draft)
    with office.read() as session:
        cells = cell_changes.find_all(session, draft.cell_ids)
        if len(cells) < 2:
            return Outlook(problems=("Hãy chọn từ hai chi bộ trở lên.",))
        found = tuple(problem.sentence for problem in _day_problems(session, cells, draft, office.today()))
        decision = _decision(draft, office.today())
        leaving = [cell for cell in cells if cell.id != draft.into_id]
        kept = next((cell for cell in cells if cell.id == draft.into_id), None)
        heir = draft.name or "chi bộ mới"
        members = cell_changes.coming(session, [cell.id for cell in leaving], decision.on)
        everyone = cell_changes.coming(session, [cell.id for cell in cells], decision.on)
        does = [rules.members_move(cell_changes.counted(members), [c.name for c in leaving], heir, decision.on)]
        if kept is not None:
            does.append(f"Sau sáp nhập, {heir} có {cell_changes.counted(everyone)}.")
        if kept is not None and draft.name and draft.name != kept.name:
            does.append(f"{kept.name} đổi tên thành {draft.name}; văn bản của những ngày trước vẫn mang tên cũ.")
        ended = text.join_vi(cell.name for cell in leaving)
        does.append(f"{ended} kết thúc hoạt động; chức vụ và phân công phụ trách thôi từ ngày đó.")
        does += cell_work.passes(session, leaving, heir, kept)
        does += cell_entries.outlook(
            session, leaving, kept=kept, heir="" if kept else heir, decision=decision, merged=True
        )
        told = cell_changes.warnings_ahead(session, leaving, decision.on, cancels=draft.cancels_planned)
        told += rules.decision_warnings(draft.decision_no, draft.decision_on, draft.on)
        told += cell_changes.amiss(
            draft.name or "Chi bộ mới",
            everyone,
            [(line.post, line.member_id) for line in draft.posts],
            has_committee=draft.has_committee,
            has_charge=draft.in_charge_id is not None,
        )
        if kept is None:
            told += cell_entries.too_young(session, [draft.name or "Chi bộ mới"], decision)
        return Outlook(tuple(does), tuple(told), found)


def merge(office: Office, draft: MergeDraft) -> Saved:
    """Merge the cells in one act; what is given back is about the cell that comes out. Raises Problems, NotFound."""
    draft = _cleaned(draft)
    with office.work("cell.merge", "Sáp nhập chi bộ") as work:
        cells = cell_changes.find_all(work, draft.cell_ids)
        found = _problems(work, cells, draft, office.today())
        if found:
            raise Problems(found)
        decision = _decision(draft, office.today())
        leaving = [cell for cell in cells if cell.id != draft.into_id]
        kept = next((cell for cell in cells if cell.id == draft.into_id), None)
        names = text.join_vi(cell.name for cell in leaving)
        members = cell_changes.coming(work, [cell.id for cell in cells], decision.on)
        for cell in leaving:
            cell_changes.close(work, cell, decision)
        if draft.cancels_planned:
            cell_changes.cancel_planned(work, leaving, decision.on)
        work.flush()
        heir = _take_in(work, kept, draft, decision, office.today())
        cell_changes.carry(
            work,
            [member.id for member in members],
            [cell.id for cell in leaving],
            [cell.id for cell in cells],
            heir.id,
            decision,
        )
        for cell in leaving:
            cell_changes.link(work, LineageKind.MERGE, cell, heir, decision)
        cell_work.pass_on(work, leaving, heir, decision)
        if kept is None:
            cell_changes.inherit(work, heir, cells, decision)
        cell_entries.reorganise(work, leaving, [] if kept else [heir], decision, merged=True)
        verb = "vào" if kept is not None else "thành"
        work.sentence = f"Sáp nhập {names} {verb} {heir.name}"
        work.about(heir)
        heir_id = heir.id
    return Saved(heir_id, cell_changes.CHANGED)


def _take_in(session: Session, kept: Cell | None, draft: MergeDraft, decision: Decision, today: date) -> Cell:
    """Write the cell that comes out of it, checked as its own form would be. Raises Problems."""
    facts = {fact: getattr(draft, fact) for fact in _OF_CELL}
    if kept is None:
        form = CellDraft(
            name=draft.name,
            code=draft.code or cell_forms.next_code(session),
            founded_on=decision.on,
            in_charge_id=draft.in_charge_id,
            in_charge_from=decision.on if draft.in_charge_id else None,
            posts=tuple(replace(line, id=None, from_on=decision.on, to_on=None) for line in draft.posts),
            **facts,
        )
    else:
        charge = next((one for one in reversed(kept.in_charge) if holds_on(one.from_on, one.to_on, decision.on)), None)
        stays = charge is not None and charge.person_id == draft.in_charge_id
        form = replace(
            cell_forms.facts_of(kept),
            name=draft.name,
            code=draft.code,
            in_charge_id=draft.in_charge_id,
            in_charge_from=charge.from_on if stays and charge else decision.on if draft.in_charge_id else None,
            in_charge_decision_no=charge.decision_no if stays and charge else "",
            posts=_posts_of_kept(kept, draft.posts, decision),
            renamed_on=decision.on,
            rename_decision_no=decision.number,
            rename_decision_on=decision.decided_on,
            **facts,
        )
    found = cell_forms.problems_in(session, form, today)
    if found:
        raise Problems([one._replace(field="on") if one.field == "renamed_on" else one for one in found])
    heir = cell_forms.store(session, form, today)
    if kept is None:
        for name in heir.names:
            name.decision_no, name.decision_on = decision.number, decision.decided_on
    return heir


def _posts_of_kept(kept: Cell, wanted: Sequence[PostLine], decision: Decision) -> tuple[PostLine, ...]:
    """Let the posts that go on go on unbroken, end the others the day before, and begin the new ones."""
    lines: list[PostLine] = []
    taken = {(line.member_id, line.post) for line in wanted}
    unbroken = set()
    for post in kept.posts:
        line = _line(post)
        if not holds_on(post.from_on, post.to_on, decision.on):
            lines.append(line)
        elif (post.member_id, post.post) in taken:
            unbroken.add((post.member_id, post.post))
            lines.append(replace(line, to_on=None))
        elif post.from_on is None or post.from_on < decision.on:
            lines.append(replace(line, to_on=decision.last_day))
    lines += [
        replace(line, id=None, from_on=decision.on, to_on=None)
        for line in wanted
        if (line.member_id, line.post) not in unbroken
    ]
    return tuple(lines)


def _problems(session: Session, cells: list[Cell], draft: MergeDraft, today: date) -> list[Problem]:
    if len(cells) < 2:
        return [Problem("cell_ids", "Hãy chọn từ hai chi bộ trở lên.")]
    if draft.into_id is not None and draft.into_id not in draft.cell_ids:
        return [Problem("into_id", "Chi bộ nhận sáp nhập phải là một trong các chi bộ đã chọn.")]
    found = _day_problems(session, cells, draft, today)
    if not draft.name:
        found.append(Problem("name", "Chưa có tên chi bộ sau sáp nhập."))
    return found + officer_problems(session, draft.posts, draft.cell_ids, draft.on or today)


def officer_problems(session: Session, posts: Iterable[PostLine], cell_ids: Sequence[int], on: date) -> list[Problem]:
    """Check who is to hold a post: a member that comes, each post of a person once."""
    come = {member.id for member in cell_changes.coming(session, list(cell_ids), on)}
    found, seen = [], set()
    for line in posts:
        if line.member_id and line.member_id not in come:
            found.append(
                Problem("posts", f"{line.post.label} {line.member_name}: không ở trong các chi bộ này ngày sáp nhập.")
            )
        if line.member_id and (line.member_id, line.post) in seen:
            found.append(Problem("posts", f"{line.post.label} {line.member_name}: ghi hai lần."))
        seen.add((line.member_id, line.post))
    return found


def _day_problems(session: Session, cells: list[Cell], draft: MergeDraft, today: date) -> list[Problem]:
    day = draft.on or today
    # Of the cell that goes on only its own beginning and end matter: it may have met since.
    endings = [
        cell_changes.ending(session, cell, day, today)
        if cell.id != draft.into_id
        else rules.Ending(cell.name, cell.founded_on, cell.dissolved_on)
        for cell in cells
    ]
    return rules.day_problems(draft.on, today, endings, ACT)


def _decision(draft: MergeDraft, today: date) -> Decision:
    return Decision(draft.on or today, draft.decision_no, draft.decision_on)


def _cleaned(draft: MergeDraft) -> MergeDraft:
    return replace(
        draft,
        decision_no=text.clean(draft.decision_no),
        name=text.clean(draft.name),
        code=text.clean(draft.code),
        short_name=text.clean(draft.short_name),
        report_group=text.clean(draft.report_group),
        usual_place=text.clean(draft.usual_place),
        posts=tuple(line for line in draft.posts if line.member_id),
    )
