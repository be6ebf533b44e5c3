"""A protective case never stays with somebody who left.

The successor takes his place where he serves there and has no interest in it; else the one behind
moves up and the next of the place stands behind him. Who names the officer hears that nobody is.
"""

from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, User
from core import audit, messaging, scope
from core.exceptions import DomainError
from requests import interests
from requests.actions import protecting
from requests.models import ProtectiveCase, ProtectiveOfficer, ServiceRequest
from requests.models.protective import NAMES, SERVE, offices

MOST = 100
"""In one round; the next minute goes on."""


@transaction.atomic
def pass_on(
    case: ProtectiveCase, *, gone: set[int], to: User | None, actor: User | None, note: str
) -> None:
    row = protecting.hold(case)
    request = row.service_request
    away = User.objects.filter(Q(pk__in=interests.barred(request).values("pk")) | Q(pk__in=gone))
    stays = [user for user in (row.officer, row.backup) if user and user.pk not in gone]
    heir = [to] if to is not None and _may_hold(to, row, away) else []
    people = heir + stays if row.officer_id in gone else stays + heir
    if len(people) < 2:
        people += protecting.officers(row.community, without=away)
    first, *others = {user.pk: user for user in people}.values()
    known = {row.officer_id, row.backup_id}
    if first.pk != row.officer_id:
        row.seen_at = None
    row.officer, row.backup = first, next(iter(others), None)
    row.save(update_fields=["officer", "backup", "seen_at"])
    ServiceRequest.objects.filter(pk=request.pk).update(keeper=first)
    step = protecting.write(row, protecting.What.HANDED, note, actor)
    protecting.tell(row, "protective", f"requests.protective_step:{step.pk}", besides=known)
    audit.record("requests.protective.handed", request, actor=actor, details={"to": first.pk})


def mend() -> None:
    """Dismissed, run out, closed: whatever way somebody left, the next minute sees it."""
    with scope.entered(scope.EVERYTHING):
        for case in ProtectiveCase.objects.open().stranded().select_related("community")[:MOST]:
            two = [user for user in (case.officer_id, case.backup_id) if user is not None]
            gone = {user for user in two if not offices(user, case.community).exists()}
            try:
                pass_on(case, gone=gone, to=None, actor=None, note="")
            except DomainError:
                continue  # nobody is there: tried again until somebody is


def held_by(grant: RoleGrant) -> int:
    """Asked in one statement; who has another office of his own is looked at closely."""
    user = grant.user_id
    others = RoleGrant.objects.in_force().filter(user=user).exclude(pk=grant.pk)
    stays = Exists(others.filter(delegated_from__isnull=True, ends_on__isnull=True))
    with scope.entered(scope.EVERYTHING):
        cases = ProtectiveCase.objects.open().filter(Q(officer=user) | Q(backup=user))
        named = ProtectiveOfficer.objects.standing().filter(user=user, area__scopes__grant=grant)
        held = list(cases.values_list(stays).union(named.values_list(stays), all=True))
    if not any(elsewhere for (elsewhere,) in held):
        return len(held)
    return len(left_by(grant)) + len(named_by_virtue_of(grant))


def left_by(grant: RoleGrant) -> list[ProtectiveCase]:
    """Open in his hands, where he holds no other office than the one he gives up."""
    with scope.entered(scope.EVERYTHING):
        held = (
            ProtectiveCase.objects.open()
            .select_related("community")
            .filter(Q(officer=grant.user_id) | Q(backup=grant.user_id))
        )
        return [case for case in held if not _stays(offices(grant.user_id, case.community), grant)]


def named_by_virtue_of(grant: RoleGrant) -> list[ProtectiveOfficer]:
    """Places whose named officer he is by this office and by no other."""
    named = ProtectiveOfficer.objects.standing().filter(
        user=grant.user_id, area__scopes__grant=grant
    )
    here = RoleGrant.objects.in_force().filter(user=grant.user_id, role__in=SERVE)
    return [
        one
        for one in named.select_related("area")
        if not _stays(here.filter(area_scopes__area=one.area_id), grant)
    ]


@transaction.atomic
def unname(named: ProtectiveOfficer, *, actor: User) -> None:
    """Who names him, nearest first, is told that the place has none."""
    named.ended_at = timezone.now()
    named.save(update_fields=["ended_at"])
    area = named.area
    audit.record(
        "requests.protective.unnamed", named, actor=actor, scope=area.community_id,
        details={"area": area.pk, "user": named.user_id},
    )  # fmt: skip
    for place in reversed(area.ancestor_ids):
        grants = RoleGrant.objects.in_force().filter(role__in=NAMES, area_scopes__area=place)
        deciders = User.objects.filter(pk__in=grants.values("user"), is_active=True)
        if people := list(deciders.exclude(pk=named.user_id)):
            break
    else:
        return
    for user in people:
        messaging.send(
            "requests.protective_unnamed",
            to_user=user,
            scope=area.community_id,
            context={"place": area.title},
            dedup_key=f"requests.protective_unnamed:{named.pk}",
            link=reverse("requests:protective"),
        )


def _stays(offices_there: "QuerySet[RoleGrant]", grant: RoleGrant) -> bool:
    """By an office of his own without an end."""
    others = offices_there.exclude(pk=grant.pk)
    return others.filter(delegated_from__isnull=True, ends_on__isnull=True).exists()


def _may_hold(user: User, row: ProtectiveCase, away: "QuerySet[User]") -> bool:
    serving = offices(user.pk, row.community).filter(role__in=SERVE)
    return serving.exists() and not away.filter(pk=user.pk).exists()
