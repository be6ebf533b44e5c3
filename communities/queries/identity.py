"""What an account sees about itself: who it is, for whom it acts, who acts for it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.models import Authority, Binding


@dataclass(frozen=True)
class Identity:
    pk: int
    name: str
    place: str
    how: str
    since: object = None
    until: object = None


@dataclass(frozen=True)
class IdentityPage:
    mine: list[Identity]
    acting: list[Identity]
    actors: list[Identity]
    silent_days: int


def identity_page(viewer: Viewer) -> IdentityPage:
    """A person reads his own name in full, and the names of those who trust him."""
    return IdentityPage(
        mine=[
            Identity(
                row.pk,
                row.resident.name.open(),
                row.community.title,
                str(row.get_proof_display()),
                since=row.bound_at,
            )
            for row in _my_bindings(viewer).select_related("resident", "community")
        ],
        acting=[
            Identity(
                row.pk,
                row.resident.name.open(),
                row.community.title,
                f"{row.get_relation_display()} · {row.get_purpose_display()}",
                row.valid_from,
                row.valid_to,
            )
            for row in Authority.objects.in_force()
            .filter(user=viewer.user_id)
            .select_related("resident", "community")
            .order_by("pk")
        ],
        actors=[
            Identity(
                row.pk,
                str(row.user.name) or str(row.user.phone),
                row.community.title,
                f"{row.get_relation_display()} · {row.get_purpose_display()}",
                row.valid_from,
                row.valid_to,
            )
            for row in _over_me(viewer).select_related("user", "community").order_by("pk")
        ],
        silent_days=settings.BINDING_SILENT_DAYS,
    )


def get_my_binding(viewer: Viewer, pk: int) -> Binding:
    return get_object_or_404(_my_bindings(viewer), pk=pk)


def get_revocable_authority(viewer: Viewer, pk: int) -> Authority:
    """Both may end it: who let the other act, and who was let."""
    mine = Authority.objects.in_force().filter(user=viewer.user_id)
    return get_object_or_404((mine | _over_me(viewer)), pk=pk)


def _my_bindings(viewer: Viewer) -> "QuerySet[Binding]":
    return Binding.objects.standing().filter(user=viewer.user_id).order_by("pk")


def _over_me(viewer: Viewer) -> "QuerySet[Authority]":
    bound = Binding.objects.standing().filter(user=viewer.user_id)
    return Authority.objects.in_force().filter(resident__in=bound.values("resident"))
