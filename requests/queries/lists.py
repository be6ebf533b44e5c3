"""The three lists as everybody reads them, and as the desk prepares the next version."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile
from communities.queries.place import profile_at, profile_for
from core import scope
from organizations.queries.organizations import has_register
from requests.listing import Entry, by_key, composed, may_release
from requests.models import ListRelease, MenuItem
from requests.models.lists import ListField, ListName

SHOWN = 50
NAMED, LONGEST = 6, 300


@dataclass(frozen=True)
class Line:
    name: str
    by: str
    note: Any
    day: date | None
    url: str


@dataclass(frozen=True)
class Section:
    label: Any
    fields: list[tuple[Any, list[Line]]]

    @property
    def count(self) -> int:
        return sum(len(lines) for _field, lines in self.fields)


@dataclass(frozen=True)
class Published:
    community: Area
    profile: CommunityProfile
    release: ListRelease | None
    """None: nothing was published yet."""
    sections: list[Section] = field(default_factory=list)
    versions: list[ListRelease] = field(default_factory=list)
    is_newest: bool = True


@dataclass(frozen=True)
class Preparing:
    community: Area
    last: ListRelease | None
    versions: list[ListRelease]
    added: list[str]
    gone: list[str]
    changed: list[str]
    count: int

    @property
    def differs(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def published(viewer: Viewer, pk: int, number: int | None = None) -> Published:
    """The newest version, or an older one as it was. What can still be ordered, claimed or
    enrolled in leads there; the lines of an older one lead nowhere."""
    profile = profile_at(pk)
    if profile is None:
        raise Http404
    rows = ListRelease.objects.filter(community=profile.area_id)
    versions = list(rows.defer("entries").order_by("-number")[:SHOWN])
    newest = versions[0].number if versions else None
    release = rows.filter(number=number or newest).first() if newest else None
    if release is None:
        if number is not None:
            raise Http404
        return Published(profile.area, profile, None)
    is_newest = release.number == newest
    open_now: set[str] = set()
    if is_newest:
        with scope.entered([profile.area_id], user_id=viewer.user_id):
            open_now = set(by_key(composed(profile.area)))
    sections = _sections(release.entries, open_now, claims=has_register(viewer))
    return Published(profile.area, profile, release, sections, versions, is_newest)


def preparing(viewer: Viewer) -> Preparing:
    """What the next version would say, beside what the last one does."""
    community = community_for(viewer)
    versions = list(ListRelease.objects.filter(community=community).order_by("-number")[:SHOWN])
    last = versions[0] if versions else None
    now, before = by_key(composed(community)), by_key(last.entries if last else [])
    return Preparing(
        community,
        last,
        versions,
        added=[_said(one, "name") for key, one in now.items() if key not in before],
        gone=[_said(one, "name") for key, one in before.items() if key not in now],
        changed=[
            _said(one, "name") for key, one in now.items() if key in before and before[key] != one
        ],
        count=len(now),
    )


def in_words(ready: Preparing) -> str:
    """What is different, as a first draft of the sentence that hangs beside the lists."""
    if ready.last is None:
        return _("第一版")
    said = [
        (_("添了 {names}"), ready.added),
        (_("去了 {names}"), ready.gone),
        (_("改了 {names}"), ready.changed),
    ]
    parts = [words.format(names="、".join(names[:NAMED])) for words, names in said if names]  # data
    return "；".join(parts)[:LONGEST]  # data


def community_for(viewer: Viewer) -> Area:
    profile = profile_for(viewer) if may_release(viewer) else None
    if profile is None:
        raise Http404
    return profile.area


def _sections(entries: list[Entry], open_now: set[str], *, claims: bool) -> list[Section]:
    found = []
    for name in ListName:
        fields = []
        for each in ListField:
            lines = [
                _line(one, one["key"] in open_now, claims)
                for one in entries
                if (one["list"], one["field"]) == (name, each)
            ]
            if lines:
                fields.append((each.label, lines))
        found.append(Section(name.label, fields))
    return found


def _line(one: Entry, is_open: bool, claims: bool) -> Line:
    kind, key = one["key"].split(":", 1)
    url = ""
    if is_open and kind == "service":
        url = reverse("requests:order_item", args=[key])
    elif is_open and kind == "activity":
        url = reverse("activities:activity", args=[key])
    elif is_open and kind == "demand" and claims:
        url = reverse("organizations:demand", args=[key])
    price = one.get("price")
    return Line(
        name=_said(one, "name"),
        by=_said(one, "by"),
        note=MenuItem.Price(price).label if price else "",
        day=date.fromisoformat(one["day"]) if one.get("day") else None,
        url=url,
    )


def _said(one: Entry, name: str) -> str:
    english = one.get(f"{name}_en") if get_language() == "en" else ""
    return str(english or one.get(name, ""))
