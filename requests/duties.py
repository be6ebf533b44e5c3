"""In which capacities somebody stands to a request: what the table's duties mean here."""

from collections.abc import Sequence

from accounts.roles import PRIVACY_OFFICER
from accounts.viewer import Viewer
from requests import formerly, granting, guests
from requests.eligibility import hindrances
from requests.independence import is_independent
from requests.models import Party, ProtectiveCase, SealedAuthor, ServiceRequest
from requests.models.parties import Role
from requests.workflow import Duty, Status
from volunteers.models import Volunteer

WORK = {Role.LEAD: Duty.HANDLER, Role.HELPER: Duty.HELPER}
MAY_OPEN = frozenset({PRIVACY_OFFICER})
"""Who may open the name behind a report: he reads who wrote it and not what was written; who
handles it, the other way round."""


def duties_of(
    viewer: Viewer,
    service_request: ServiceRequest,
    *,
    parties: Sequence[Party] | None = None,
    manages: bool | None = None,
) -> frozenset[Duty]:
    """A page hands over what it has read: who has a part in it, and whether it is the work of this
    viewer's desk."""
    if viewer.user_id is None:
        return frozenset({Duty.REPORTER} if is_reporter(viewer, service_request) else ())
    duties = set()
    if is_reporter(viewer, service_request):
        duties.add(Duty.REPORTER)
    if service_request.is_public and not viewer.is_staff:
        duties.add(Duty.NEIGHBOUR)
    working = working_on(service_request) if parties is None else parties
    duties |= {WORK[Role(party.role)] for party in working if party.works and party.is_of(viewer)}
    if service_request.status == Status.CLOSED and is_affected(viewer, service_request):
        duties.add(Duty.AFFECTED)
    if service_request.status == Status.POOLED and is_candidate(viewer, service_request):
        duties.add(Duty.CANDIDATE)
    begun = service_request.status == Status.IN_PROGRESS and Duty.HANDLER not in duties
    if begun and is_asked(viewer, service_request):
        duties.add(Duty.CANDIDATE)
    if manages is None:
        manages = is_managed(viewer, service_request)
    if manages:
        duties.add(Duty.DESK)
        if service_request.status == Status.COMPLETED and is_independent(viewer, service_request):
            duties.add(Duty.VERIFIER)
    elif service_request.is_protective and _guards(viewer, service_request):
        duties.add(Duty.DESK)
    if not duties - {Duty.NEIGHBOUR} and formerly.was_for_him(viewer, service_request):
        duties.add(Duty.REPORTER)
    return frozenset(duties)


def _guards(viewer: Viewer, service_request: ServiceRequest) -> bool:
    hands = ProtectiveCase.objects.in_the_hands_of(viewer)
    return hands.filter(service_request=service_request).exists()


def may_open(viewer: Viewer) -> bool:
    return viewer.role.code in MAY_OPEN and viewer.is_staff and not viewer.sleeping


def is_reporter(viewer: Viewer, service_request: ServiceRequest) -> bool:
    """Who brought it, or whom it is for, or who acts for him; not in a role he was given."""
    if viewer.is_staff:
        return False
    if viewer.user_id is None:
        return guests.is_his(viewer, service_request)
    if service_request.reporter_id == viewer.user_id:
        return not formerly.lapsed(viewer, service_request)
    if service_request.is_sealed:
        return SealedAuthor.objects.filter(
            service_request=service_request, user=viewer.user
        ).exists()
    if service_request.is_confidential:
        return False
    return service_request.resident_id in viewer.resident_ids | viewer.acts_for


def is_affected(viewer: Viewer, service_request: ServiceRequest) -> bool:
    """He said that it touches him as well; for himself, not in a role he was given."""
    if viewer.is_staff or viewer.user_id is None:
        return False
    standing = Party.objects.standing().filter(service_request=service_request, role=Role.AFFECTED)
    return standing.of_user(viewer).exists()


def is_candidate(viewer: Viewer, service_request: ServiceRequest) -> bool:
    """An active volunteer of the place, acting for himself, who did not ask for it himself; for
    a wish on the wall also a Party member and an organisation."""
    if is_reporter(viewer, service_request):
        return False
    if granting.hangs(service_request) and granting.lane_for(viewer, service_request):
        return True
    if viewer.is_staff:
        return False
    own = Volunteer.objects.active().filter(user_id=viewer.user_id or 0)
    volunteer = own.first_with_skills()
    return volunteer is not None and not hindrances(volunteer, service_request)


def is_asked(viewer: Viewer, service_request: ServiceRequest) -> bool:
    """To stand in for who has it now."""
    return service_request.offers.waiting().of_user(viewer).exists()


def working_on(service_request: ServiceRequest) -> list[Party]:
    """Who leads it and who helps, in person or as an office."""
    return list(Party.objects.standing().working().filter(service_request=service_request))


def is_managed(viewer: Viewer, service_request: ServiceRequest) -> bool:
    return ServiceRequest.objects.manageable_by(viewer).filter(pk=service_request.pk).exists()
