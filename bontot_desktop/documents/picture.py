"""A picture of a signed paper, scanned or photographed, as a page that is shown and printed like any other."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents.styles import mm

#: Formats that are taken, as Pillow names them.
FORMATS = ("JPEG", "PNG")
_A4 = (mm(210), mm(297))
#: The long side of A4 at 300 dpi, in dots, and how little a picture may lose.
_FINEST = 3508
_QUALITY = 92
_FAULTS = (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError)


class NoPicture(ValueError):
    """The bytes are no picture that can be opened whole."""


def page(content: bytes) -> bytes:
    """Return a PDF with the picture on one A4 page, upright as it was photographed, as large as it fits.

    Raises NoPicture for anything that is not a whole JPEG or PNG.
    """
    picture = _opened(content)
    wide = picture.width > picture.height
    width, height = (_A4[1], _A4[0]) if wide else _A4
    scale = min(width / picture.width, height / picture.height)
    across, down = picture.width * scale, picture.height * scale
    # Finer than a page at 300 dpi nothing is seen or printed better, only slower.
    picture.thumbnail((_FINEST, _FINEST))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, pageCompression=1)
    canvas.drawImage(ImageReader(_packed(picture)), (width - across) / 2, (height - down) / 2, across, down)
    canvas.save()
    return out.getvalue()


def _packed(picture: Image.Image) -> BytesIO:
    """Return the picture as a JPEG, which goes into the PDF as it is and opens at once."""
    packed = BytesIO()
    picture.save(packed, "JPEG", quality=_QUALITY)
    packed.seek(0)
    return packed


def check(content: bytes) -> None:
    """Raise NoPicture for anything that is not a whole JPEG or PNG."""
    _opened(content)


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # A few kilobytes may unpack into gigabytes.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=FORMATS)
            picture.load()
        grey = picture.mode in ("1", "L")
        return ImageOps.exif_transpose(picture).convert("L" if grey else "RGB")
    except _FAULTS as fault:
        raise NoPicture from fault
