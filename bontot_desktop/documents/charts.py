"""A chart for a paper: the shapes of ``rules.charts`` drawn in black and grey, as a picture Word and PDF both take."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents import fonts
from bontot_desktop.documents.styles import mm
from bontot_desktop.rules import charts
from bontot_desktop.rules.charts import Bar, Chart, Ink, Stroke, Words

#: As fine as an office's printer, in dots per inch.
_FINE = 300
#: Letters, in points.
_SIZE = 11.0
#: Grey of each ink, 0 black: bars that print apart on a mono laser.
_GREY = {Ink.FIRST: 0.35, Ink.SECOND: 0.72, Ink.GRID: 0.8, Ink.TEXT: 0.0, Ink.QUIET: 0.25}


def height_mm(chart: Chart) -> float:
    """Return how tall a chart is on paper."""
    return charts.height(chart, _SIZE) * 25.4 / 72


def picture(chart: Chart, width_mm: float) -> bytes:
    """Return a chart as a PNG for a width; its height follows (:func:`height_mm`)."""
    fonts.register()
    width, height = mm(width_mm), charts.height(chart, _SIZE)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    for shape in charts.shapes(chart, width, _SIZE, _measure):
        _draw(canvas, shape, height)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(out.getvalue()) as made:
        page = made[0]
        image = page.render(scale=_FINE / 72).to_pil().convert("L")
        page.close()
    packed = BytesIO()
    image.quantize(16).save(packed, "PNG", dpi=(_FINE, _FINE), optimize=True)
    return packed.getvalue()


def _measure(text: str, size: float, bold: bool) -> float:
    return float(fonts.width(text, fonts.FACES[bold, False], size))


def _draw(canvas: Canvas, shape: charts.Shape, height: float) -> None:
    if isinstance(shape, Bar):
        canvas.setFillGray(_GREY[shape.ink])
        canvas.rect(shape.x, height - shape.y - shape.height, shape.width, shape.height, stroke=0, fill=1)
    elif isinstance(shape, Stroke):
        canvas.setStrokeGray(_GREY[shape.ink])
        canvas.setLineWidth(0.5)
        canvas.line(shape.x1, height - shape.y1, shape.x2, height - shape.y2)
    elif isinstance(shape, Words):
        canvas.setFillGray(_GREY[shape.ink])
        canvas.setFont(fonts.FACES[shape.bold, False], shape.size)
        canvas.drawString(shape.x, height - shape.y, shape.text)
