"""What time takes away and what it leaves: an authority that ended, a home somebody moved from."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.viewer import Viewer
from communities.models import Authority, Binding, CareLabel
from requests.models import ServiceRequest


def lapsed(viewer: Viewer, row: ServiceRequest) -> bool:
    """He brought it for somebody who lets him act no longer: he reads what he wrote, no more."""
    whom = row.resident_id
    if row.reporter_id != viewer.user_id or viewer.user_id is None or whom is None:
        return False
    if whom in viewer.resident_ids | viewer.acts_for:
        return False
    given = Authority.objects.filter(user_id=viewer.user_id, resident_id=whom)
    return given.exists() and not given.in_force().exists()


def deputies_ended(row: ServiceRequest) -> set[int]:
    """Accounts that act no longer for whom it is: they hear no more of it."""
    if row.resident_id is None:
        return set()
    given = Authority.objects.filter(resident_id=row.resident_id)
    living = given.in_force().values("user_id")
    ended = given.exclude(user_id__in=living).exclude(
        user_id__in=Binding.objects.standing().filter(resident_id=row.resident_id).values("user_id")
    )
    return set(ended.values_list("user_id", flat=True))


def homes_left(viewer: Viewer) -> "QuerySet[Binding]":
    """Where he was himself in the register until he moved. Bindings that ended for any other
    reason leave nothing: it may have been somebody else's record, or the number is another's."""
    return Binding.objects.filter(
        user_id=viewer.user_id or 0, end_reason=CareLabel.Ending.MOVED, ended_at__isnull=False
    )


def noted_before_he_left(viewer: Viewer) -> Q:
    """What a colleague wrote down for him while he still lived there."""
    then = homes_left(viewer).filter(
        resident=OuterRef("resident_id"), ended_at__gte=OuterRef("created_at")
    )
    homes = homes_left(viewer).values("resident")
    return Q(Exists(then), resident__in=homes, is_confidential=False)


def was_for_him(viewer: Viewer, row: ServiceRequest) -> bool:
    if viewer.is_staff or row.is_confidential or row.resident_id is None:
        return False
    homes = homes_left(viewer).filter(resident_id=row.resident_id)
    return homes.filter(ended_at__gte=row.created_at).exists()
