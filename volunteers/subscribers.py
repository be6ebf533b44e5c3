"""What volunteering does when the registers below change, and whom it tells."""

from accounts.models import ConsentEvent, ConsentKind
from activities.actions.telling import context_of
from activities.models import Attendance, Role
from communities.models import Binding
from core import messaging
from core.outbox import subscribe
from core.subscriptions import Payload
from volunteers import rewards
from volunteers.actions import following, hours, shifts
from volunteers.models import (
    Certificate,
    HourQuestion,
    ShiftApplication,
    TeamMembership,
    Volunteer,
)
from volunteers.models.hours import Source
from volunteers.workflow import MembershipStatus, VolunteerStatus

PAGE = "/volunteer/"


@subscribe("volunteers.accepted", name="volunteers.tell_accepted")
def tell_accepted(payload: Payload) -> None:
    _tell(payload, "volunteers.accepted", VolunteerStatus.ACTIVE)


@subscribe("volunteers.declined", name="volunteers.tell_declined")
def tell_declined(payload: Payload) -> None:
    _tell(payload, "volunteers.declined", VolunteerStatus.WITHDRAWN)


@subscribe("volunteers.suspended", name="volunteers.tell_suspended")
def tell_suspended(payload: Payload) -> None:
    _tell(payload, "volunteers.suspended", VolunteerStatus.SUSPENDED)


@subscribe("volunteers.reinstated", name="volunteers.tell_reinstated")
def tell_reinstated(payload: Payload) -> None:
    _tell(payload, "volunteers.reinstated", VolunteerStatus.ACTIVE)


@subscribe("volunteers.pause_over", name="volunteers.tell_pause_over")
def tell_pause_over(payload: Payload) -> None:
    _tell(payload, "volunteers.pause_over", VolunteerStatus.ACTIVE)


@subscribe("volunteers.applied", name="volunteers.tell_guardian")
def tell_guardian(payload: Payload) -> None:
    """The parent whom the register names hears that a yes is wanted."""
    volunteer = Volunteer.objects.select_related("community", "resident").get(
        pk=payload["volunteer_id"]
    )
    guardian = volunteer.resident.guardian_id if volunteer.resident else None
    if guardian is None or not volunteer.is_minor():
        return
    for user_id in Binding.objects.standing().filter(resident=guardian).values_list("user"):
        messaging.send(
            "volunteers.child_applied",
            to_user=user_id[0],
            scope=volunteer.community_id,
            context={"community": volunteer.community.name},
            dedup_key=f"volunteers.child_applied:{volunteer.pk}:{volunteer.applied_at:%Y%m%d}",
            link=PAGE,
        )


@subscribe("volunteers.join_asked", name="volunteers.tell_leader_of_request")
def tell_leader(payload: Payload) -> None:
    membership = _membership(payload)
    if membership.status != MembershipStatus.ASKED:
        return
    leader = membership.team.memberships.leading().select_related("volunteer").first()
    if leader is not None and leader.volunteer is not None:
        link = f"{PAGE}teams/{membership.team_id}/"
        _tell_member(membership, "volunteers.join_asked", leader.volunteer.user_id, link)


@subscribe("volunteers.joined", name="volunteers.tell_new_member")
@subscribe("volunteers.leader_changed", name="volunteers.tell_new_leader")
def tell_member(payload: Payload) -> None:
    membership = _membership(payload)
    if membership.volunteer is None or membership.status != MembershipStatus.MEMBER:
        return
    code = (
        "volunteers.leader_changed"
        if membership.role == TeamMembership.Role.LEADER
        else "volunteers.joined"
    )
    _tell_member(membership, code, membership.volunteer.user_id, f"{PAGE}teams/")


@subscribe("communities.resident_moved", name="volunteers.follow_moved_resident")
def follow_moved(payload: Payload) -> None:
    following.follow_resident(payload["resident_id"])


@subscribe("communities.resident_died", name="volunteers.settle_dead_resident")
def settle_dead(payload: Payload) -> None:
    following.settle_dead(payload["resident_id"])


@subscribe("communities.resident_bound", name="volunteers.join_account_and_volunteer")
def join_account(payload: Payload) -> None:
    following.join_account(payload["resident_id"], payload["user_id"])


@subscribe("communities.resident_unbound", name="volunteers.part_account_and_resident")
def part_account(payload: Payload) -> None:
    following.part_account(payload["resident_id"], payload["user_id"])


@subscribe("communities.residents_merged", name="volunteers.follow_merged_residents")
def follow_merge(payload: Payload) -> None:
    following.follow_merge(payload["kept_id"], payload["absorbed_id"])


@subscribe("accounts.consent_changed", name="volunteers.forget_political")
def forget_political(payload: Payload) -> None:
    """Whoever takes that one consent back is not asked to come here as well."""
    event = ConsentEvent.objects.get(pk=payload["consent_id"])
    if event.kind == ConsentKind.POLITICAL and not event.given:
        following.forget_political(event.subject)


@subscribe("volunteers.hours_answered", name="volunteers.tell_hours_answered")
def tell_hours_answered(payload: Payload) -> None:
    question = HourQuestion.objects.select_related("record__volunteer", "record__member").get(
        pk=payload["question_id"]
    )
    record = question.record
    if record.person.user_id is None:
        return
    messaging.send(
        "volunteers.hours_answered",
        to_user=record.person.user_id,
        scope=record.community_id,
        context={"what": record.what},
        dedup_key=f"volunteers.hours_answered:{question.pk}",
        link=f"{PAGE}hours/",
    )


@subscribe("volunteers.certificate_issued", name="volunteers.tell_certificate_issued")
def tell_certificate_issued(payload: Payload) -> None:
    _tell_of_certificate(payload, "issued")


@subscribe("volunteers.certificate_refused", name="volunteers.tell_certificate_refused")
def tell_certificate_refused(payload: Payload) -> None:
    _tell_of_certificate(payload, "refused")


@subscribe("volunteers.certificate_revoked", name="volunteers.tell_certificate_revoked")
def tell_certificate_revoked(payload: Payload) -> None:
    _tell_of_certificate(payload, "revoked")


def _tell_of_certificate(payload: Payload, status: str) -> None:
    rows = Certificate.objects.select_related("volunteer", "organization", "community")
    found = rows.get(pk=payload["certificate_id"])
    if found.volunteer.user_id is None or found.status != status:
        return
    messaging.send(
        f"volunteers.certificate_{status}",
        to_user=found.volunteer.user_id,
        scope=found.community_id,
        context={"issuer": found.issuer, "number": found.number},
        dedup_key=f"volunteers.certificate_{status}:{found.pk}",
        link=f"{PAGE}certificates/",
    )


def _tell(payload: Payload, code: str, status: str) -> None:
    """Only while it still holds; whoever has no account is told by staff."""
    volunteer = Volunteer.objects.select_related("community").get(pk=payload["volunteer_id"])
    if volunteer.user_id is None or volunteer.status != status:
        return
    messaging.send(
        code,
        to_user=volunteer.user_id,
        scope=volunteer.community_id,
        context={"community": volunteer.community.name},
        dedup_key=f"{code}:{volunteer.pk}:{volunteer.status_at:%Y%m%d%H%M%S}"
        f":{volunteer.paused_until or ''}",
        link=PAGE,
    )


@subscribe("activities.attended", name="volunteers.note_hours_of_activity")
def note_activity(payload: Payload) -> None:
    """Who organised or helped has served; who took part came for himself."""
    rows = Attendance.objects.select_related("enrolment__activity")
    there = rows.get(pk=payload["attendance"])
    place, activity = there.enrolment, there.enrolment.activity
    if place.role == Role.PARTICIPANT or there.left_at is None:
        return
    if not shifts.is_service(place):
        return
    deed = hours.Deed(
        Source.ACTIVITY,
        str(activity.pk),
        there.community_id,
        activity.title,
        begun_at=there.came_at,
        ended_at=there.left_at,
        organization_id=activity.organization_id,
        recorded_by=there.signed_by if there.how == Attendance.How.PAPER else None,
    )
    hours.note_deed(deed, *shifts.who_served(place))


@subscribe("volunteers.shift_chosen", name="volunteers.tell_chosen")
def tell_chosen(payload: Payload) -> None:
    _tell_choice(payload, ShiftApplication.Outcome.CHOSEN)


@subscribe("volunteers.shift_declined", name="volunteers.tell_not_chosen")
def tell_not_chosen(payload: Payload) -> None:
    _tell_choice(payload, ShiftApplication.Outcome.DECLINED)


def _tell_choice(payload: Payload, outcome: ShiftApplication.Outcome) -> None:
    rows = ShiftApplication.objects.select_related("shift__activity", "volunteer")
    row = rows.get(pk=payload["application_id"])
    if row.volunteer.user_id is None or row.outcome != outcome:
        return
    activity = row.shift.activity
    said = context_of(activity)
    messaging.send(
        f"volunteers.shift_{outcome}",
        to_user=row.volunteer.user_id,
        scope=row.community_id,
        context={
            "what": activity.title,
            "what_en": activity.title_en or activity.title,
            "at": said["at"],
            "place": said["place"],
        },
        dedup_key=f"volunteers.shift_{outcome}:{row.pk}:{row.answered_at:%Y%m%d%H%M%S}",
        link=f"{PAGE}shifts/",
    )


@subscribe("activities.left", name="volunteers.note_late_drop_out")
def note_left(payload: Payload) -> None:
    shifts.note_left(payload["enrolment_id"])


@subscribe("activities.held", name="volunteers.note_no_show")
def note_absent(payload: Payload) -> None:
    shifts.note_absent(payload["activity_id"])


@subscribe("activities.attended", name="volunteers.points_for_presence")
def points_for_presence(payload: Payload) -> None:
    rows = Attendance.objects.select_related("enrolment__activity")
    rewards.for_presence(rows.get(pk=payload["attendance"]))


@subscribe("volunteers.hours_counted", name="volunteers.points_for_hours")
def points_for_hours(payload: Payload) -> None:
    rewards.for_hours(payload["record_id"])


@subscribe("volunteers.hours_void", name="volunteers.take_points_back")
def take_points_back(payload: Payload) -> None:
    rewards.take_back(payload["record_id"])


@subscribe("points.released", name="volunteers.settle_points")
def settle_points(payload: Payload) -> None:
    rewards.settle(payload["account_id"])


def _membership(payload: Payload) -> TeamMembership:
    rows = TeamMembership.objects.select_related("team", "volunteer")
    return rows.get(pk=payload["membership_id"])


def _tell_member(membership: TeamMembership, code: str, user_id: int | None, link: str) -> None:
    if user_id is None:
        return
    messaging.send(
        code,
        to_user=user_id,
        scope=membership.community_id,
        context={"team": membership.team.name},
        dedup_key=f"{code}:{membership.pk}:{membership.joined_on or ''}",
        link=link,
    )
