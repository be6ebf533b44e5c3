"""Who may be on the line: every register asked by the blind index of the number, none by its text.

Only what the viewer's own role may read: a dispatcher without the register sees the orders, and
no neighbour's name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import Binding, Resident
from communities.queries.residents import address_of, rows_for, with_everything
from core import crypto
from organizations.models import ContactPerson
from requests import saying
from requests.models import Call, RequestEvent, ServiceRequest
from requests.workflow import OPEN
from volunteers.models import Volunteer

MOST_PEOPLE = 6
MOST_ORDERS = 5
MOST_CALLS = 4
SPOKE = ("contact", "confirm", "confirm_low", "message")
HOW: dict[str, Any] = {
    "register": gettext_lazy("名册里的电话"),
    "account": gettext_lazy("登录用的号码"),
    "household": gettext_lazy("和他同住"),
    "earlier": gettext_lazy("上次打来时"),
}


@dataclass(frozen=True)
class Person:
    """Somebody it may be: one of the register, who can be chosen."""

    resident: Resident
    name: str
    detail: str
    address: str
    how: str
    url: str
    care: tuple[str, ...] = ()
    is_direct: bool = True
    """The number is his; not only that of somebody he lives with."""


@dataclass(frozen=True)
class Also:
    """What else this number stands for; to know, not to choose."""

    what: str
    detail: str
    url: str


@dataclass(frozen=True)
class Caller:
    people: list[Person] = field(default_factory=list)
    also: list[Also] = field(default_factory=list)
    orders: list[dict[str, Any]] = field(default_factory=list)
    """Open ones first, then the last that ended."""
    spoke: list[dict[str, Any]] = field(default_factory=list)
    """When somebody of the place last rang him or stood at his door, and what was said."""
    calls: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sure(self) -> Person | None:
        """The only one whose number it is."""
        direct = [person for person in self.people if person.is_direct]
        return direct[0] if len(direct) == 1 else None

    @property
    def open_count(self) -> int:
        return sum(one["is_open"] for one in self.orders)


def who_may_be(viewer: Viewer, call: Call) -> Caller:
    number = call.phone.open()
    index = crypto.blind_index("phone", number) if number else ""
    people = list(_people(viewer, call, index))
    known = [person.resident.pk for person in people if person.is_direct]
    orders = _orders(viewer, index, known)
    return Caller(
        people=people,
        also=list(_also(viewer, index)) if index else [],
        orders=[_order(row) for row in orders],
        spoke=_spoke(orders),
        calls=_calls(viewer, call, index, known),
    )


def _people(viewer: Viewer, call: Call, index: str) -> Iterator[Person]:
    """By the register's number, by the account's, by the last call; then who lives with them."""
    how: dict[int, str] = {}
    residents = Resident.objects.visible_to(viewer).present()
    if call.resident_id:
        how[call.resident_id] = str(HOW["earlier"])
    if index:
        bound = Binding.objects.standing().filter(user__phone_index=index).values("resident")
        for pk, own in residents.filter(Q(phone_index=index) | Q(pk__in=bound)).values_list(
            "pk", "phone_index"
        ):
            how[pk] = str(HOW["register"] if own == index else HOW["account"])
        before = Call.objects.filter(phone_index=index, resident__isnull=False)
        for pk in before.exclude(pk=call.pk).values_list("resident", flat=True).distinct()[:3]:
            how.setdefault(pk, str(HOW["earlier"]))
    if not how:
        return
    homes = residents.filter(pk__in=how).exclude(household=None).values("household")
    found = with_everything(residents.filter(Q(pk__in=how) | Q(household__in=homes)).order_by("pk"))
    rows = sorted(found[: MOST_PEOPLE * 2], key=lambda one: (one.pk not in how, one.pk))
    rows = rows[:MOST_PEOPLE]
    for resident, row in zip(rows, rows_for(viewer, rows), strict=True):
        detail = " · ".join(filter(None, [row.gender, row.age, row.grid]))
        yield Person(
            resident=resident,
            name=row.name,
            detail=detail,
            address=address_of(resident) if viewer.sees(DataClass.PERSONAL) else "",
            how=how.get(resident.pk, str(HOW["household"])),
            url=reverse("communities:resident", args=[resident.pk]),
            care=row.care,
            is_direct=resident.pk in how,
        )


def _also(viewer: Viewer, index: str) -> Iterator[Also]:
    if viewer.role.browses_residents:
        volunteers = Volunteer.objects.visible_to(viewer).filter(
            Q(phone_index=index) | Q(user__phone_index=index)
        )
        for one in volunteers[:2]:
            if viewer.sees(DataClass.PERSONAL):
                one.name.disclose()
            yield Also(
                _("志愿者"),
                f"{one.name} · {one.get_status_display()}",
                reverse("volunteers:volunteer", args=[one.pk]),
            )
    contacts = ContactPerson.objects.visible_to(viewer).filter(phone_index=index)
    for contact in contacts.select_related("organization")[:2]:
        yield Also(
            _("单位联系人"),
            " · ".join(filter(None, [str(contact.organization), contact.position])),
            reverse("organizations:organization", args=[contact.organization_id]),
        )


def _orders(viewer: Viewer, index: str, residents: list[int]) -> list[ServiceRequest]:
    if not index and not residents:
        return []
    rule = Q(resident_id__in=residents, is_confidential=False)
    if index:
        rule |= Q(contact_phone_index=index)
    rows = ServiceRequest.objects.manageable_by(viewer).filter(rule)
    newest = rows.select_related("grid", "item").order_by("-created_at", "-pk")[: MOST_ORDERS * 3]
    return sorted(newest, key=lambda row: row.status not in OPEN)[:MOST_ORDERS]


def _order(row: ServiceRequest) -> dict[str, Any]:
    return {
        "row": row,
        "is_open": row.is_open,
        "promise": saying.promise(row),
        "when": saying.when(timezone.localtime(row.created_at)),
    }


def _spoke(orders: list[ServiceRequest]) -> list[dict[str, Any]]:
    events = RequestEvent.objects.filter(service_request__in=orders, step__in=SPOKE)
    return [
        {
            "text": str(saying.LINES[event.step]),
            "note": event.note,
            "when": saying.when(timezone.localtime(event.at)),
        }
        for event in events.order_by("-id")[:MOST_CALLS]
    ]


def _calls(viewer: Viewer, call: Call, index: str, residents: list[int]) -> list[dict[str, Any]]:
    rule = Q(resident_id__in=residents)
    if index:
        rule |= Q(phone_index=index)
    rows = Call.objects.visible_to(viewer).ended().filter(rule).exclude(pk=call.pk)
    return [
        line(viewer, row) for row in rows.select_related("taken_by").order_by("-pk")[:MOST_CALLS]
    ]


def line(viewer: Viewer, row: Call) -> dict[str, Any]:
    """One row of the log: who took it, what came of it."""
    if viewer.sees(DataClass.PERSONAL):
        row.caller_name.disclose()
    row.taken_by.name.disclose()
    return {
        "row": row,
        "who": str(row.taken_by.name),
        "outcome": str(row.get_outcome_display()),
        "when": saying.when(timezone.localtime(row.started_at)),
    }
