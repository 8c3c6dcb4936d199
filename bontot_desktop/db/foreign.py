"""Says what a file is that is none of ours, as far as its first bytes tell, so that the person knows what to do."""

from __future__ import annotations

from pathlib import Path

FOLDER = "“{name}” là một thư mục. Hãy chọn tệp dữ liệu *.bontot trong đó."
EMPTY = (
    "Tệp “{name}” trống (0 byte): có lẽ lần chép trước bị dở. Hãy chép lại từ nơi cũ, hoặc khôi phục từ bản sao; "
    "đừng xóa tệp ở nơi cũ."
)
ZEROS = (
    "Tệp “{name}” chỉ có chỗ trống, không có dữ liệu: có lẽ máy tắt khi đang chép. Hãy chép lại từ nơi cũ, hoặc khôi "
    "phục từ bản sao."
)
_SHORTCUT = "Tệp “{name}” là lối tắt (shortcut), không phải chính tệp dữ liệu. Hãy mở tệp mà lối tắt ấy trỏ tới."
_ARCHIVE = (
    "Tệp “{name}” là tệp nén, Word hoặc Excel, không phải tệp dữ liệu của Bốn Tốt. Dữ liệu gửi dạng nén thì hãy giải "
    "nén rồi mở tệp *.bontot bên trong."
)
_TEXT = "Tệp “{name}” là tệp chữ, không phải tệp dữ liệu của Bốn Tốt. Hãy chọn tệp khác."
_OTHER = "Tệp “{name}” là {kind}, không phải tệp dữ liệu của Bốn Tốt. Hãy chọn tệp khác."
_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"L\x00\x00\x00\x01\x14\x02\x00", _SHORTCUT),
    (b"PK\x03\x04", _ARCHIVE),
    (b"PK\x05\x06", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0", _ARCHIVE),
    (b"%PDF-", _OTHER.replace("{kind}", "tệp PDF")),
    (b"\xff\xd8\xff", _OTHER.replace("{kind}", "tệp ảnh")),
    (b"\x89PNG", _OTHER.replace("{kind}", "tệp ảnh")),
    (b"MZ", _OTHER.replace("{kind}", "chương trình")),
)
#: Fewer bytes may look like words by chance.
_WORDS = 16
#: So much of a file is looked at.
_HEAD = 4096


def what_is(path: Path) -> str:
    """Say in a sentence what a file is that has neither our pages nor our locks; "" when it cannot be told.

    Encrypted pages look like chance and are taken for none of these. Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return EMPTY.format(name=path.name)
    for start, sentence in _KNOWN:
        if head.startswith(start):
            return sentence.format(name=path.name)
    if not head.strip(b"\0"):
        return ZEROS.format(name=path.name)
    return _TEXT.format(name=path.name) if _is_text(head) else ""


def _is_text(head: bytes) -> bool:
    if b"\0" in head or len(head) < _WORDS:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as fault:
        # The last letter may be cut in two.
        return fault.start > len(head) - 4
    return True
