"""The page of results: the month in figures, the calls to make, the exclusions to decide."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Level
from core import audit
from core.counting import counted
from requests.models import Exclusion, SecondCall, SecondCallDraw, ServiceRequest
from requests.queries.rates import Rates, of_month, this_month
from requests.tiers import Tier, tier_of
from requests.workflow import Status

SHOWN = 50


@dataclass(frozen=True)
class Results:
    rates: Rates
    is_street: bool
    street: Area | None
    draw: SecondCallDraw | None
    to_call: list[SecondCall]
    called: list[SecondCall]
    to_decide: list[Exclusion]
    decided: list[Exclusion]

    @property
    def differing(self) -> int:
        return sum(call.differs for call in self.called)


def results(viewer: Viewer) -> Results:
    tier = tier_of(viewer)
    if tier is None or tier < Tier.COMMUNITY or viewer.sleeping:
        raise Http404
    street = street_of(viewer)
    month = this_month()
    draw = SecondCallDraw.objects.filter(street=street, month=month).first() if street else None
    calls = list(
        SecondCall.objects.visible_to(viewer)
        .select_related("rating__service_request__item", "community", "draw")
        .order_by("-draw__month", "pk")[: 2 * SHOWN]
    )
    asked = list(
        Exclusion.objects.visible_to(viewer)
        .select_related("service_request__item", "community", "asked_by", "decided_by")
        .order_by("-pk")[: 2 * SHOWN]
    )
    for exclusion in asked:
        for colleague in (exclusion.asked_by, exclusion.decided_by):
            if colleague is not None:
                colleague.name.disclose()
    return Results(
        rates=of_month(viewer, month),
        is_street=tier == Tier.STREET,
        street=street,
        draw=draw,
        to_call=[call for call in calls if not call.is_made],
        called=[call for call in calls if call.is_made],
        to_decide=[one for one in asked if not one.decision],
        decided=[one for one in asked if one.decision],
    )


def waiting(viewer: Viewer) -> tuple[int, int]:
    """At the street: calls that were drawn and not made, requests to be left out of the figures."""
    if viewer.sleeping or tier_of(viewer) != Tier.STREET:
        return 0, 0
    found = counted(
        calls=SecondCall.objects.visible_to(viewer).filter(outcome=""),
        exclusions=Exclusion.objects.manageable_by(viewer).filter(decision=""),
    )
    return found["calls"], found["exclusions"]


def street_of(viewer: Viewer) -> Area | None:
    if tier_of(viewer) != Tier.STREET:
        return None
    return Area.objects.filter(pk__in=viewer.area_ids, level=Level.STREET).first()


def get_call(viewer: Viewer, pk: int) -> SecondCall:
    call = (
        SecondCall.objects.visible_to(viewer)
        .select_related("rating__service_request__item", "community", "draw")
        .filter(pk=pk)
        .first()
    )
    if call is None or tier_of(viewer) != Tier.STREET:
        raise Http404
    return call


def number_for(viewer: Viewer, call: SecondCall) -> dict[str, Any]:
    """The number and the name in clear, once, for this call; noted with who looked."""
    row = call.rating.service_request
    audit.read(row, ("contact_name", "contact_phone"), viewer.user, _("二次回访"))
    return {
        "name": row.contact_name.open(),
        "phone": call.rating.call_back.open() or row.contact_phone.open(),
    }


def get_exclusion(viewer: Viewer, pk: int) -> Exclusion:
    found = (
        Exclusion.objects.manageable_by(viewer)
        .select_related("service_request__item", "community", "asked_by")
        .filter(pk=pk, decision="")
        .first()
    )
    if found is None:
        raise Http404
    found.asked_by.name.disclose()
    return found


def may_ask_exclusion(viewer: Viewer, row: ServiceRequest) -> bool:
    """The community's desk, for one that counts and was not asked about before."""
    if row.status != Status.CLOSED or (tier_of(viewer) or 0) < Tier.COMMUNITY or viewer.sleeping:
        return False
    return not Exclusion.objects.filter(service_request=row).exists()
