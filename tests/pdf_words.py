"""Reads the words of a PDF back."""

from __future__ import annotations

import pypdfium2


def words(pdf: bytes) -> str:
    """Return what all pages say, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()
