"""An issued paper's facts and format as they were on its day, and the same document made from them any time later."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.documents import facts as codec
from bontot_desktop.documents import pdf, word
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.layout import lay_out
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services.wordings import InUse


def kind_of(kind_id: str) -> Kind:
    """Return a kind of paper by its id. Raises NotFound naming the ids there are."""
    kind = KINDS.get(kind_id) or KINDS.get(kind_id.upper())
    if kind is None:
        raise NotFound(f"Không có loại văn bản {kind_id}; các loại có sẵn: {', '.join(KINDS)}.")
    return kind


def freeze(kind: Kind, facts: Any, settings: FormatSettings, words: InUse) -> dict[str, Any]:
    """Return the JSON an issued paper keeps, every sentence of it; ``settings`` must name the profile, not "auto"."""
    return {
        "kind": kind.id,
        "settings": codec.to_json(settings),
        "facts": codec.to_json(facts),
        "wording": words.version,
        "words": kind.words(settings, words.texts).texts(),
    }


def fixed(settings: FormatSettings, day: date | None) -> FormatSettings:
    """Return the settings with the profile of a day written in, so that a later change of guide changes nothing."""
    return dataclasses.replace(settings, profile=settings.profile_on(day).id)


def document_of(paper: Paper) -> Document:
    """Make an issued paper's document anew from its frozen facts only."""
    facts, settings = read(paper)
    return kind_of(paper.facts["kind"]).build(facts, settings, paper.facts["words"])


def read(paper: Paper) -> tuple[Any, FormatSettings]:
    """Read an issued paper's facts and format settings back."""
    kind = kind_of(paper.facts["kind"])
    settings = codec.from_json(FormatSettings, paper.facts["settings"])
    return codec.from_json(kind.facts_type, paper.facts["facts"]), settings


def render(document: Document, form: FileFormat) -> bytes:
    """Write a document in a format."""
    return render_all(document, (form,))[form]


def render_all(document: Document, forms: Iterable[FileFormat]) -> dict[FileFormat, bytes]:
    """Write a document in several formats, laid out only once."""
    laid = lay_out(compose(document))
    return {form: pdf.draw(laid) if form is FileFormat.PDF else word.write(laid) for form in forms}


def signer_name(facts: Any) -> str:
    """Return who signs a paper, by its facts: the field ``signer``, else the last of its signers, else ""."""
    named = getattr(facts, "signer", None)
    if isinstance(named, SignerFacts):
        return named.name
    values = (getattr(facts, field.name) for field in dataclasses.fields(facts))
    names = [value.name for value in values if isinstance(value, SignerFacts)]
    return names[-1] if names else ""
