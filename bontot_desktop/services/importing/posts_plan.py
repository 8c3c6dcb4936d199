"""Who holds which post by the two lists, held against each other and against the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bontot_desktop.rules.cells import CellPost
from bontot_desktop.services.importing.cells_plan import CellsPlan
from bontot_desktop.services.importing.known import Known, name_key
from bontot_desktop.services.importing.lines import MemberLine
from bontot_desktop.services.importing.members_plan import MembersPlan
from bontot_desktop.services.importing.steps import PostEnd, PostStep


@dataclass(slots=True)
class PostsPlan:
    """The posts to write and the stored ones that end."""

    posts: list[PostStep] = field(default_factory=list)
    ends: list[PostEnd] = field(default_factory=list)


def plan_posts(members: MembersPlan, cells: CellsPlan, known: Known) -> PostsPlan:
    """Compare; a cell has one secretary, and the members' list counts before the list of cells."""
    plan = PostsPlan()
    secretaries: dict[int, MemberLine] = {}
    for line, member_key, cell_key in members.placed:
        if line.post is CellPost.SECRETARY:
            first = secretaries.get(cell_key)
            if first is not None:
                line.place.doubt(
                    "post",
                    f"{cells.names[cell_key]} đã có bí thư là {first.full_name} ở dòng {first.place.row.number}; "
                    f"{line.full_name} tạm không ghi chức vụ. Ai là bí thư?",
                )
                continue
            secretaries[cell_key] = line
        if line.post is not None:
            _hold(plan, known, cell_key, member_key, line.post)
    _hear_cells(plan, members, cells, known, secretaries)
    return plan


def _hear_cells(
    plan: PostsPlan, members: MembersPlan, cells: CellsPlan, known: Known, secretaries: dict[int, MemberLine]
) -> None:
    """Take the secretaries named only by the list of cells, and ask where the two lists differ."""
    for cell_key, cell_line in cells.secretaries.items():
        named = name_key(cell_line.secretary)
        by_members = secretaries.get(cell_key)
        if by_members is not None:
            if name_key(by_members.full_name) != named:
                cell_line.place.doubt(
                    "secretary",
                    f"danh sách đảng viên ghi bí thư là {by_members.full_name}, không phải {cell_line.secretary}; "
                    f"đã lấy {by_members.full_name}. Có đúng không?",
                )
            continue
        found = [key for line, key, cell in members.placed if cell == cell_key and name_key(line.full_name) == named]
        found = found or [
            member_id for member_id in known.by_name.get(named, []) if known.cell_of[member_id] == cell_key
        ]
        if len(found) == 1:
            _hold(plan, known, cell_key, found[0], CellPost.SECRETARY)
        else:
            why = "không có trong danh sách đảng viên của chi bộ" if not found else "trùng tên với đảng viên khác"
            cell_line.place.doubt("secretary", f"bí thư {cell_line.secretary} {why}; tạm chưa ghi bí thư. Là ai?")


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
