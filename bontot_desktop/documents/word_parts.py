"""Paragraphs and tables of a paper as Word's own markup; every text is escaped here and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from bontot_desktop.documents import word_fields
from bontot_desktop.documents.blocks import Run
from bontot_desktop.documents.flow import Cell, Dots, Figure, Grid, Para, Row
from bontot_desktop.documents.grids import GRID_RULE
from bontot_desktop.documents.lines import held_signs
from bontot_desktop.documents.paras import TITLE_RULE
from bontot_desktop.documents.styles import DOTS, ROOM
from bontot_desktop.documents.word_base import ALIGN, toggle, twips
from bontot_desktop.documents.word_lists import Lists

#: Stands for an unbreakable hyphen between cleaning and writing; no cleaned text holds it.
_HELD = "\u2011"
_UNBROKEN = {"-": _HELD, " ": "\u00a0"}


def paragraph(para: Para, width: float, lists: Lists, *, new_page: bool = False, section: str = "") -> str:
    """Write a paragraph in a column of ``width`` points; ``section`` closes a section after it."""
    held = held_signs(para, width)
    inner = []
    at = 0
    for run in para.runs:
        written = _run(run, para, frozenset(place - at for place in held))
        inner.append(word_fields.field(run.entry, written) if run.entry else written)
        at += len(run.text)
    return f"<w:p><w:pPr>{_properties(para, width, lists, new_page)}{section}</w:pPr>{''.join(inner)}</w:p>"


#: English Metric Units in a point, as Word counts drawings.
_EMU = 12_700


def figure(item: Figure, relation: str, number: int, *, new_page: bool = False, section: str = "") -> str:
    """Write a picture in a paragraph of its own, in a line as tall as it; its words are for who listens."""
    across, down = round(item.width * _EMU), round(item.height * _EMU)
    told = quoteattr(item.told)
    name = f'id="{number}" name="Hình {number}" descr={told}'
    keep = "<w:keepNext/>" if item.keep_next else ""
    broken = "<w:pageBreakBefore/>" if new_page else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{ROOM.id}"/>{keep}{broken}'
        f'<w:spacing w:before="{twips(item.before)}" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>{section}'
        f'</w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr {name}/><a:graphic>'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _properties(para: Para, width: float, lists: Lists, new_page: bool) -> str:
    style = para.style
    parts = [f'<w:pStyle w:val="{style.id}"/>']
    if para.keep_next and not style.keep_next:
        parts.append("<w:keepNext/>")
    if para.keep_lines:
        parts.append("<w:keepLines/>")
    if new_page:
        parts.append("<w:pageBreakBefore/>")
    parts.append(lists.properties(para))
    if para.rule_width:
        weight = round(TITLE_RULE * 8)
        parts.append(f'<w:pBdr><w:top w:val="single" w:sz="{weight}" w:space="0" w:color="000000"/></w:pBdr>')
    if para.tabs:
        parts.append(_tabs(para.tabs, width))
    spacing = ""
    if para.before is not None and para.before != style.before:
        spacing += f' w:before="{twips(para.before)}"'
    if para.pitch is not None and para.pitch != style.pitch:
        spacing += f' w:line="{twips(para.pitch)}" w:lineRule="exact"'
    if spacing:
        parts.append(f"<w:spacing{spacing}/>")
    if para.rule_width:
        aside = twips((width - para.rule_width) / 2)
        parts.append(f'<w:ind w:left="{aside}" w:right="{aside}" w:firstLine="0"/>')
    elif para.indent is not None and para.indent != style.indent:
        parts.append(f'<w:ind w:firstLine="{twips(para.indent)}"/>')
    if para.align is not None and para.align != style.align:
        parts.append(f'<w:jc w:val="{ALIGN[para.align]}"/>')
    mark = _face(None, None, para)
    if mark:
        parts.append(f"<w:rPr>{mark}</w:rPr>")
    return "".join(parts)


def _tabs(stops: tuple[float, ...], width: float) -> str:
    lines = "".join(
        f'<w:tab w:val="{"right" if stop > width - 1 else "left"}" w:leader="dot" w:pos="{twips(stop)}"/>'
        for stop in stops
    )
    return f"<w:tabs>{lines}</w:tabs>"


def _face(bold: bool | None, italic: bool | None, para: Para) -> str:
    """Write what differs from the style: bold, italic, size."""
    bold = para.bold if bold is None else bold
    italic = para.italic if italic is None else italic
    parts = []
    if bold is not None and bold != para.style.bold:
        parts.append(toggle("b", bold) + toggle("bCs", bold))
    if italic is not None and italic != para.style.italic:
        parts.append(toggle("i", italic) + toggle("iCs", italic))
    if para.size is not None and para.size != para.style.size:
        parts.append(f'<w:sz w:val="{round(para.size * 2)}"/><w:szCs w:val="{round(para.size * 2)}"/>')
    return "".join(parts)


def _run(run: Run, para: Para, held: frozenset[int] = frozenset()) -> str:
    face = word_fields.INVITES if run.entry is not None and run.entry.is_empty else ""
    face += _face(run.bold, run.italic, para) + ('<w:u w:val="single"/>' if run.underline else "")
    text = run.text
    if held:
        text = "".join(_UNBROKEN.get(char, char) if place in held else char for place, char in enumerate(text))
    text = escape(text).replace(_HELD, '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')
    text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    body = f'<w:t xml:space="preserve">{text}</w:t>'.replace('<w:t xml:space="preserve"></w:t>', "")
    return f"<w:r>{f'<w:rPr>{face}</w:rPr>' if face else ''}{body}</w:r>"


def dotted_lines(dots: Dots, count: int, width: float, lists: Lists, *, section: str = "") -> list[str]:
    """Write dotted lines, each a paragraph with a tab that runs with dots to the right edge."""
    # The first dot is typed: some programs forget the exact pitch of a line that holds nothing but a tab.
    para = Para(DOTS, (Run(".\t"),), pitch=dots.pitch, tabs=(width,))
    held = replace(para, keep_next=True)
    line = paragraph(para, width, lists)
    lines = [line] * max(count - 1, 0)
    if count:
        lines.append(paragraph(held if dots.keep_next else para, width, lists, section=section))
    return lines


def table(grid: Grid, lists: Lists, *, new_page: bool = False) -> str:
    """Write a table of fixed column widths; heading rows repeat, no row is split."""
    side, top = twips(grid.pad_side), twips(grid.pad_top)
    borders = ""
    if grid.ruled:
        edges = ("top", "left", "bottom", "right", "insideH", "insideV")
        line = f'w:val="single" w:sz="{round(GRID_RULE * 8)}" w:space="0" w:color="000000"'
        borders = f"<w:tblBorders>{''.join(f'<w:{edge} {line}/>' for edge in edges)}</w:tblBorders>"
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in grid.widths)
    rows = []
    for index, row in enumerate(grid.rows):
        rows.append(_row(grid, row, lists, new_page=new_page and index == 0))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, grid.widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="{side}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _row(grid: Grid, row: Row, lists: Lists, *, new_page: bool) -> str:
    height = f'<w:trHeight w:val="{twips(row.height)}" w:hRule="atLeast"/>' if row.height else ""
    head = "<w:tblHeader/>" if row.head else ""
    cells = []
    column = 0
    for cell in row.cells:
        width = sum(grid.widths[column : column + cell.span])
        cells.append(_cell(grid, cell, width, lists, keep=row.keep_next or row.head, new_page=new_page and column == 0))
        column += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(grid: Grid, cell: Cell, width: float, lists: Lists, *, keep: bool, new_page: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = "<w:vMerge/>" if cell.covered else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
    align = '<w:vAlign w:val="center"/>' if grid.ruled else ""
    inner = width - 2 * grid.pad_side
    paras = []
    for index, para in enumerate(cell.paras):
        if keep and not para.keep_next:
            para = replace(para, keep_next=True)
        paras.append(paragraph(para, inner, lists, new_page=new_page and index == 0))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}{merge}{align}</w:tcPr>{"".join(paras)}</w:tc>'
    )
