"""Which guide a paper follows on its date, and the office's own choices of format where guides or offices differ.

Numbers and wording: document-format §1, §7, §10 and §11.
"""

from __future__ import annotations

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
    """Where the tone mark of "uy" stands in printed fixed phrases (document-format §3); typed text stays as it is."""

    OLD = "ủy"
    NEW = "uỷ"


#: "ủy" to "uỷ" for the five tones, in small and capital letters.
_TONE_MOVES = [
    (tone_u + ("y" if small else "Y"), u + (tone_y if small else tone_y.upper()))
    for low_u, tone_y in zip("úùủũụ", "ýỳỷỹỵ", strict=True)
    for u, tone_u in (("u", low_u), ("U", low_u.upper()))
    for small in (True, False)
]


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """The office's choices of document-format §10, with the defaults named there.

    ``profile`` is "auto" (by date), "HD05_2026" or "HD36_2018". ``line_spacing_pt`` is the exact pitch of body lines.
    ``minutes_signer_labels`` stand left and right under minutes. ``offset_mm`` moves everything (right, down) on
    pre-printed stock.
    """

    profile: str = "auto"
    tone_style: str = ToneStyle.OLD.value
    blank_lines_before_name: int = 4
    line_spacing_pt: float = 19.0
    body_size_pt: float = 14.0
    basis_style: str = BasisStyle.UPRIGHT_DASH.value
    cong_van_prefix: str = "về việc "
    ruling_on_two_lines: bool = True
    ruling_colon: bool = False
    keep_copy_office: str = "Lưu Văn phòng Đảng ủy"
    keep_copy_cell: str = "Lưu Chi bộ"
    qd_shared_series: bool = True
    title_spelling: str = "Chi bộ 4 tốt"
    two_sided: bool = False
    list_signed_again: bool = False
    minutes_numbered: bool = False
    minutes_date_line: bool = False
    minutes_signer_labels: tuple[str, str] = ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ")
    offset_mm: tuple[float, float] = (0.0, 0.0)

    def profile_on(self, day: date | None) -> Profile:
        """Return the profile of a paper dated ``day`` under these settings."""
        return profile_for(day) if self.profile == "auto" else PROFILES[self.profile]

    def pitch_on(self, day: date | None) -> float:
        """Return the exact line pitch of body text in points, held within what the guide of that day allows."""
        least, greatest = self.profile_on(day).line_pitch_pt
        return min(max(self.line_spacing_pt, least), greatest)

    def fixed(self, phrase: str) -> str:
        """Spell a printed fixed phrase by the office's tone style (ủy, uỷ); never use it on text people typed."""
        if self.tone_style == ToneStyle.NEW.value:
            for old, new in _TONE_MOVES:
                phrase = phrase.replace(old, new)
        return phrase
