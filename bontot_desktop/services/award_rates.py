"""The money that goes with a certificate and how it is printed: shipped values, and what the office set instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.base import as_json
from bontot_desktop.db.house import Setting
from bontot_desktop.documents.profile import CERTIFICATE_LINES, CertificateMode
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.awards import BasePay
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.services import heads
from bontot_desktop.services.office import Office
from bontot_desktop.services.seeding import read_seed

#: What the form offers: how certificates are printed, and which lines a stock may bear already.
Mode = CertificateMode
LINES = CERTIFICATE_LINES
#: Key of the office's own values among the settings.
SETTING = "awards"
#: Words on pre-printed stock are moved at most so far, mm; more is a slip of the keys.
FARTHEST_MM = 40
#: The greatest share of the base pay that is believed.
GREATEST = 20


@dataclass(frozen=True, slots=True)
class AwardSettings:
    """Money and print of certificates as their form shows them; offsets are mm to the right and down."""

    base_pay: int | None = None
    base_pay_from: date | None = None
    title: Decimal | None = None
    exemplary: Decimal | None = None
    five_years: Decimal | None = None
    mode: CertificateMode = CertificateMode.FRAME
    offset_right: Decimal = Decimal(0)
    offset_down: Decimal = Decimal(0)
    preprinted: tuple[str, ...] = ()


@cache
def _shipped() -> dict[str, Any]:
    return read_seed("awards")


def _own(session: Session) -> dict[str, Any]:
    row = session.scalars(select(Setting).where(Setting.key == SETTING)).first()
    return row.value if row else {}


def base_pays(session: Session) -> list[BasePay]:
    """Return every base pay known, the oldest first; the office's own take the place of shipped ones of a day."""
    known = {entry["from_on"]: BasePay(**entry) for entry in _shipped()["base_pay"]}
    for entry in _own(session).get("base_pay", ()):
        from_on = date.fromisoformat(entry["from_on"])
        known[from_on] = BasePay(from_on, entry["amount"])
    return sorted(known.values(), key=lambda pay: pay.from_on)


def base_pay_on(session: Session, day: date) -> int:
    """Return the base pay that holds on a day. Raises Refused when none is known."""
    found = rules.base_pay_on(base_pays(session), day)
    if found is None:
        raise Refused(f"Chưa có mức lương cơ sở của ngày {dates.screen(day)}; hãy ghi ở Hệ thống, mục Khen thưởng.")
    return found.amount


def coefficient(session: Session, kind: AwardKind) -> Decimal | None:
    """Return the share of the base pay that goes with a kind of certificate, None while no money does."""
    own = _own(session).get("coefficients", _shipped()["coefficients"])
    written = own.get(kind.value)
    return None if written is None else Decimal(written)


def load(office: Office) -> AwardSettings:
    """Return what holds today, for the form."""
    with office.read() as session:
        pay = rules.base_pay_on(base_pays(session), office.today())
        paper = heads.format_settings(session)
        return AwardSettings(
            base_pay=pay.amount if pay else None,
            base_pay_from=pay.from_on if pay else None,
            title=coefficient(session, AwardKind.TITLE),
            exemplary=coefficient(session, AwardKind.EXEMPLARY),
            five_years=coefficient(session, AwardKind.FIVE_YEARS),
            mode=CertificateMode(paper.certificate_mode),
            offset_right=Decimal(str(paper.certificate_offset_mm[0])),
            offset_down=Decimal(str(paper.certificate_offset_mm[1])),
            preprinted=paper.certificate_preprinted,
        )


def problems(draft: AwardSettings) -> list[Problem]:
    """Check the settings; (field, sentence) for each thing to mend."""
    found = []
    if draft.base_pay is None or draft.base_pay < 1:
        found.append(Problem("base_pay", "Chưa có mức lương cơ sở, ví dụ: 2340000."))
    if draft.base_pay_from is None:
        found.append(Problem("base_pay_from", "Chưa có ngày áp dụng mức lương cơ sở này."))
    for name in ("title", "exemplary", "five_years"):
        share = getattr(draft, name)
        if share is not None and not 0 < share <= GREATEST:
            found.append(Problem(name, f"Hệ số phải lớn hơn 0 và không quá {GREATEST}; không có tiền thì để trống."))
    for name in ("offset_right", "offset_down"):
        if abs(getattr(draft, name)) > FARTHEST_MM:
            found.append(Problem(name, f"Độ dịch không quá {FARTHEST_MM} mm."))
    return found


def save(office: Office, draft: AwardSettings) -> Changes:
    """Save the settings; decisions issued before keep the money they gave. Raises Problems."""
    found = problems(draft)
    if found or draft.base_pay is None or draft.base_pay_from is None:
        raise Problems(found)
    with office.work("awards.settings", "Sửa mức thưởng, cách in giấy khen") as session:
        own = dict(_own(session))
        pays = {pay.from_on: pay.amount for pay in base_pays(session)}
        if pays.get(draft.base_pay_from) != draft.base_pay:
            kept = [entry for entry in own.get("base_pay", ()) if entry["from_on"] != draft.base_pay_from.isoformat()]
            own["base_pay"] = [*kept, {"from_on": draft.base_pay_from.isoformat(), "amount": draft.base_pay}]
        shares = zip(AwardKind, (draft.title, draft.exemplary, draft.five_years), strict=True)
        own["coefficients"] = {kind.value: str(share) for kind, share in shares if share is not None}
        _keep(session, own)
        paper = heads.format_settings(session)
        heads.save_format_settings(
            session,
            replace(
                paper,
                certificate_mode=draft.mode.value,
                certificate_offset_mm=(float(draft.offset_right), float(draft.offset_down)),
                certificate_preprinted=tuple(line for line in CERTIFICATE_LINES if line in draft.preprinted),
            ),
        )
    return Changes.of(Kind.SETTINGS, Kind.CAMPAIGNS)


def _keep(session: Session, value: dict[str, Any]) -> None:
    row = session.scalars(select(Setting).where(Setting.key == SETTING)).first()
    if row is None:
        session.add(Setting(key=SETTING, value=value))
    elif as_json(row.value) != as_json(value):
        row.value = value
