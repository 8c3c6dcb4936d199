"""How long the table of contents of a zip archive is, before it is read: a small file may list a million parts."""

from __future__ import annotations

import struct

#: A workbook or Word file of three thousand parts lists them in less; more would fill the memory when it is read.
MOST_CONTENTS_BYTES = 512 * 1024
_END, _END_64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _END_64_SIZE, _LOCATOR_SIZE = 22, 56, 20
_LONGEST_COMMENT = 1 << 16


def has_too_many_parts(content: bytes) -> bool:
    """Say whether an archive lists more parts than any file of an office; a damaged end is left to the reader."""
    at = content.rfind(_END, max(0, len(content) - _END_SIZE - _LONGEST_COMMENT))
    if at < 0 or at + _END_SIZE > len(content):
        return False
    size: int = struct.unpack_from("<I", content, at + 12)[0]
    large = at - _LOCATOR_SIZE - _END_64_SIZE
    if large >= 0 and content.startswith(_LOCATOR, at - _LOCATOR_SIZE) and content.startswith(_END_64, large):
        size = struct.unpack_from("<Q", content, large + 40)[0]
    # A size that reaches beyond the file is damage, which the reader tells.
    return MOST_CONTENTS_BYTES < size <= len(content)
