"""Numbers that somebody wrote into running text: kept apart, sealed, and opened for a purpose.

The text shows masks (core.models.KeepsNumbers). Who works with the row may have the numbers back,
as far as his role reads such values, for a purpose, and every look is written down. Each kind of
row says here in whose scope it is found: by the query of the page its text stands on.
"""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import ConsentEvent, MinorAccessApproval, RoleGrant
from accounts.queries import privacy, resets
from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import Resident
from communities.queries import duty, notices, person, residents, rooms, staff
from core import audit
from core.exceptions import DomainError
from core.models import KeepsNumbers
from grids.models import BuildingHead, GroupReport, HandoverItem, WorkerAppointment
from grids.queries import appointments, groups
from organizations.queries import checkins, organizations, social_workers, unit_checkins
from requests.models import (
    AffairEvent,
    Custody,
    Forward,
    Party,
    ProtectiveStep,
    Rating,
    Recusal,
    RequestEvent,
    WhistleCall,
    WhistleMark,
)
from requests.queries import (
    affairs,
    contact,
    heart_cards,
    hooks,
    queue,
    recurring,
    results,
    telephone,
    whistles,
    wishes,
)
from requests.queries.sealed import get_protective
from volunteers.queries import teams

Finder = Callable[[Viewer, int], Any]
ID_LENGTH = 15
"""A number this long is an ID number, old or new; the shorter ones are telephones."""


def _scoped(rows: Callable[[Viewer], "models.QuerySet[Any]"]) -> Finder:
    return lambda viewer, pk: get_object_or_404(rows(viewer), pk=pk)


def _item(viewer: Viewer, pk: int) -> HandoverItem:
    item = get_object_or_404(HandoverItem, pk=pk)
    appointments.get_handover(viewer, item.handover_id)
    return item


def _head(viewer: Viewer, pk: int) -> BuildingHead:
    head = get_object_or_404(BuildingHead, pk=pk)
    groups.get_building(viewer, head.building_id)
    return head


def _consent(viewer: Viewer, pk: int) -> ConsentEvent:
    event = get_object_or_404(ConsentEvent, pk=pk)
    about = get_object_or_404(Resident, subject=event.subject)
    residents.get_visible(viewer, about.pk)
    if not person.reads_consents(viewer, about):
        raise Http404
    return event


def _of_request(model: type[models.Model]) -> Finder:
    """What is written about a request opens as long as its address and telephone do."""

    def find(viewer: Viewer, pk: int) -> Any:
        row: Any = get_object_or_404(model, pk=pk)
        about = queue.get_case(viewer, row.service_request_id)
        if not contact.contact_is_open(viewer, about):
            raise Http404
        return row

    return find


def _of_affair(model: type[models.Model]) -> Finder:
    def find(viewer: Viewer, pk: int) -> Any:
        row: Any = get_object_or_404(model, pk=pk)
        affairs.get_affair(viewer, row.affair_id)
        return row

    return find


def _of_whistle(model: type[models.Model]) -> Finder:
    def find(viewer: Viewer, pk: int) -> Any:
        row: Any = get_object_or_404(model, pk=pk)
        whistles.get_whistle(viewer, row.whistle_id)
        return row

    return find


def _protective_step(viewer: Viewer, pk: int) -> ProtectiveStep:
    step = get_object_or_404(ProtectiveStep.objects.select_related("case"), pk=pk)
    get_protective(viewer, step.case.service_request_id)
    return step


def _case(viewer: Viewer, pk: int) -> Any:
    row = queue.get_case(viewer, pk)
    if not contact.contact_is_open(viewer, row):
        raise Http404
    return row


def _grant(viewer: Viewer, pk: int) -> RoleGrant:
    return staff.get_arranged(viewer, pk)


def _approvals(viewer: Viewer) -> "models.QuerySet[MinorAccessApproval]":
    return privacy.approvals(viewer)


FINDERS: dict[str, Finder] = {
    "grids.handover": appointments.get_handover,
    "grids.handoveritem": _item,
    "grids.workerappointment": _scoped(WorkerAppointment.objects.manageable_by),
    "grids.groupreport": _scoped(GroupReport.objects.visible_to),
    "grids.tenhouseholdgroup": groups.get_manageable_group,
    "grids.buildinghead": _head,
    "communities.mergerecord": person.get_manageable_merge,
    "communities.shiftswap": duty.get_swap,
    "communities.notice": notices.get_at_desk,
    "communities.roombooking": rooms.get_booking,
    "accounts.consentevent": _consent,
    "accounts.minoraccessapproval": _scoped(_approvals),
    "accounts.platformcomplaint": _scoped(privacy.complaints),
    "accounts.rolegrant": _grant,
    "accounts.secondfactorreset": resets.get_reset,
    "organizations.organization": organizations.get_at_desk,
    "organizations.socialworker": social_workers.get_worker,
    "organizations.stationing": social_workers.get_stationing,
    "organizations.membercheckin": checkins.get_member,
    "organizations.unitcheckin": unit_checkins.get_unit,
    "volunteers.volunteerteam": teams.get_at_desk,
    "requests.servicerequest": _case,
    "requests.party": _of_request(Party),
    "requests.recusal": _of_request(Recusal),
    "requests.rating": _of_request(Rating),
    "requests.requestevent": _of_request(RequestEvent),
    "requests.forward": _of_request(Forward),
    "requests.inquiry": affairs.get_inquiry,
    "requests.affair": affairs.get_affair,
    "requests.affairevent": _of_affair(AffairEvent),
    "requests.custody": _of_affair(Custody),
    "requests.call": telephone.get_call,
    "requests.callback": telephone.get_call_back,
    "requests.exclusion": results.get_exclusion,
    "requests.secondcall": results.get_call,
    "requests.heartcard": heart_cards.get_card,
    "requests.webhook": hooks.get_hook,
    "requests.protectivestep": _protective_step,
    "requests.recurringorder": recurring.get_rule,
    "requests.whistle": whistles.get_whistle,
    "requests.whistlecall": _of_whistle(WhistleCall),
    "requests.whistlemark": _of_whistle(WhistleMark),
    "requests.wish": wishes.get_for_desk,
}


def find(viewer: Viewer, kind: str, pk: int) -> KeepsNumbers:
    """The row, in the viewer's scope, with something sealed in it that he may read."""
    finder = FINDERS.get(kind)
    if finder is None or viewer.sleeping or not viewer.sees(DataClass.PERSONAL):
        raise Http404
    row: KeepsNumbers = finder(viewer, pk)
    if not row.numbers:
        raise Http404
    return row


@transaction.atomic
def reveal(viewer: Viewer, row: KeepsNumbers, purpose: str) -> list[str]:
    """In clear, noted, and only so many an hour; ID numbers only for who reads such."""
    if not purpose.strip():
        raise DomainError(_("请选择查看的用途"), field="purpose")
    person.refuse_after_many(viewer)
    audit.read(row, ["numbers"], viewer.user, purpose)
    return [_for(viewer, number) for number in row.numbers.open().split("\n") if number]


def _for(viewer: Viewer, number: str) -> str:
    if len(number) >= ID_LENGTH and not viewer.sees(DataClass.SENSITIVE):
        return _("（一个身份证号：您的角色看不到）")
    return number
