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
#: The share of each kind in the form.
SHARES = {
    AwardKind.TITLE: "title",
    AwardKind.EXEMPLARY: "exemplary",
    AwardKind.FIVE_YEARS: "five_years",
    AwardKind.MEMBER: "member",
    AwardKind.MEMBER_FIVE_YEARS: "member_five_years",
}
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
    member: Decimal | None = None
    member_five_years: Decimal | None = None
    #: Who gives each kind, "" for the committee itself.
    title_by: str = ""
    exemplary_by: str = ""
    five_years_by: str = ""
    member_by: str = ""
    member_five_years_by: str = ""
    #: The day from which these shares, and who gives, hold.
    shares_from: date | None = None
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


def coefficient(session: Session, kind: AwardKind, day: date) -> Decimal | None:
    """Return the share of the base pay that goes with a kind of certificate on a day, None while no money does."""
    return _shares_on(session, day)[1].get(kind)


def issuer_of(session: Session, kind: AwardKind, day: date) -> str:
    """Name who gives a kind on a day where it is not this committee, "" where it is (recognition.md §7).

    The office's own word of that day holds, else what is shipped.
    """
    return _issuers_on(session, day)[kind]


def _issuers_on(session: Session, day: date) -> dict[AwardKind, str]:
    rows = [entry for entry in _own(session).get("issuers", ()) if date.fromisoformat(entry["from_on"]) <= day]
    newest: dict[str, Any] = max(rows, key=lambda entry: str(entry["from_on"]), default={})
    shipped = _shipped()["issuers"]
    return {kind: str(newest.get(kind.value, shipped.get(kind.value, ""))) for kind in AwardKind}


def _issuer_days(session: Session, day: date) -> list[date]:
    """Return the days up to one on which the office said who gives, the first day there is for none."""
    days = (date.fromisoformat(entry["from_on"]) for entry in _own(session).get("issuers", ()))
    return [date.min, *(on for on in days if on <= day)]


def _all_shares(session: Session) -> dict[date, dict[AwardKind, Decimal]]:
    """Return the shares by the day they hold from; the office's own take the place of shipped ones of a day."""
    rows = {entry["from_on"]: entry for entry in _shipped()["shares"]}
    rows |= {date.fromisoformat(entry["from_on"]): entry for entry in _own(session).get("shares", ())}
    return {
        on: {kind: Decimal(entry[kind.value]) for kind in AwardKind if entry.get(kind.value)}
        for on, entry in rows.items()
    }


def _shares_on(session: Session, day: date) -> tuple[date, dict[AwardKind, Decimal]]:
    """Return the newest shares that hold on a day, of the first day known before it."""
    known = _all_shares(session)
    on = max((on for on in known if on <= day), default=min(known))
    return on, known[on]


def load(office: Office) -> AwardSettings:
    """Return what holds today, for the form."""
    with office.read() as session:
        pay = rules.base_pay_on(base_pays(session), office.today())
        since, shares = _shares_on(session, office.today())
        issuers = _issuers_on(session, office.today())
        told: dict[str, Any] = {name: shares.get(kind) for kind, name in SHARES.items()}
        told |= {f"{name}_by": issuers[kind] for kind, name in SHARES.items()}
        paper = heads.format_settings(session)
        return AwardSettings(
            base_pay=pay.amount if pay else None,
            base_pay_from=pay.from_on if pay else None,
            **told,
            shares_from=max(since, *_issuer_days(session, office.today())),
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
    for name in SHARES.values():
        share = getattr(draft, name)
        if share is not None and not 0 < share <= GREATEST:
            found.append(Problem(name, f"Hệ số phải lớn hơn 0 và không quá {GREATEST}; không có tiền thì để trống."))
    if draft.shares_from is None:
        found.append(Problem("shares_from", "Chưa có ngày áp dụng các hệ số này."))
    for name in ("offset_right", "offset_down"):
        if abs(getattr(draft, name)) > FARTHEST_MM:
            found.append(Problem(name, f"Độ dịch không quá {FARTHEST_MM} mm."))
    return found


def save(office: Office, draft: AwardSettings) -> Changes:
    """Save the settings; decisions issued before keep the money they gave. Raises Problems."""
    found = problems(draft)
    if found or draft.base_pay is None or draft.base_pay_from is None or draft.shares_from is None:
        raise Problems(found)
    with office.work("awards.settings", "Sửa mức thưởng, cách in giấy khen") as session:
        own = dict(_own(session))
        pays = {pay.from_on: pay.amount for pay in base_pays(session)}
        if pays.get(draft.base_pay_from) != draft.base_pay:
            kept = [entry for entry in own.get("base_pay", ()) if entry["from_on"] != draft.base_pay_from.isoformat()]
            own["base_pay"] = [*kept, {"from_on": draft.base_pay_from.isoformat(), "amount": draft.base_pay}]
        shares = {kind: share for kind, name in SHARES.items() if (share := getattr(draft, name)) is not None}
        if _all_shares(session).get(draft.shares_from) != shares:
            since = draft.shares_from.isoformat()
            kept = [entry for entry in own.get("shares", ()) if entry["from_on"] != since]
            own["shares"] = [*kept, {"from_on": since, **{kind.value: str(share) for kind, share in shares.items()}}]
        givers = {kind: getattr(draft, f"{name}_by").strip() for kind, name in SHARES.items()}
        if _issuers_on(session, draft.shares_from) != givers:
            since = draft.shares_from.isoformat()
            kept = [entry for entry in own.get("issuers", ()) if entry["from_on"] != since]
            own["issuers"] = [*kept, {"from_on": since, **{kind.value: who for kind, who in givers.items()}}]
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
