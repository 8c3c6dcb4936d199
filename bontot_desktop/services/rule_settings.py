"""How the rules of eligibility hold in a campaign, for services that already have it at hand."""

from __future__ import annotations

from decimal import Decimal

from bontot_desktop.db.models.recognition import Campaign, CampaignRule
from bontot_desktop.rules import eligibility_rules as rules
from bontot_desktop.rules.eligibility_rules import RuleSetting


def settings_of(campaign: Campaign) -> dict[str, RuleSetting]:
    """Return how every rule holds in a campaign, by code."""
    return rules.settings(setting_of(row) for row in campaign.rules)


def parameter(campaign: Campaign, code: str) -> Decimal:
    """Return the figure a campaign asks by a rule; 0 where the rule is off."""
    setting = settings_of(campaign)[code]
    return (setting.parameter or Decimal(0)) if setting.is_on else Decimal(0)


def setting_of(row: CampaignRule) -> RuleSetting:
    """Return a stored row as plain values."""
    return RuleSetting(row.code, row.is_on, row.severity, row.parameter, row.message)


def row_of(setting: RuleSetting) -> CampaignRule:
    """Return the row to store for a setting."""
    return CampaignRule(
        code=setting.code,
        is_on=setting.is_on,
        severity=setting.severity,
        parameter=setting.parameter,
        message=setting.message,
    )


def take_over(last: Campaign, campaign: Campaign) -> None:
    """Give a new campaign the rules of the last one."""
    campaign.rules.extend(row_of(setting_of(row)) for row in last.rules)
