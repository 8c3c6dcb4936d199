"""Who holds which post by the two lists, held against each other and against the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.services.importing.cell_lines import CellLine
from bontot_desktop.services.importing.cells_plan import CellsPlan, shown
from bontot_desktop.services.importing.known import Known, name_key
from bontot_desktop.services.importing.member_line import MemberLine
from bontot_desktop.services.importing.members_plan import MembersPlan
from bontot_desktop.services.importing.report import Change, Choice
from bontot_desktop.services.importing.roles import Role
from bontot_desktop.services.importing.steps import PostEnd, PostStep

_FIRST, _THIS, _NONE = "FIRST", "THIS", "NONE"


@dataclass(slots=True)
class PostsPlan:
    """The posts to write and the stored ones that end."""

    posts: list[PostStep] = field(default_factory=list)
    ends: list[PostEnd] = field(default_factory=list)
    #: What changes of a member the register has, by the key of the row.
    changes: dict[str, Change] = field(default_factory=dict)


def plan_posts(members: MembersPlan, cells: CellsPlan, known: Known) -> PostsPlan:
    """Compare; a cell has one secretary, and the members' list counts before the list of cells."""
    plan = PostsPlan()
    secretaries = _secretaries(members, cells)
    _overrule(members, cells, secretaries)
    for line, member_key, cell_key in members.placed:
        if line.post is None or (line.post is CellPost.SECRETARY and secretaries[cell_key][1] != member_key):
            continue
        _hold_by_row(plan, members, known, line, cell_key, member_key, line.post)
    by_hand = {key: pair for key, pair in secretaries.items() if pair[0].post is not CellPost.SECRETARY}
    for cell_key, (line, member_key) in by_hand.items():
        _hold_by_row(plan, members, known, line, cell_key, member_key, CellPost.SECRETARY)
    _hear_cells(plan, members, cells, known, secretaries)
    return plan


def _secretaries(members: MembersPlan, cells: CellsPlan) -> dict[int, tuple[MemberLine, int]]:
    """Return the secretary of each cell by the list of members; of two the person chooses."""
    found: dict[int, tuple[MemberLine, int]] = {}
    for line, member_key, cell_key in members.placed:
        if line.post is not CellPost.SECRETARY:
            continue
        first = found.get(cell_key)
        if first is None:
            found[cell_key] = line, member_key
            continue
        answer = line.place.ask(
            Role.POST,
            "secretary",
            f"{cells.names[cell_key]} đã có bí thư là {first[0].full_name} ở dòng {first[0].number}; "
            f"{line.full_name} tạm không ghi chức vụ. Ai là bí thư?",
            (Choice(_FIRST, first[0].full_name), Choice(_THIS, line.full_name)),
            may_skip=False,
        )
        if answer == _THIS:
            found[cell_key] = line, member_key
    return found


def _overrule(members: MembersPlan, cells: CellsPlan, secretaries: dict[int, tuple[MemberLine, int]]) -> None:
    """Ask where the list of cells names another secretary than the list of members."""
    for cell_key, cell_line in cells.secretaries.items():
        by_members = secretaries.get(cell_key)
        if by_members is None or name_key(by_members[0].full_name) == name_key(cell_line.secretary):
            continue
        answer = cell_line.place.ask(
            Role.SECRETARY,
            "secretary",
            f"danh sách đảng viên ghi bí thư là {by_members[0].full_name}, không phải {cell_line.secretary}; "
            f"đã lấy {by_members[0].full_name}. Có đúng không?",
            (Choice(_FIRST, by_members[0].full_name), Choice(_THIS, cell_line.secretary)),
            may_skip=False,
        )
        if answer == _THIS:
            same = _named(members, cell_key, cell_line)
            if len(same) == 1:
                secretaries[cell_key] = same[0]


def _named(members: MembersPlan, cell_key: int, cell_line: CellLine) -> list[tuple[MemberLine, int]]:
    named = name_key(cell_line.secretary)
    return [(line, key) for line, key, cell in members.placed if cell == cell_key and name_key(line.full_name) == named]


def _hear_cells(
    plan: PostsPlan,
    members: MembersPlan,
    cells: CellsPlan,
    known: Known,
    secretaries: dict[int, tuple[MemberLine, int]],
) -> None:
    """Take the secretaries named only by the list of cells."""
    for cell_key, cell_line in cells.secretaries.items():
        if cell_key in secretaries:
            continue
        found = [key for _, key in _named(members, cell_key, cell_line)]
        found = found or [
            member_id
            for member_id in known.by_name.get(name_key(cell_line.secretary), [])
            if known.cell_of[member_id] == cell_key
        ]
        if len(found) != 1:
            why = "không có trong danh sách đảng viên của chi bộ" if not found else "trùng tên với đảng viên khác"
            answer = cell_line.place.ask(
                Role.SECRETARY,
                "secretary",
                f"bí thư {cell_line.secretary} {why}; tạm chưa ghi bí thư. Là ai?",
                (Choice(_NONE, "Chưa ghi bí thư"), *_offered(members, known, found)),
                may_skip=False,
            )
            if answer == _NONE:
                continue
            found = [int(answer.removeprefix("IS:"))]
        _hold(plan, known, cell_key, found[0], CellPost.SECRETARY)


def _offered(members: MembersPlan, known: Known, keys: list[int]) -> list[Choice]:
    lines = {key: line for line, key, _ in members.placed if key in keys}
    offered = []
    for key in keys:
        line, stored = lines.get(key), known.members.get(key)
        card = line.card_no if line else stored.card_no if stored else ""
        name = line.full_name if line else stored.full_name if stored else ""
        offered.append(Choice(f"IS:{key}", f"{name}{f', thẻ {card}' if card else ''}"))
    return offered


def _hold_by_row(
    plan: PostsPlan,
    members: MembersPlan,
    known: Known,
    line: MemberLine,
    cell_key: int,
    member_key: int,
    post: CellPost,
) -> None:
    """Give a post a row names; of a member the register has it is a change that may be unticked."""
    posts, ends = len(plan.posts), len(plan.ends)
    _hold(plan, known, cell_key, member_key, post)
    stored = known.members.get(member_key)
    if stored is None or len(plan.posts) == posts:
        return
    key = f"{line.key}:post"
    is_taken = key not in members.notes.choices.without
    mine = [held.post for held in known.posts if held.cell_id == cell_key and held.member_id == member_key]
    ended = {end.post_id for end in plan.ends[ends:]}
    others = [held for held in known.posts if held.id in ended and held.member_id != member_key]
    instead = "".join(f", thay {known.members[held.member_id].full_name}" for held in others)
    plan.changes[line.key] = Change(
        key, "Chức vụ", ", ".join(held.label for held in mine) or shown(""), f"{post.label}{instead}", is_taken
    )
    if not is_taken:
        del plan.posts[posts:], plan.ends[ends:]


def _hold(plan: PostsPlan, known: Known, cell_key: int, member_key: int, post: CellPost) -> None:
    """Give a post unless it is held already; a secretary in the register makes room from today on."""
    held = [p for p in known.posts if p.cell_id == cell_key and p.member_id == member_key]
    if any(p.post is post for p in held):
        return
    ending = held
    if post is CellPost.SECRETARY and (before := known.secretary(cell_key)) is not None:
        ending = [*held, before]
    yesterday = known.today - timedelta(days=1)
    plan.ends += [PostEnd(p.id, yesterday) for p in ending]
    plan.posts.append(PostStep(cell_key, member_key, post, known.today if ending else None))
