"""What every new data file starts with: bodies, score tables and criteria sets, read from the shipped seed files."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from bontot_desktop import places
from bontot_desktop.db.models.criteria import CriteriaSet, CriterionOption, CriterionRow
from bontot_desktop.db.models.office import Body
from bontot_desktop.db.models.scoring import RatingBandRow, ScoreItemRow, ScoreOptionRow, ScoreTemplate
from bontot_desktop.rules.criteria import SetUse
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import Scoring, SetStatus
from bontot_desktop.rules.scoring import Rating


def read_seed(name: str) -> dict[str, Any]:
    """Read one shipped seed file ("criteria_sets") of ``resources/seed``."""
    return tomllib.loads((places.resources() / "seed" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def body_symbols() -> dict[Issuer, str]:
    """Return the bodies a new file starts with, each with its symbol."""
    return {Issuer(entry["kind"]): entry["symbol"] for entry in read_seed("office")["body"]}


def plant(session: Session) -> None:
    """Put the shipped bodies, score tables and criteria sets into a new file."""
    session.add_all(
        Body(kind=Issuer(entry["kind"]), name=entry["name"], symbol=entry["symbol"])
        for entry in read_seed("office")["body"]
    )
    session.add_all(_template(entry) for entry in read_seed("score_templates")["template"])
    for entry in read_seed("criteria_sets")["set"]:
        session.add_all(_criteria_sets(entry))


def _template(entry: dict[str, Any]) -> ScoreTemplate:
    return ScoreTemplate(
        code=entry["code"],
        name=entry["name"],
        issuer=entry["issuer"],
        source=entry["source"],
        valid_from=entry.get("valid_from"),
        valid_to=entry.get("valid_to"),
        max_total=Decimal(entry["max_total"]),
        step=Decimal(entry["step"]),
        is_default=entry.get("default", False),
        applies_to=entry.get("applies_to", []),
        content_types=entry.get("content_types", []),
        items=[
            ScoreItemRow(
                position=position,
                code=item["code"],
                title=item["title"],
                maximum=Decimal(item["max"]),
                is_group=item.get("group", False),
                note=item.get("note", ""),
                kind=item.get("kind", "FREE"),
                auto=item.get("auto", ""),
                condition=item.get("condition", ""),
                not_applicable=item.get("not_applicable", "ZERO"),
                moves_to=item.get("moves_to", ""),
                options=[
                    ScoreOptionRow(
                        position=place,
                        label=option["label"],
                        points=Decimal(option["points"]),
                        lower_bound=_points(option, "from"),
                        upper_bound=_points(option, "to"),
                    )
                    for place, option in enumerate(item.get("options", ()), start=1)
                ],
            )
            for position, item in enumerate(entry["item"], start=1)
        ],
        bands=[
            RatingBandRow(position=position, rating=Rating(band["rating"]), minimum=Decimal(band["min"]))
            for position, band in enumerate(entry["bands"], start=1)
        ],
    )


def _criteria_sets(entry: dict[str, Any]) -> list[CriteriaSet]:
    """Return a set, after the version it replaces where one is shipped."""
    before = entry.get("before")
    if before is None:
        return [_criteria_set(entry)]
    titles = before["titles"]
    lines = [{**item, "title": titles.get(item["code"], item["title"])} for item in entry["item"]]
    return [_criteria_set({**entry, **before, "item": lines, "status": SetStatus.RETIRED}), _criteria_set(entry)]


def _criteria_set(entry: dict[str, Any]) -> CriteriaSet:
    return CriteriaSet(
        code=entry["code"],
        version=entry.get("version", 1),
        name=entry["name"],
        used_for=SetUse(entry["used_for"]),
        scoring=Scoring(entry["scoring"]),
        status=SetStatus(entry["status"]),
        max_total=_points(entry, "max_total"),
        pass_total=_points(entry, "pass_total"),
        group_min_percent=_points(entry, "group_min_percent"),
        step=Decimal(entry["step"]),
        source=entry["source"],
        valid_from=entry.get("valid_from"),
        valid_to=entry.get("valid_to"),
        items=[_criterion(position, item) for position, item in enumerate(entry["item"], start=1)],
    )


def _criterion(position: int, item: dict[str, Any]) -> CriterionRow:
    return CriterionRow(
        position=position,
        code=item["code"],
        title=item["title"],
        maximum=Decimal(item["max"]),
        is_group=item.get("group", False),
        is_veto=item.get("veto", False),
        kind=item.get("kind", "MANUAL"),
        metric=item.get("metric", ""),
        second_metric=item.get("second_metric", ""),
        evidence_required=item.get("evidence", False),
        na_allowed=item.get("na", False),
        hint=item.get("hint", ""),
        options=[
            CriterionOption(
                position=place,
                label=option["label"],
                points=Decimal(option["points"]),
                lower_bound=_points(option, "from"),
                upper_bound=_points(option, "to"),
                second_lower=_points(option, "second_from"),
            )
            for place, option in enumerate(item.get("options", ()), start=1)
        ],
    )


def _points(entry: dict[str, Any], key: str) -> Decimal | None:
    return Decimal(entry[key]) if key in entry else None
