"""Pictures that stand between paragraphs: how large they are drawn, and their ink."""

from __future__ import annotations

from io import BytesIO

from PIL import Image as Pillow

from bontot_desktop.documents.chunks import Chunk, Image, Rule
from bontot_desktop.documents.flow import Figure

#: Thickness of the line around a picture.
FRAME = 0.5


def fitted(content: bytes, *, dots_per_point: float, most_wide: float, most_high: float) -> Figure:
    """Return a picture so large that its dots have this size, smaller where it would not fit."""
    with Pillow.open(BytesIO(content)) as picture:
        wide, high = picture.width / dots_per_point, picture.height / dots_per_point
    scale = min(1.0, most_wide / wide, most_high / high)
    return Figure(content, wide * scale, high * scale)


def chunk_of_figure(figure: Figure, column: float) -> Chunk:
    """Set a picture in the middle of a column."""
    left = (column - figure.width) / 2
    right, low = left + figure.width, figure.height
    frame = ((left, 0.0, right, 0.0), (left, low, right, low), (left, 0.0, left, low), (right, 0.0, right, low))
    return Chunk(
        figure.height,
        before=figure.before,
        inks=(
            Image(left, 0.0, figure.width, figure.height, figure.content),
            *(Rule(x1, y1, x2, y2, FRAME) for x1, y1, x2, y2 in frame if figure.framed),
        ),
        keep_next=figure.keep_next,
    )
