"""The words lists of members use for gender, posts and situations."""

from __future__ import annotations

import re

from bontot_desktop import text
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services.importing import values
from bontot_desktop.services.importing.places import Place
from bontot_desktop.services.importing.report import Choice
from bontot_desktop.services.importing.roles import Role
from bontot_desktop.services.importing.workbook import Value

#: The words for a member's situation, folded; the first that occurs in the cell counts.
_STATUS_WORDS: tuple[tuple[str, MemberStatus], ...] = (
    ("mien", MemberStatus.EXEMPT),
    ("dinh chi", MemberStatus.SUSPENDED),
    ("dac biet", MemberStatus.SPECIAL_DUTY),
    ("tam thoi den", MemberStatus.TEMP_IN),
    ("noi khac den", MemberStatus.TEMP_IN),
    ("tam thoi", MemberStatus.TEMP_OUT),
    ("du bi", MemberStatus.PROBATIONARY),
    ("chinh thuc", MemberStatus.FULL),
    ("dang sinh hoat", MemberStatus.FULL),
)
_SHORT_STATUS = {
    "ct": MemberStatus.FULL,
    "dvct": MemberStatus.FULL,
    "db": MemberStatus.PROBATIONARY,
    "dvdb": MemberStatus.PROBATIONARY,
}
#: The words for posts in a cell, folded; the first that begins a part of the cell counts.
_POST_WORDS: tuple[tuple[str, CellPost], ...] = (
    ("pho bi thu", CellPost.DEPUTY),
    ("p bi thu", CellPost.DEPUTY),
    ("pbt", CellPost.DEPUTY),
    ("bi thu", CellPost.SECRETARY),
    ("btcb", CellPost.SECRETARY),
    ("bt", CellPost.SECRETARY),
    ("chi uy vien", CellPost.COMMITTEE_MEMBER),
    ("uy vien", CellPost.COMMITTEE_MEMBER),
    ("cuv", CellPost.COMMITTEE_MEMBER),
    ("chi uy", CellPost.COMMITTEE_MEMBER),
    ("to truong", CellPost.GROUP_LEADER),
)
#: Posts of other bodies that lists write in the same column.
_OTHER_BODIES = re.compile(
    r"\b(dang uy|doan|hoi|tinh uy|huyen uy|thanh uy|ban thuong vu|btv|bch|dang bo|duv|du|mttq|mat tran|ubkt|"
    r"kiem tra|ubnd|hdnd)\b"
)
_NO_POST = frozenset({"", "-", "dang vien", "khong", "dv", "0"})
_PARTS = re.compile(r"[,;/\n]| - |\+| kiem ")
_GENDERS = {"nam": Gender.MALE, "nu": Gender.FEMALE, "n": Gender.FEMALE, "trai": Gender.MALE, "gai": Gender.FEMALE}
_NO = frozenset({"khong", "k", "0", "-", "chua"})
_EXEMPT_NOTE = re.compile(r"\bmien\s+(?:sh|sinh hoat|cong tac|ct)\b|\bmshd?\b")
_STATUS_NOTE = re.compile(
    r"(?:da |duoc |dang vien |dv )*mien (?:sh|sinh hoat|cong tac|ct)"
    r"(?:\s*(?:va|,|-|/)?\s*(?:sh|sinh hoat|cong tac|ct))*"
    r"(?: dang|d)?|mshd?|(?:dang vien |dv )?du bi|(?:bi )?dinh chi sinh hoat(?: dang)?"
)
_AWAY_NOTE = re.compile(r"\b(?:shtt|sh tam thoi|sinh hoat tam thoi|sinh hoat dang tam thoi)\b")
_NONE = "NONE"


def _rows(count: int) -> str:
    return f" ({count} dòng)" if count > 1 else ""


def gender(written: str, place: Place, count: int) -> Gender | None:
    """Read a gender."""
    found = _GENDERS.get(text.fold(written))
    if found is not None:
        return found
    answer = place.ask(
        Role.GENDER,
        "gender",
        f"chưa rõ giới tính “{values.shortened(written)}”{_rows(count)}; tạm để trống. Là Nam hay Nữ?",
        (Choice(_NONE, "Để trống"), *(Choice(g.value, g.label) for g in Gender)),
        may_skip=False,
        key=f"{place.table.sheet.name}:gender:{text.fold(written)}",
    )
    return None if answer == _NONE else Gender(answer)


def post(written: str, place: Place, count: int) -> CellPost | None:
    """Read a post in the cell; of several posts the one in the cell counts."""
    folded = text.fold(written)
    if folded.strip(" .-") in _NO_POST:
        return None
    others = 0
    for part in _PARTS.split(folded):
        part = " ".join(part.replace(".", " ").split()).strip(" :")
        if not part:
            continue
        if _OTHER_BODIES.search(part) and "chi bo" not in part and "chi uy" not in part:
            others += 1
            continue
        for words, found in _POST_WORDS:
            if part == words or (part.startswith(words) and not part[len(words)].isalpha()):
                return found
    if others:
        return None
    answer = place.ask(
        Role.POST,
        "post",
        f"chưa rõ chức vụ “{values.shortened(written)}” trong chi bộ{_rows(count)}; tạm không ghi chức vụ. "
        "Có đúng không?",
        (Choice(_NONE, "Không ghi chức vụ"), *(Choice(p.value, p.label) for p in CellPost)),
        may_skip=False,
        key=f"{place.table.sheet.name}:post:{folded}",
    )
    return None if answer == _NONE else CellPost(answer)


def status(written: str, place: Place, count: int) -> MemberStatus | None:
    """Read a member's situation."""
    folded = text.fold(written)
    exact = MemberStatus.from_label(written) or _SHORT_STATUS.get(folded)
    if exact is not None:
        return exact
    for words, found in _STATUS_WORDS:
        if words in folded:
            return found
    answer = place.ask(
        Role.STATUS,
        "status",
        f"chưa rõ tình trạng “{values.shortened(written)}”{_rows(count)}; tạm xét theo ngày chính thức. Đúng ra là gì?",
        (Choice(_NONE, "Xét theo ngày chính thức"), *(Choice(s.value, s.label) for s in MemberStatus)),
        may_skip=False,
        key=f"{place.table.sheet.name}:status:{folded}",
    )
    return None if answer == _NONE else MemberStatus(answer)


def status_in_note(written: str, place: Place, count: int) -> MemberStatus | None:
    """Find a situation among the remarks: "miễn SH", "dự bị", "SHTT"."""
    folded = text.fold(written)
    if _EXEMPT_NOTE.search(folded):
        return MemberStatus.EXEMPT
    if not _STATUS_NOTE.fullmatch(folded.strip(" .")):
        return _away(folded, written, place, count) if _AWAY_NOTE.search(folded) else None
    return MemberStatus.SUSPENDED if "dinh chi" in folded else MemberStatus.PROBATIONARY


def _away(folded: str, written: str, place: Place, count: int) -> MemberStatus | None:
    likely = MemberStatus.TEMP_IN if re.search(r"\bden\b", folded) else MemberStatus.TEMP_OUT
    answer = place.ask(
        Role.NOTE,
        "away",
        f"ghi chú “{values.shortened(written)}”{_rows(count)}: tạm ghi {likely.label}. Đúng không?",
        (
            *(Choice(s.value, s.label) for s in (MemberStatus.TEMP_OUT, MemberStatus.TEMP_IN)),
            Choice(_NONE, "Chỉ giữ lời ghi chú"),
        ),
        proposed=likely.value,
        may_skip=False,
        key=f"{place.table.sheet.name}:away:{folded}",
    )
    return None if answer == _NONE else MemberStatus(answer)


def without_status(note: str) -> str:
    """Return a remark, empty when it says nothing but the situation, which is kept apart."""
    return "" if note and _STATUS_NOTE.fullmatch(text.fold(note).strip(" .")) else note


def says_no(value: Value) -> bool:
    """Say whether a cell of a column of ticks says no."""
    return value is False or value == 0 or (isinstance(value, str) and text.fold(value).strip(" .") in _NO)
