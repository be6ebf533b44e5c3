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

from accounts.models import ConsentEvent
from accounts.queries import privacy, resets
from accounts.roles import DataClass
from accounts.viewer import Viewer
from charity.models import Allocation, FundEnding, Loan, SharingRule, StockMovement
from charity.queries import aid, earnings, funds, gifts, library, meals, programmes, stock
from communities.models import Resident
from communities.queries import duty, notices, person, residents, rooms, staff
from core import audit
from core.exceptions import DomainError
from core.models import KeepsNumbers
from grids.models import BuildingHead, GroupReport, HandoverItem, WorkerAppointment
from grids.queries import appointments, groups
from organizations.queries import checkins, organizations, social_workers, unit_checkins
from points.models import Posting, ShelfMovement
from points.queries import accounts as point_accounts
from points.queries import records as point_records
from points.queries import store as point_store
from requests.models import (
    AffairEvent,
    Custody,
    Forward,
    MoneyLine,
    OutingFinding,
    Party,
    ProtectiveStep,
    Rating,
    Recusal,
    RequestEvent,
    SubTask,
    WhistleCall,
    WhistleMark,
)
from requests.queries import (
    affairs,
    contact,
    heart_cards,
    hooks,
    outings,
    queue,
    recurring,
    results,
    telephone,
    whistles,
    wishes,
)
from requests.queries.sealed import get_protective
from volunteers.queries import certificates, hours, teams

Finder = Callable[[Viewer, int], Any]
ID_LENGTH = 15
"""A number this long is an ID number, old or new; the shorter ones are telephones."""


def _scoped(rows: Callable[[Viewer], "models.QuerySet[Any]"]) -> Finder:
    return lambda viewer, pk: get_object_or_404(rows(viewer), pk=pk)


def _part_of(model: type[models.Model], owner: str, whole: Finder) -> Finder:
    """What is written beside a thing opens for whoever finds the thing."""

    def find(viewer: Viewer, pk: int) -> Any:
        row = get_object_or_404(model, pk=pk)
        whole(viewer, getattr(row, owner))
        return row

    return find


def _consent(viewer: Viewer, pk: int) -> ConsentEvent:
    event = get_object_or_404(ConsentEvent, pk=pk)
    about = get_object_or_404(Resident, subject=event.subject)
    residents.get_visible(viewer, about.pk)
    if not person.reads_consents(viewer, about):
        raise Http404
    return event


def _case(viewer: Viewer, pk: int) -> Any:
    """As long as its address and telephone are open."""
    row = queue.get_case(viewer, pk)
    if not contact.contact_is_open(viewer, row):
        raise Http404
    return row


def _protective_step(viewer: Viewer, pk: int) -> ProtectiveStep:
    step = get_object_or_404(ProtectiveStep.objects.select_related("case"), pk=pk)
    get_protective(viewer, step.case.service_request_id)
    return step


FINDERS: dict[str, Finder] = {
    "grids.handover": appointments.get_handover,
    "grids.handoveritem": _part_of(HandoverItem, "handover_id", appointments.get_handover),
    "grids.workerappointment": _scoped(WorkerAppointment.objects.manageable_by),
    "grids.groupreport": _scoped(GroupReport.objects.visible_to),
    "grids.tenhouseholdgroup": groups.get_manageable_group,
    "grids.buildinghead": _part_of(BuildingHead, "building_id", groups.get_building),
    "communities.mergerecord": person.get_manageable_merge,
    "communities.shiftswap": duty.get_swap,
    "communities.notice": notices.get_at_desk,
    "communities.roombooking": rooms.get_booking,
    "accounts.consentevent": _consent,
    "accounts.minoraccessapproval": _scoped(privacy.approvals),
    "accounts.platformcomplaint": _scoped(privacy.complaints),
    "accounts.rolegrant": staff.get_arranged,
    "accounts.secondfactorreset": resets.get_reset,
    "charity.gift": gifts.get_gift,
    "charity.allocation": _part_of(Allocation, "gift_id", gifts.get_gift),
    "charity.aidrecord": aid.get_aid,
    "charity.bookline": funds.get_line,
    "charity.fundending": _scoped(FundEnding.objects.visible_to),
    "charity.fundproposal": funds.get_proposal,
    "charity.fundreport": funds.get_report,
    "charity.idleasset": earnings.get_asset,
    "charity.income": earnings.get_income,
    "charity.potline": earnings.get_move,
    "charity.sharingrule": _scoped(SharingRule.objects.manageable_by),
    "charity.diner": programmes.get_diner,
    "charity.meal": meals.get_meal,
    "charity.programmemonth": programmes.get_month,
    "charity.loan": _part_of(Loan, "thing_id", library.get_thing),
    "charity.stockmovement": _part_of(StockMovement, "lot_id", stock.get_lot),
    "points.record": point_records.get_record,
    "points.shelfmovement": _part_of(ShelfMovement, "item_id", point_store.get_item),
    "points.posting": _part_of(Posting, "account_id", point_accounts.get_account),
    "organizations.organization": organizations.get_at_desk,
    "organizations.socialworker": social_workers.get_worker,
    "organizations.stationing": social_workers.get_stationing,
    "organizations.membercheckin": checkins.get_member,
    "organizations.unitcheckin": unit_checkins.get_unit,
    "volunteers.volunteerteam": teams.get_at_desk,
    "volunteers.servicerecord": hours.get_at_desk,
    "volunteers.hourquestion": hours.get_question,
    "volunteers.certificate": certificates.get_at_desk,
    "requests.servicerequest": _case,
    "requests.party": _part_of(Party, "service_request_id", _case),
    "requests.recusal": _part_of(Recusal, "service_request_id", _case),
    "requests.rating": _part_of(Rating, "service_request_id", _case),
    "requests.requestevent": _part_of(RequestEvent, "service_request_id", _case),
    "requests.forward": _part_of(Forward, "service_request_id", _case),
    "requests.subtask": _part_of(SubTask, "service_request_id", _case),
    "requests.moneyline": _part_of(MoneyLine, "service_request_id", _case),
    "requests.outing": outings.get_outing,
    "requests.outingfinding": _part_of(OutingFinding, "outing_id", outings.get_outing),
    "requests.inquiry": affairs.get_inquiry,
    "requests.affair": affairs.get_affair,
    "requests.affairevent": _part_of(AffairEvent, "affair_id", affairs.get_affair),
    "requests.custody": _part_of(Custody, "affair_id", affairs.get_affair),
    "requests.call": telephone.get_call,
    "requests.callback": telephone.get_call_back,
    "requests.exclusion": results.get_exclusion,
    "requests.secondcall": results.get_call,
    "requests.heartcard": heart_cards.get_card,
    "requests.webhook": hooks.get_hook,
    "requests.protectivestep": _protective_step,
    "requests.recurringorder": recurring.get_rule,
    "requests.whistle": whistles.get_whistle,
    "requests.whistlecall": _part_of(WhistleCall, "whistle_id", whistles.get_whistle),
    "requests.whistlemark": _part_of(WhistleMark, "whistle_id", whistles.get_whistle),
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
