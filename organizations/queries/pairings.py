"""Pairing agreements: the list of both sides and of the street, and the page of one."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.access import is_official, keeps_lists
from communities.history import Event
from communities.models import Area
from organizations.kinds import Family
from organizations.models import (
    AgreementTerm,
    Organization,
    Pairing,
    PairingLine,
    PairingYear,
    SchoolGroup,
    Secondment,
)
from organizations.models.pairings import PairingQuerySet
from organizations.partner_workflow import (
    COMMUNITY,
    STREET,
    UNIT,
    AgreementKind,
    LineStatus,
    PairingStatus,
)
from organizations.queries.past import past_of

SHOWN = 200


def sees_partners(viewer: Viewer) -> bool:
    """The community, the unit, the street above: for agreements and for assessments."""
    awake = viewer.is_staff and not viewer.sleeping
    sides = keeps_lists(viewer) or is_official(viewer) or bool(viewer.organization_ids)
    return awake and sides


def parts_of(viewer: Viewer, community_id: int, organization_id: int) -> set[str]:
    """What this viewer is to a community and a unit."""
    parts = set()
    if organization_id in viewer.organization_ids:
        parts.add(UNIT)
    if community_id in viewer.community_ids and not viewer.sleeping:
        parts |= {COMMUNITY} if keeps_lists(viewer) else set()
        parts |= {STREET} if is_official(viewer) else set()
    return parts


@dataclass(frozen=True)
class PairingBoard:
    rows: list[Pairing]
    over: list[Pairing]
    may_draft: bool


@dataclass(frozen=True)
class PairingPage:
    pairing: Pairing
    lists: list[tuple[str, str, list[PairingLine]]]
    """Code, name and lines of each of the three."""
    done: int
    total: int
    late: int
    terms: list[AgreementTerm]
    groups: list[SchoolGroup]
    """Of a school's agreement, by their days."""
    sent: list[Secondment]
    """And whom it has stationed here, for who may know."""
    years: list[PairingYear]
    history: list[Event]


def board(viewer: Viewer) -> PairingBoard:
    """What ends first stands first; what is being drafted stands last."""
    if not sees_partners(viewer):
        raise Http404
    seen = Pairing.objects.visible_to(viewer).with_progress()
    seen = seen.select_related("organization", "community")
    drafts_last = Case(
        When(status=PairingStatus.DRAFT, then=1), default=0, output_field=IntegerField()
    )
    standing = seen.standing().order_by(drafts_last, "ends_on", "pk")
    over = seen.exclude(pk__in=Pairing.objects.standing().values("pk"))
    return PairingBoard(
        rows=list(standing[:SHOWN]),
        over=list(over.order_by("-ends_on", "-pk")[:20]),
        may_draft=may_draft(viewer),
    )


def may_draft(viewer: Viewer) -> bool:
    return keeps_lists(viewer) or bool(viewer.organization_ids)


def get_pairing(viewer: Viewer, pk: int) -> Pairing:
    if not sees_partners(viewer):
        raise Http404
    rows = Pairing.objects.visible_to(viewer)
    rows = rows.select_related("organization", "community", "third")
    return get_object_or_404(rows, pk=pk)


def get_line(viewer: Viewer, pk: int) -> PairingLine:
    seen = Pairing.objects.manageable_by(viewer).values("pk")
    rows = PairingLine.objects.filter(pairing__in=seen)
    return get_object_or_404(rows.select_related("pairing__organization"), pk=pk)


def pairing_page(viewer: Viewer, pairing: Pairing) -> PairingPage:
    lines = list(pairing.lines.all())
    kept = [line for line in lines if line.status != LineStatus.DROPPED]
    return PairingPage(
        pairing=pairing,
        lists=[
            (kind.value, str(kind.label), [line for line in lines if line.kind == kind])
            for kind in PairingLine.Kind
        ],
        done=sum(line.status == LineStatus.DONE for line in kept),
        total=len(kept),
        late=sum(line.is_late for line in kept),
        terms=list(pairing.terms.all()) if pairing.kind == AgreementKind.UNIVERSITY else [],
        groups=list(standing_groups(pairing)) if pairing.kind == AgreementKind.UNIVERSITY else [],
        sent=_sent(viewer, pairing),
        years=list(pairing.years.all()),
        history=past_of(viewer, pairing, pairing.community_id),
    )


def _sent(viewer: Viewer, pairing: Pairing) -> list[Secondment]:
    if pairing.kind != AgreementKind.UNIVERSITY:
        return []
    rows = Secondment.objects.visible_to(viewer).running()
    rows = rows.filter(organization=pairing.organization_id, community=pairing.community_id)
    return list(rows.order_by("starts_on", "pk")[:SHOWN])


def thirds(pairing: Pairing) -> "QuerySet[Organization]":
    """Any other of the register."""
    rows = Organization.objects.active().exclude(pk=pairing.organization_id)
    return rows.order_by("name_key", "pk")


def standing_groups(pairing: Pairing) -> "QuerySet[SchoolGroup]":
    return pairing.groups.filter(ended_on__isnull=True)


def of_my_units(viewer: Viewer) -> PairingQuerySet:
    """For a manager's own desk."""
    rows = Pairing.objects.standing().filter(organization__in=viewer.organization_ids)
    return rows.with_progress().select_related("community").order_by("ends_on", "pk")


def ending_for(viewer: Viewer) -> PairingQuerySet:
    """For the morning of the community, and of the unit."""
    if not keeps_lists(viewer) and not viewer.organization_ids:
        return Pairing.objects.none()
    return Pairing.objects.ending().manageable_by(viewer).order_by("ends_on", "pk")


def units_to_choose(viewer: Viewer) -> "QuerySet[Organization]":
    """His own units, or any partner of the register for the staff."""
    units = Organization.objects.active().filter(family=Family.PARTNER)
    if viewer.organization_ids:
        units = units.filter(pk__in=viewer.organization_ids)
    return units.order_by("name_key", "pk")


def communities_to_choose(viewer: Viewer) -> "QuerySet[Area]":
    places = Area.objects.communities()
    if not viewer.organization_ids:
        places = places.filter(pk__in=viewer.community_ids)
    return places.order_by("path")
