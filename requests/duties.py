"""In which capacities somebody stands to a request: what the table's duties mean here."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Known:
    """What whoever asks has read already, so that it is not read again."""

    parties: Sequence[Party] | None = None
    """Who has a part in it."""
    manages: bool | None = None
    """Whether it is the work of this viewer's desk."""
    volunteer: Volunteer | None = None
    """Himself, with what he can."""


NOTHING_YET = Known()
ALL = frozenset(Duty)
AT_WORK = frozenset(WORK.values())


def duties_of(
    viewer: Viewer,
    service_request: ServiceRequest,
    known: Known = NOTHING_YET,
    among: frozenset[Duty] = ALL,
) -> frozenset[Duty]:
    """Which of those `among` he has; what a step does not ask for is not looked up."""
    if viewer.user_id is None:
        return frozenset({Duty.REPORTER} if is_reporter(viewer, service_request) else ())
    duties, was_his = set(), False
    if Duty.REPORTER in among:
        if is_reporter(viewer, service_request):
            duties.add(Duty.REPORTER)
        elif was_his := formerly.was_for_him(viewer, service_request):
            among = ALL  # it counts for who has nothing else to do with it
    if service_request.is_public and not viewer.is_staff:
        duties.add(Duty.NEIGHBOUR)
    duties |= _hands(viewer, service_request, known, among)
    if Duty.AFFECTED in among and is_affected(viewer, service_request):
        duties.add(Duty.AFFECTED)
    if among & {Duty.DESK, Duty.VERIFIER}:
        duties |= _at_the_desk(viewer, service_request, known)
    if was_his and not duties - {Duty.NEIGHBOUR}:
        duties.add(Duty.REPORTER)
    return frozenset(duties & among)


def _hands(
    viewer: Viewer, service_request: ServiceRequest, known: Known, among: frozenset[Duty]
) -> set[Duty]:
    """Who does it, and who might."""
    found = set[Duty]()
    might = Duty.CANDIDATE in among
    begun = service_request.status == Status.IN_PROGRESS
    if among & AT_WORK or (might and begun):
        parties = working_on(service_request) if known.parties is None else known.parties
        own = (party for party in parties if party.works and party.is_of(viewer))
        found = {WORK[Role(party.role)] for party in own}
    if not might:
        return found
    pooled = service_request.status == Status.POOLED
    if pooled and is_candidate(viewer, service_request, known.volunteer):
        found.add(Duty.CANDIDATE)
    if begun and Duty.HANDLER not in found and is_asked(viewer, service_request):
        found.add(Duty.CANDIDATE)
    return found


def _at_the_desk(viewer: Viewer, service_request: ServiceRequest, known: Known) -> set[Duty]:
    manages = known.manages
    if manages is None:
        manages = is_managed(viewer, service_request)
    if not manages:
        guards = service_request.is_protective and _guards(viewer, service_request)
        return {Duty.DESK} if guards else set()
    if service_request.status == Status.COMPLETED and is_independent(viewer, service_request):
        return {Duty.DESK, Duty.VERIFIER}
    return {Duty.DESK}


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
    """He said that it touches him as well, and it has ended; for himself, not in a role he was
    given."""
    if viewer.is_staff or service_request.status != Status.CLOSED:
        return False
    standing = Party.objects.standing().filter(service_request=service_request, role=Role.AFFECTED)
    return standing.of_user(viewer).exists()


def is_candidate(
    viewer: Viewer, service_request: ServiceRequest, volunteer: Volunteer | None = None
) -> bool:
    """An active volunteer of the place, acting for himself, who did not ask for it himself; for
    a wish on the wall also a Party member and an organisation."""
    if is_reporter(viewer, service_request):
        return False
    if granting.hangs(service_request) and granting.lane_for(viewer, service_request):
        return True
    if viewer.is_staff:
        return False
    if volunteer is None:
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
