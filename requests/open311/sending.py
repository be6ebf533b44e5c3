"""A posted report: where it is, what is asked, and then the same action as for everybody."""

import re
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Building
from core.exceptions import DomainError
from requests.actions import intake
from requests.actions.intake import Need
from requests.forms.machine import MachineOrderForm, as_fields
from requests.models import ApiToken, MenuItem, ServiceRequest
from requests.open311.asking import given, number
from requests.open311.formats import fault
from requests.queries import open311 as queries
from requests.queries.open311 import Ground
from requests.queries.place import Place, place_of
from requests.workflow import Channel

LONGEST = 4000
"""As GeoReport v2 promises."""
_ATTRIBUTE = re.compile(r"attribute\[(\d{1,15})\](\[\])?")


class Spot:
    """lat and long, or an address, or the number of a building: at least one must be there."""

    def __init__(self, sent: QueryDict, where: Ground, viewer: Viewer) -> None:
        lat, long = number(sent, "lat"), number(sent, "long")
        self.words = given(sent, "address_string")
        self.building = self._building(sent, where)
        if (lat is None) != (long is None):
            raise fault(400, _("lat 和 long 要一起写"))
        if lat is None and not self.words and self.building is None:
            raise fault(400, _("要写在哪里：lat 和 long，或者 address_string，或者 address_id"))
        self.community: Area | None = None
        self.grid: Area | None = None
        if self.building is not None:
            self.community, self.grid = self.building.community, self.building.grid
        elif lat is not None and long is not None:
            found = queries.place_of_point(where, (long, lat))
            if found is not None:
                self.community, self.grid = found
            self.words = self.words or f"{lat:.6f}, {long:.6f}"
        self.community = self.community or _only(where) or _own(where, viewer)
        if self.community is None:
            raise fault(400, _("认不出是哪个社区，请写 jurisdiction_id"))
        if viewer.is_staff and self.community.pk not in viewer.community_ids:
            raise fault(403, _("这把密钥不能在这个社区提交"))

    def _building(self, sent: QueryDict, where: Ground) -> Building | None:
        text = given(sent, "address_id")
        if not text:
            return None
        found = queries.building_numbered(where, text)
        if found is None:
            raise fault(404, _("没有这个 address_id"))
        return found

    @property
    def address(self) -> str:
        return self.words or str(self.building or "")


def submit(sent: QueryDict, where: Ground, token: ApiToken, viewer: Viewer) -> ServiceRequest:
    item = _item(sent, where)
    spot = Spot(sent, where, viewer)
    assert spot.community is not None  # Spot refuses otherwise  # noqa: S101
    own = place_of(viewer)
    at_home = not viewer.is_staff and own.community == spot.community
    place = Place(spot.community, own.profile if at_home else None, own.people if at_home else [])
    form = MachineOrderForm(
        as_fields(_values(sent, spot, item, token)), viewer=viewer, place=place, item=item
    )
    form.allow_words(LONGEST)
    if not form.is_valid():
        raise fault(400, *(f"{_named(name)}: {said[0]}" for name, said in form.faults.items()))
    values = form.cleaned_data
    need = Need(
        community=spot.community,
        words=values["words"],
        channel=Channel.MACHINE,
        item=item,
        grid=spot.grid,
        building=spot.building,
        resident=place.people[0] if place.people else None,
        contact_name=values.get("contact_name", "")
        or (place.people[0].name.open() if place.people else ""),
        contact_phone=values["contact_phone"]
        or ("" if viewer.is_staff else viewer.actor.phone.open()),
        address=spot.address,
        answers=form.answers,
        consent_note=_("由“{program}”提交，本人在那里同意").format(program=token.name)[:120]
        if viewer.is_staff
        else "",
    )
    try:
        return intake.submit(need, by=viewer)
    except DomainError as error:
        raise fault(400, str(error)) from error


def _values(sent: QueryDict, spot: Spot, item: MenuItem, token: ApiToken) -> dict[str, Any]:
    words = given(sent, "description") or str(item)
    if len(words) > LONGEST:
        raise fault(400, _("description 最长 %(most)s 个字") % {"most": LONGEST})
    name = " ".join(filter(None, (given(sent, "last_name"), given(sent, "first_name"))))
    return {
        "words": words,
        "contact_name": name or str(token.name)[:32],
        "contact_phone": given(sent, "phone"),
        "address": spot.address[:120],
        "answers": _answers(sent),
    }


def _item(sent: QueryDict, where: Ground) -> MenuItem:
    code = given(sent, "service_code")
    if not code:
        raise fault(400, _("要写 service_code"))
    item = queries.services(where).filter(code=code).first()
    if item is None:
        raise fault(404, _("没有这个 service_code"))
    return item


def _answers(sent: QueryDict) -> dict[str, str]:
    """attribute[12]=v, or attribute[12][]=v as often as there are values."""
    found = {}
    for name in sent:
        matched = _ATTRIBUTE.fullmatch(name)
        if matched:
            found[matched.group(1)] = ", ".join(sent.getlist(name))
    return found


def _named(name: str) -> str:
    if name.startswith("answers."):
        return f"attribute[{name.removeprefix('answers.')}]"
    return {"words": "description", "contact_phone": "phone", "address": "address_string"}.get(
        name, name or "request"
    )


def _only(where: Ground) -> Area | None:
    return where.communities[0] if len(where.communities) == 1 else None


def _own(where: Ground, viewer: Viewer) -> Area | None:
    return next((one for one in where.communities if one.pk in viewer.community_ids), None)
