"""The editor of a campaign's rules of eligibility: on or off, hard or soft, their figures, the office's own words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import eligibility_rules as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.eligibility_rules import Rule, RuleSetting
from bontot_desktop.services import campaigns, rule_settings
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as it holds in a campaign; ``id`` is its place in the list."""

    id: int
    rule: Rule
    setting: RuleSetting

    @property
    def is_usual(self) -> bool:
        """Whether the campaign says nothing of its own."""
        return self.setting == rules.usual(self.rule)

    @property
    def words(self) -> str:
        """The parameter as lists show it."""
        return rules.parameter_words(self.rule, self.setting.parameter)


def rows(office: Office, campaign_id: int) -> list[RuleRow]:
    """Return every rule as it holds in a campaign, in the order of the codes. Raises NotFound."""
    with office.read() as session:
        held = rule_settings.settings_of(campaigns.find(session, campaign_id))
    return [RuleRow(place, rule, held[rule.code]) for place, rule in enumerate(rules.RULES)]


def may_edit(office: Office, campaign_id: int) -> bool:
    """Say whether the rules may still be changed: until the campaign is decided. Raises NotFound."""
    with office.read() as session:
        return campaigns.find(session, campaign_id).state not in campaigns.DECIDED


def save(office: Office, campaign_id: int, setting: RuleSetting) -> Changes:
    """Let a rule hold so in a campaign. Raises Problems (field "parameter"), NotFound, Refused once it is decided."""
    chosen = rules.cleaned(setting)
    found = rules.fault(chosen)
    if found:
        raise Problems([Problem("parameter", found)])
    with office.work("campaigns.rules", "Sửa điều kiện xét") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_decided(campaign)
        _write(session, campaign, [chosen])
        session.sentence = f"Sửa điều kiện xét {chosen.code} năm {campaign.year}"
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def reset(office: Office, campaign_id: int, codes: Collection[str] | None = None) -> Changes:
    """Let rules hold as usual again; all of them for None. Raises NotFound, Refused once the campaign is decided."""
    with office.work("campaigns.rules", "Đưa điều kiện xét về mặc định") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_decided(campaign)
        _write(session, campaign, [rules.usual(rule) for rule in rules.RULES if codes is None or rule.code in codes])
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def _write(session: Session, campaign: Campaign, chosen: Sequence[RuleSetting]) -> None:
    """Keep of the settings those that are not as usual."""
    kept = {row.code: row for row in campaign.rules}
    for one in chosen:
        row = kept.get(one.code)
        if one == rules.usual(rules.rule_of(one.code)):
            if row is not None:
                campaign.rules.remove(row)
        elif row is None:
            campaign.rules.append(rule_settings.row_of(one))
        else:
            row.is_on, row.severity, row.parameter, row.message = one.is_on, one.severity, one.parameter, one.message
    session.flush()
