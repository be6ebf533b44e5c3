"""Who works where, as those see it who arrange it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.handover import Open, open_duties, unsealed
from accounts.models import RoleGrant, User
from accounts.models.grants import RoleGrantQuerySet
from accounts.roles import ROLES, Reach
from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.levels import LEVELS
from communities.models import Area, AreaScope
from core.words import listed


@dataclass(frozen=True)
class Post:
    """One role somebody holds, told in full names to those who arrange it."""

    grant: RoleGrant
    places: list[str]
    duties: list[Open] = field(default_factory=list)

    @property
    def lent_to(self) -> list[RoleGrant]:
        today = timezone.localdate()
        return [
            lent
            for lent in self.grant.delegations.all()
            if lent.revoked_at is None and lent.ends_on and lent.ends_on >= today
        ]

    @property
    def name(self) -> str:
        return self.grant.user.name.open() or str(self.grant.user.phone)


def roster(viewer: Viewer) -> list[Post]:
    """Roles this viewer may give, held inside his places; by place, then by name."""
    grants = _with_places(RoleGrant.objects.in_force().filter(_arranged_by(viewer)))
    return sorted(map(_post, grants), key=lambda post: (post.places, post.grant.pk))


def own_posts(viewer: Viewer) -> list[Post]:
    """My own roles, and what is open in my hands by each of them."""
    grants = _with_places(RoleGrant.objects.in_force().filter(user_id=viewer.user_id or 0))
    return [_post(grant, open_duties(grant)) for grant in grants]


def get_arranged(viewer: Viewer, pk: int) -> RoleGrant:
    """A grant that is the viewer's own, or for him to arrange."""
    rule = _arranged_by(viewer) | Q(user_id=viewer.user_id or 0)
    grant = _with_places(RoleGrant.objects.in_force().filter(rule, pk=pk)).first()
    if grant is None or viewer.sleeping:
        raise Http404
    return grant


def get_lent(viewer: Viewer, pk: int) -> RoleGrant:
    """What was lent from a grant of mine, or to me."""
    lent = RoleGrant.objects.filter(delegated_from__isnull=False, revoked_at__isnull=True)
    mine = Q(delegated_from__user_id=viewer.user_id or 0) | Q(user_id=viewer.user_id or 0)
    found = lent.filter(mine, pk=pk).select_related("delegated_from").first()
    if found is None or viewer.sleeping:
        raise Http404
    return found


def in_hands(viewer: Viewer, grant: RoleGrant) -> str:
    """What must go into other hands before its holder may leave."""
    waiting = open_duties(grant)
    if grant.user_id != viewer.user_id:
        waiting = unsealed(waiting)
    if not waiting:
        return _("手上没有要交的事，写明原因就可以离任。")
    what = listed(f"{duty.title} {duty.count}" for duty in waiting)
    return _("要交给别人的：{what}。选好接手的人，这些一并转过去。").format(what=what)


def get_given(viewer: Viewer, pk: int) -> RoleGrant:
    """A grant of a role this viewer may give and take."""
    grant = get_arranged(viewer, pk)
    if grant.user_id == viewer.user_id or grant.role not in viewer.role.grants:
        raise Http404
    return grant


def colleagues(grant: RoleGrant) -> "QuerySet[User]":
    """Who else works in the same places, below, or in the same community; who works for the
    community is not followed by the head of an organisation in it."""
    places = [scope.area for scope in grant.area_scopes.all()]
    if places:
        where = Q(pk__in=[])
        for place in places:
            where |= Q(area_scopes__area__path__startswith=place.path)
            if place.community_id:
                where |= Q(area_scopes__area__community_id=place.community_id)
    else:
        where = Q(role=grant.role)
    alike = RoleGrant.objects.in_force().filter(where, role__in=ROLES[grant.role].stood_in_for_by)
    others = alike.exclude(user_id=grant.user_id)
    return User.objects.filter(pk__in=others.values("user_id"), is_active=True).order_by("pk")


def communities_left(grant: RoleGrant) -> "QuerySet[AreaScope, Any]":
    """Where nothing may stay in his hands when this grant ends: the communities of it, unless
    he goes on working there by another one of his own. To be asked inside another question."""
    others = RoleGrant.objects.in_force().filter(user_id=grant.user_id).exclude(pk=grant.pk)
    staying = others.filter(delegated_from__isnull=True, ends_on__isnull=True)
    places = AreaScope.objects.filter(area__community__isnull=False).values("area__community")
    return places.filter(grant=grant).exclude(area__community__in=places.filter(grant__in=staying))


def places_to_give(viewer: Viewer) -> "QuerySet[Area]":
    """Where this viewer may put somebody: the levels of the roles he may give, in his places."""
    levels = {level for role in viewer.role.appoints for level in LEVELS[ROLES[role].reach]}
    areas = Area.objects.filter(level__in=levels, is_active=True)
    if viewer.role.reach != Reach.PLATFORM:
        areas = areas.filter(_under(viewer, "path"))
    return areas.order_by("path")


def _arranged_by(viewer: Viewer) -> Q:
    if not viewer.is_staff or viewer.sleeping or not viewer.role.grants:
        return NOTHING
    rule = Q(role__in=viewer.role.grants)
    if viewer.role.reach != Reach.PLATFORM:
        rule &= Q(area_scopes__area_id__in=Area.objects.filter(_under(viewer, "path")).values("pk"))
    return rule


def _under(viewer: Viewer, path: str) -> Q:
    rule = NOTHING
    for own in Area.objects.filter(pk__in=viewer.area_ids).values_list("path", flat=True):
        rule |= Q(**{f"{path}__startswith": own})
    return rule


def _with_places(grants: RoleGrantQuerySet) -> RoleGrantQuerySet:
    return (
        grants.select_related("user", "delegated_from__user")
        .prefetch_related("area_scopes__area", "delegations__user")
        .distinct()
        .order_by("pk")
    )


def _post(grant: RoleGrant, duties: list[Open] | None = None) -> Post:
    """Colleagues are told to each other by their full names."""
    grant.user.name.disclose()
    if grant.delegated_from:
        grant.delegated_from.user.name.disclose()
    for lent in grant.delegations.all():
        lent.user.name.disclose()
    places = [scope.area.title for scope in grant.area_scopes.all()]
    return Post(grant, sorted(places), duties or [])
