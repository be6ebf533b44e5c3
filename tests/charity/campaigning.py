"""A charity that may raise in public, and a campaign it holds."""

from datetime import timedelta

from django.utils import timezone

from charity.actions import campaigns, gifts
from charity.actions.campaigns import Papers
from charity.actions.facts import DonorFacts
from charity.models import Campaign, Recipient
from tests.charity.conftest import give, money

NOBODY = DonorFacts()


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def papers(start=20, days=1, **said):
    """Of one that began so many days ago."""
    values = {
        "title": "重阳义卖",
        "way": "sale",
        "certificate": "募资01",
        "filing_number": "慈募备001",
        "filed_on": ago(start + 10),
        "starts_on": ago(start),
        "ends_on": ago(start - days + 1),
        "place": "小广场",
        "purpose": "elders",
        "plan": "给独居老人装扶手",
    }
    return Papers(**{**values, **said})


def a_campaign(town, start=20, days=1, **said) -> Campaign:
    Recipient.objects.filter(organization=town.organization).update(raises_in_public=True)
    told = papers(start, days, **said)
    return campaigns.record(town.community, town.organization, told, actor=town.staff)


def for_it(town, campaign, amount=300, donor=NOBODY, here=True, **said):
    values = {"purpose": "elders", "offered_on": campaign.starts_on, "campaign": campaign}
    gift = give(town, money(amount, **{**values, **said}), donor=donor)
    return gifts.receive(gift, actor=town.secretary) if here else gift


def count(town, campaign, raised=300, **said):
    values = {"cost": 0, "text": "来了两百人，手工都卖完了。", **said}
    return campaigns.count(campaign, raised=raised, actor=town.staff, **values)


def published(town, campaign, raised=300, **said):
    count(town, campaign, raised, **said)
    return campaigns.publish(campaign, checked=True, actor=town.secretary)
