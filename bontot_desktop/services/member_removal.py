"""Erasing a member entered by mistake: only one who stands nowhere yet; others are taken off the register instead."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.base import Base
from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import Refused
from bontot_desktop.services import member_forms
from bontot_desktop.services.member_forms import CHANGED
from bontot_desktop.services.office import Office, Saved

#: Where a member may stand, in words, by table; any other table is told as "nơi khác".
_PLACES = {
    "roster_line": "biên bản",
    "post": "chức vụ chi bộ",
    "task": "nhiệm vụ trong biên bản",
    "meeting": "biên bản",
    "member_title": "danh sách “Đảng viên 5 tốt”",
}


def erase(office: Office, member_id: int) -> Saved:
    """Erase a member who stands in no minutes, post or paper. Raises Refused with where the member stands, NotFound."""
    with office.work("member.erase", "Xóa hồ sơ đảng viên nhập nhầm") as work:
        member = member_forms.stored_member(work, member_id)
        work.sentence = f"Xóa hồ sơ nhập nhầm của đồng chí {member.full_name}"
        places = _standing_in(work, member_id)
        if places:
            raise Refused(
                f"Đồng chí {member.full_name} đã có trong {', '.join(places)} nên không xóa được; "
                "hãy bấm “Ghi thay đổi” để đưa ra khỏi danh sách."
            )
        work.delete(member)
    return Saved(member_id, CHANGED)


def _standing_in(session: Session, member_id: int) -> list[str]:
    """Return where a member is referred to beside the member's own parts."""
    own = {relation.target for relation in Member.__mapper__.relationships}
    found: dict[str, None] = {}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is not Member.__table__ or table in own:
                continue
            if session.scalar(select(func.count()).select_from(table).where(key.parent == member_id)):
                found[_PLACES.get(table.name, "nơi khác")] = None
    return list(found)
