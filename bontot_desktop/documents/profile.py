"""Which guide a paper follows on its date, and the office's own choices of format where guides or offices differ.

Numbers and wording: document-format §1, §7, §10 and §11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Hướng dẫn 05-HD/VPTW is in force from its signing.
HD05_FROM = date(2026, 5, 27)


@dataclass(frozen=True, slots=True)
class Profile:
    """The differences between the two guides that show on paper (document-format §11).

    ``recipients_separator`` ends each line of Nơi nhận but the last; ``petition_label`` stands before the addressee
    of a tờ trình; ``line_pitch_pt`` are the least and the greatest exact line pitch of body text.
    """

    id: str
    guide: str
    recipients_separator: str
    petition_label: str
    line_pitch_pt: tuple[float, float]
    urgency_marks: tuple[str, str, str]


HD05_2026 = Profile(
    id="HD05_2026",
    guide="Hướng dẫn 05-HD/VPTW, ngày 27/5/2026",
    recipients_separator=";",
    petition_label="Kính trình",
    line_pitch_pt=(18, 22),
    urgency_marks=("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"),
)
HD36_2018 = Profile(
    id="HD36_2018",
    guide="Hướng dẫn 36-HD/VPTW, ngày 03/4/2018",
    recipients_separator=",",
    petition_label="Kính gửi",
    line_pitch_pt=(18, 24),
    urgency_marks=("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC HẸN GIỜ"),
)
PROFILES = {profile.id: profile for profile in (HD05_2026, HD36_2018)}


def profile_for(day: date | None) -> Profile:
    """Return the profile of a paper dated ``day``; a paper without a date yet follows the guide in force."""
    return HD36_2018 if day is not None and day < HD05_FROM else HD05_2026


class BasisStyle(StrEnum):
    """How căn cứ lines are printed (document-format §5)."""

    UPRIGHT_DASH = "upright-dash"
    ITALIC = "italic"


class ToneStyle(StrEnum):
    """Where the tone mark of printed fixed phrases stands, "ủy" or "uỷ" (document-format §3); typed text stays."""

    OLD = "ủy"
    NEW = "uỷ"


class ProgrammeForm(StrEnum):
    """How the programme of a cell's meeting is set out (meetings.md §5 F1): a table, or the five parts as text."""

    TABLE = "table"
    LONG = "long"


class InvitationTo(StrEnum):
    """Who of a cell's meeting gets an invitation (meetings.md §5 F2); ``BLANK`` is one without a name."""

    ALL = "all"
    GUESTS = "guests"
    BLANK = "blank"


#: Words of fixed phrases whose tone mark the new style moves. Whole words only, and none that is a name (Hòa, Thủy):
#: a fixed phrase often holds the name of a commune or a cell.
_MOVED = {"ủy": "uỷ", "hủy": "huỷ", "tùy": "tuỳ", "tọa": "toạ", "khóa": "khoá", "xóa": "xoá"}
_MOVABLE = re.compile(rf"(?<!\w)(?:{'|'.join(_MOVED)})(?!\w)", re.IGNORECASE)


def _moved(found: re.Match[str]) -> str:
    word = found[0]
    new = _MOVED[word.lower()]
    if word.isupper():
        return new.upper()
    return new.capitalize() if word[0].isupper() else new


class CertificateMode(StrEnum):
    """How a certificate is printed: whole with its frame, or the words alone on pre-printed stock."""

    FRAME = "frame"
    STOCK = "stock"


#: Lines of a certificate that a stock may bear already, with what each is called.
CERTIFICATE_LINES = {
    "party": "Tiêu đề “Đảng Cộng sản Việt Nam”",
    "issuer": "Tên Ban Thường vụ Đảng ủy",
    "given": "Chữ “tặng”",
    "name": "Chữ “Giấy khen”",
    "authority": "Dòng “T/M Ban Thường vụ” và chức vụ người ký",
}

#: Choices offered where the guides or offices differ (document-format §5, §8.3, §8.5, §4.1 note 1).
RULING_LINES = ("{{ issuer }}\n{{ verb }}", "{{ issuer }}\n{{ verb }}:", "{{ issuer }} {{ verb }}")
LETTER_PREFIXES = ("về việc", "V/v", "")
RULES_SYMBOLS = ("QĐ", "QĐi", "QĐI")
TAKERS = ("NGƯỜI GHI BIÊN BẢN", "THƯ KÝ")
CHAIRS = ("CHỦ TRÌ HỘI NGHỊ", "CHỦ TRÌ", "CHỦ TỌA HỘI NGHỊ", "CHỦ TỌA")
TITLE_SPELLINGS = ("Chi bộ 4 tốt", "Chi bộ bốn tốt")


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """The office's choices of document-format §10, with the defaults named there.

    ``profile`` is "auto" (by date), "HD05_2026" or "HD36_2018". ``line_spacing_pt`` is the exact pitch of body lines.
    ``ruling_line`` has the gaps ``issuer`` and ``verb``, a line break where the office breaks it. ``cong_van_prefix``
    stands before the trích yếu of a công văn. ``quy_dinh_symbol`` is the symbol of Quy định, ``cell_symbol`` that of
    cells. ``keep_copy_office`` and ``keep_copy_cell`` are the last lines of nơi nhận. ``minutes_signer_labels`` stand
    left and right under minutes. ``has_seal`` says whether the committee's seal can be asked for.
    ``programme_form`` is a :class:`ProgrammeForm`, ``invitation_to`` an :class:`InvitationTo`; ``resolution_appendix``
    adds the discussion to a cell's resolution. ``certificate_mode`` is a :class:`CertificateMode`;
    ``certificate_offset_mm`` moves its words (right, down) on pre-printed stock, on which the lines named in
    ``certificate_preprinted`` (:data:`CERTIFICATE_LINES`) are left out.
    """

    profile: str = "auto"
    tone_style: str = ToneStyle.OLD.value
    blank_lines_before_name: int = 4
    line_spacing_pt: float = 19.0
    body_size_pt: float = 14.0
    basis_style: str = BasisStyle.UPRIGHT_DASH.value
    cong_van_prefix: str = LETTER_PREFIXES[0]
    ruling_line: str = RULING_LINES[0]
    keep_copy_office: str = "Lưu Văn phòng Đảng ủy"
    keep_copy_cell: str = "Lưu Chi bộ"
    qd_shared_series: bool = True
    quy_dinh_symbol: str = RULES_SYMBOLS[0]
    cell_symbol: str = "CB"
    title_spelling: str = TITLE_SPELLINGS[0]
    two_sided: bool = False
    list_signed_again: bool = False
    minutes_numbered: bool = False
    minutes_date_line: bool = False
    minutes_signer_labels: tuple[str, str] = (TAKERS[0], CHAIRS[0])
    has_seal: bool = True
    programme_form: str = ProgrammeForm.TABLE.value
    programme_numbered: bool = False
    invitation_to: str = InvitationTo.ALL.value
    resolution_appendix: bool = False
    certificate_mode: str = CertificateMode.FRAME.value
    certificate_offset_mm: tuple[float, float] = (0.0, 0.0)
    certificate_preprinted: tuple[str, ...] = ("party", "given", "name")

    def profile_on(self, day: date | None) -> Profile:
        """Return the profile of a paper dated ``day`` under these settings."""
        return profile_for(day) if self.profile == "auto" else PROFILES[self.profile]

    def pitch_on(self, day: date | None) -> float:
        """Return the exact line pitch of body text in points, held within what the guide of that day allows."""
        least, greatest = self.profile_on(day).line_pitch_pt
        return min(max(self.line_spacing_pt, least), greatest)

    def fixed(self, phrase: str) -> str:
        """Spell a printed fixed phrase by the office's tone style (ủy, uỷ); never use it on text people typed."""
        return _MOVABLE.sub(_moved, phrase) if self.tone_style == ToneStyle.NEW.value else phrase

    def titled(self, words: str) -> str:
        """Write the title of cells as the office does, wherever the usual words stand ("Chi bộ 4 tốt", "4 tốt")."""
        usual = TITLE_SPELLINGS[0]
        short, own = (spelling.removeprefix("Chi bộ ") for spelling in (usual, self.title_spelling))
        return own if words == short else words.replace(usual, self.title_spelling)

    def in_minutes(self, phrase: str) -> str:
        """Spell a fixed phrase of minutes; who leads the meeting is called as in the label signed under (§8.3)."""
        if self.minutes_signer_labels[1].startswith(("CHỦ TỌA", "CHỦ TOẠ")):
            for word, other in (("CHỦ TRÌ", "CHỦ TỌA"), ("Chủ trì", "Chủ tọa"), ("chủ trì", "chủ tọa")):
                phrase = phrase.replace(word, other)
        return self.fixed(phrase)

    def letter_subject(self, subject: str) -> str:
        """Write the trích yếu of a công văn with the office's words before it, whatever stood there (§8.5)."""
        bare = subject.strip()
        for prefix in ("về việc ", "v/v ", "v/v: "):
            if bare.casefold().startswith(prefix):
                bare = bare[len(prefix) :].lstrip()
        return f"{self.cong_van_prefix} {bare}".strip()
