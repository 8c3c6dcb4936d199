"""Reads text set in the old ABC fonts (.VnTime, code TCVN3), so that a paper typed in them can still be judged."""

from __future__ import annotations

_PAIRS = (
    "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợïùóúñủòũôụ"
    "\u00adưõừøứöử÷ữùựúỳýýûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"
)
_LETTERS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))


def is_old(font: str) -> bool:
    """Whether a font writes TCVN3."""
    return font.casefold().startswith(".vn")


def decoded(text: str, font: str) -> str:
    """Return the text in Unicode; fonts whose names end with H show small letters as capitals."""
    plain = "".join(_LETTERS.get(char, char) for char in text)
    return plain.upper() if font.casefold().endswith("h") else plain
