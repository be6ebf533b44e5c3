"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from charity.queries import campaigns, funds, gifts, programmes, stock
from core.words import says_enough

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    words = text.strip()
    if not says_enough(words):
        return []
    return [
        *_gifts(viewer, words),
        *_campaigns(viewer, words),
        *_lots(viewer, words),
        *_programmes(viewer, words),
        *_funds(viewer, words),
        *_proposals(viewer, words),
    ]


def _gifts(viewer: Viewer, words: str) -> list[dict[str, Any]]:
    return [
        {
            "title": str(gift),
            "subtitle": f"{gift.donor_title} · {gift.get_status_display()}",
            "url": reverse("charity:gift", args=[gift.pk]),
            "icon": "gift",
        }
        for gift in gifts.find(viewer, words)[:MOST]
    ]


def _campaigns(viewer: Viewer, words: str) -> list[dict[str, Any]]:
    return [
        {
            "title": str(campaign),
            "subtitle": f"{campaign.organization.title} · {campaign.stands}",
            "url": reverse("charity:campaign", args=[campaign.pk]),
            "icon": "horn",
        }
        for campaign in campaigns.find(viewer, words)[:MOST]
    ]


def _lots(viewer: Viewer, words: str) -> list[dict[str, Any]]:
    return [
        {
            "title": str(lot),
            "subtitle": lot.left,
            "url": reverse("charity:lot", args=[lot.pk]),
            "icon": "bag",
        }
        for lot in stock.find(viewer, words)[:MOST]
    ]


def _programmes(viewer: Viewer, words: str) -> list[dict[str, Any]]:
    return [
        {
            "title": str(programme),
            "subtitle": f"{programme.get_kind_display()} · {programme.asks}",
            "url": reverse("charity:programme", args=[programme.pk]),
            "icon": "heart-care",
        }
        for programme in programmes.find(viewer, words)
    ]


def _funds(viewer: Viewer, words: str) -> list[dict[str, Any]]:
    return [
        {
            "title": fund.name,
            "subtitle": _("已终止") if fund.ended_on else fund.community.title,
            "url": f"{reverse('charity:desk_fund')}?fund={fund.pk}",
            "icon": "scales",
        }
        for fund in funds.find(viewer, words)[:MOST]
    ]


def _proposals(viewer: Viewer, words: str) -> list[dict[str, Any]]:
    return [
        {
            "title": str(proposal),
            "subtitle": f"{proposal.fund.name} · {proposal.get_status_display()}",
            "url": f"{reverse('charity:desk_fund')}?fund={proposal.fund_id}",
            "icon": "scales",
        }
        for proposal in funds.find_proposals(viewer, words)
    ]
