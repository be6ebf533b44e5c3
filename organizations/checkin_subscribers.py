"""What check-ins and stations do when something around them changes."""

from django.db.models import Q

from accounts.models import ConsentEvent, ConsentKind, RoleGrant
from communities.models import Binding, Resident
from core.outbox import subscribe
from core.subscriptions import Payload
from organizations.actions import checkin_accounts, checkins, courses, stationings
from organizations.models import MemberCheckin, Stationing, TrainingCourse
from organizations.queries import checkins as queries


@subscribe("organizations.member_transfer", name="organizations.receive_transferred_member")
def receive_member(payload: Payload) -> None:
    """The books of the community he moved to."""
    checkin = MemberCheckin.objects.select_related("user", "transferred_to", "home_unit").get(
        pk=payload["checkin_id"]
    )
    checkins.receive_member(checkin)


@subscribe("accounts.consent_changed", name="organizations.end_without_consent")
def end_without_consent(payload: Payload) -> None:
    """Who takes back his consent on the page of his data has stopped, too."""
    event = ConsentEvent.objects.get(pk=payload["consent_id"])
    if event.kind != ConsentKind.POLITICAL or event.given:
        return
    for checkin in queries.standing_of_subject(event.subject):
        checkins.withdraw_member(checkin, actor=event.user)


@subscribe("communities.resident_bound", name="organizations.join_account_and_checkin")
def join_account(payload: Payload) -> None:
    checkin_accounts.join_bound(payload["resident_id"], payload["user_id"])


@subscribe("communities.resident_died", name="organizations.end_for_the_dead")
def end_for_the_dead(payload: Payload) -> None:
    resident = payload["resident_id"]
    bound = Binding.objects.filter(resident=resident)
    his = Q(user__in=bound.values("user_id"), community__in=bound.values("community"))
    his |= Q(subject__in=Resident.objects.filter(pk=resident).values("subject"))
    for checkin in MemberCheckin.objects.standing().filter(his):
        checkins.withdraw_member(checkin, actor=None)


@subscribe("accounts.role_revoked", name="organizations.end_station_of_revoked_role")
def end_station(payload: Payload) -> None:
    """Whoever loses the role from elsewhere no longer stands in the list of the station."""
    grant = RoleGrant.objects.get(pk=payload["grant_id"])
    held = Stationing.objects.filter(grant=grant, period__upper_inf=True).first()
    if held is not None:
        day = grant.ends_on if grant.revoked_at is None else None
        stationings.end(held, reason=grant.revoke_reason or "—", actor=None, last_day=day)


@subscribe("organizations.course_held", name="organizations.give_hours_of_course")
def give_hours(payload: Payload) -> None:
    """Whoever was there has hours to be looked at, whatever wall stands before who signed."""
    courses.give_hours(
        TrainingCourse.objects.select_related("base", "holder").get(pk=payload["course_id"])
    )
