"""The guide as a PDF to print and hand out."""

from __future__ import annotations

from bontot_desktop import __version__
from bontot_desktop.documents import guide_book
from bontot_desktop.rules.guide import Picture
from bontot_desktop.services.guide.reading import guide, picture


def pdf() -> bytes:
    """Return the whole guide as a PDF, the same bytes for the same guide and version."""
    whole = guide()
    files = {block.file for topic in whole.topics() for block in topic.blocks if isinstance(block, Picture)}
    pictures = {file: picture(file).read_bytes() for file in sorted(files)}
    return guide_book.render(guide_book.GuideFacts(whole, pictures, __version__))
