"""My data: everything the platform keeps about one person, across the rooms."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import ConsentKind, User
from accounts.queries import privacy
from accounts.roles import GRID_WORKER
from accounts.viewer import Viewer
from communities.models import Area, AreaScope, Resident
from core import personal


@dataclass(frozen=True)
class Subject:
    """Somebody this account may speak for in matters of data: oneself, one's own children."""

    key: UUID
    label: str
    scope: int | None
    guardian: UUID | None = None
    account: UUID | None = None
    """Of the one who signed in, beside his own record."""

    def key_for(self, kind: str) -> UUID:
        """To the use of the platform an account agrees, when it signs in; the rest a person."""
        return self.account if self.account and kind == ConsentKind.SERVICE else self.key

    @property
    def kinds(self) -> list[ConsentKind]:
        """A child's consent is one question; an adult's sensitive kinds are asked one by one."""
        if self.guardian:
            return [ConsentKind.CHILD, ConsentKind.PORTRAIT]
        return [kind for kind in ConsentKind if kind != ConsentKind.CHILD]


def subjects(viewer: Viewer) -> list[Subject]:
    """The viewer's own record first; without one the account itself; then his children."""
    if viewer.user is None:
        return []
    own = list(Resident.objects.present().filter(pk__in=viewer.resident_ids))
    children = Resident.objects.present().filter(guardian__in=viewer.resident_ids).order_by("pk")
    account = viewer.user.subject
    people = [Subject(r.subject, r.name.open(), r.community_id, account=account) for r in own]
    if not people:
        people = [Subject(viewer.user.subject, _("我的账号"), None)]
    guardian = own[0].subject if own else None
    return people + [
        Subject(child.subject, child.name.open(), child.community_id, guardian)
        for child in children
    ]


def chosen(viewer: Viewer, key: str) -> Subject:
    """One of the viewer's own subjects; anything else does not exist for him."""
    mine = subjects(viewer)
    found = next((subject for subject in mine if str(subject.key) == key), None)
    if found is None and key:
        raise Http404
    return found or mine[0]


def consents(subject: Subject) -> list[dict[str, Any]]:
    standing, notice = privacy.standing(subject.key), privacy.current_notice()
    if subject.account is not None:
        standing |= privacy.standing(subject.account)
    return [
        {
            "kind": kind.value,
            "label": kind.label,
            "event": standing.get(kind),
            "given": kind in standing and standing[kind].given,
            "outdated": kind in standing and privacy.is_outdated(standing[kind], notice),
        }
        for kind in subject.kinds
    ]


def export(viewer: Viewer, subject: Subject) -> dict[str, Any]:
    """Everything about this person, readable by a machine; the account goes with its owner."""
    keys = [subject.key]
    if viewer.user and subject.guardian is None and viewer.user.subject != subject.key:
        keys.append(viewer.user.subject)
    return personal.export_person(keys)


# --- the desk -----------------------------------------------------------------------------------


def readers(viewer: Viewer) -> list[tuple[int, str]]:
    """Colleagues in the viewer's communities who could be given access to children's records."""
    holders = (
        AreaScope.objects.filter(
            area__community_id__in=viewer.community_ids,
            grant__revoked_at__isnull=True,
            grant__role__in=[GRID_WORKER, "community_staff"],
        )
        .select_related("grant__user", "area__community")
        .order_by("grant__user_id")
    )
    named = {h.grant.user_id: f"{h.grant.user.name.open()} · {_place(h.area)}" for h in holders}
    return list(named.items())


def _place(area: Area) -> str:
    """A 04 网格 there is in every community."""
    around = area.community
    return area.title if around is None or around == area else f"{around.title} {area.title}"


def places(viewer: Viewer) -> list[tuple[int, str]]:
    areas = Area.objects.filter(pk__in=viewer.community_ids).order_by("position", "pk")
    return [(area.pk, area.title) for area in areas]


def get_reader(viewer: Viewer, pk: str) -> User:
    known = {str(user_id) for user_id, _label in readers(viewer)}
    if pk not in known:
        raise Http404
    return User.objects.get(pk=int(pk))
