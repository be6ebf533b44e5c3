"""What somebody said yes or no to, as the desk reads it on his page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import ConsentEvent, RoleGrant, User
from accounts.queries import privacy
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER, SOCIAL_WORKER
from accounts.viewer import Viewer
from communities.models import Resident
from core.words import listed

ASKERS = (GRID_WORKER, COMMUNITY_STAFF, COMMUNITY_SECRETARY, SOCIAL_WORKER)


@dataclass(frozen=True)
class ConsentLine:
    kind: str
    given: bool
    at: datetime
    version: int
    is_outdated: bool
    how: str
    """In words: how asked, by whom, before which witness; by himself on his phone."""
    row: ConsentEvent


def consents_of(resident: Resident) -> list[ConsentLine]:
    """The last word about each kind."""
    events = list(
        ConsentEvent.objects.standing(resident.subject)
        .exclude(kind="service")
        .select_related("notice", "asked_by", "on_behalf_by")
    )
    notice = privacy.current_notice() if events else None
    guardian = resident.guardian
    return [
        ConsentLine(
            kind=event.get_kind_display(),
            given=event.given,
            at=event.at,
            version=event.notice.version,
            is_outdated=privacy.is_outdated(event, notice),
            how=_in_words(event, guardian),
            row=event,
        )
        for event in events
    ]


def _in_words(event: ConsentEvent, guardian: Resident | None) -> str:
    if event.on_behalf_by is None:
        said = [_("自己在手机上办的")]
    else:
        said = [event.get_how_display() or event.evidence]
        if event.how and event.evidence != event.get_how_display():
            said.append(event.evidence)
        asker = event.asked_by or event.on_behalf_by
        said.append(_("询问人 {name}").format(name=asker.name.open()))
        if event.witness:
            said.append(_("见证人 {name}").format(name=event.witness.open()))
    if guardian is not None and event.guardian == guardian.subject:
        said.append(_("监护人 {name}").format(name=guardian.name.open()))
    return listed(said)


def askers(viewer: Viewer, resident: Resident) -> "QuerySet[User]":
    """Who may have asked: the people who work in his community."""
    if viewer.user is None:
        return User.objects.none()
    here = RoleGrant.objects.in_force().filter(
        role__in=ASKERS, area_scopes__area__community_id=resident.community_id
    )
    return User.objects.filter(pk__in=here.values("user_id")).order_by("pk")


def guardian_of(resident: Resident) -> "QuerySet[Resident]":
    return Resident.objects.present().filter(wards=resident)
