"""Who is who: the five societies in this place's words, and whom to ask in each of them.

The rooms above know their own people; each adds whom to ask:

    @who_to_ask("volunteer")
    def stations(community: Area) -> list[Contact]: ...
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile
from communities.queries.wording import wording
from communities.wording import LISTS, MATTERS, SOCIETIES, STEPS


@dataclass(frozen=True)
class Contact:
    label: str
    phone: str = ""
    url: str = ""


@dataclass(frozen=True)
class Named:
    name: str
    text: str


@dataclass(frozen=True)
class Society:
    code: str
    name: str
    role: str
    does: str
    contacts: list[Contact]


@dataclass(frozen=True)
class About:
    community: Area | None
    communities: list[Area]
    promise: str
    societies: list[Society]
    steps: list[Named]
    matters: list[Named]
    lists: list[Named]


Finder = Callable[[Area], list[Contact]]
_finders: defaultdict[str, list[Finder]] = defaultdict(list)


def who_to_ask(society: str) -> Callable[[Finder], Finder]:
    def register(finder: Finder) -> Finder:
        if society not in SOCIETIES:
            raise RuntimeError(f"there is no society called {society}")
        _finders[society].append(finder)
        return finder

    return register


def get_about(viewer: Viewer, pk: int | None) -> About:
    """Of the community asked for, or one's own; without either in everybody's words."""
    communities = list(Area.objects.communities().order_by("path"))
    chosen = pk or _usual(viewer)
    community = next((area for area in communities if area.pk == chosen), None)
    if pk is not None and community is None:
        raise Http404

    def say(code: str) -> str:
        return wording(code, community)

    return About(
        community=community,
        communities=communities,
        promise=say("platform.promise"),
        societies=[
            Society(
                code,
                say(f"society.{code}.name"),
                say(f"society.{code}.role"),
                say(f"society.{code}.does"),
                _contacts(code, community),
            )
            for code in SOCIETIES
        ],
        steps=[Named(say(f"step.{step}.seal"), say(f"step.{step}.name")) for step in STEPS],
        matters=[Named(say(f"matter.{m}.name"), say(f"matter.{m}.does")) for m in MATTERS],
        lists=[Named(say(f"list.{one}.name"), say(f"list.{one}.does")) for one in LISTS],
    )


def _usual(viewer: Viewer) -> int | None:
    """One's own, or the one chosen on this device; a guest who chose none reads everybody's."""
    if viewer.community_ids:
        return viewer.community_ids[0]
    return viewer.place_id


def _contacts(society: str, community: Area | None) -> list[Contact]:
    if community is None:
        return []
    return [contact for find in _finders[society] for contact in find(community)]


@who_to_ask("community")
def service_centre(community: Area) -> list[Contact]:
    profile = CommunityProfile.objects.filter(area=community).first()
    phone = profile.telephone if profile else ""
    return [
        Contact(_("服务中心"), phone=phone, url=reverse("communities:centre", args=[community.pk]))
    ]
