"""An activity is planned, published, corrected, held, closed, called off."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from activities.actions import feedback, hosting, presence, telling, waiting
from activities.actions.facts import ActivityFacts, facts_of, require_safety, write_facts
from activities.models import Activity, Attendance, Organizer, Series
from activities.workflow import CANCEL, CLOSE, DECLINE, HOLD, OPEN, PUBLISH, Status, Step
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, outbox, tally
from core.exceptions import DomainError
from organizations.models import Organization

MOST_REPEATS = 60


@transaction.atomic
def plan(
    community: Area, facts: ActivityFacts, *, actor: User | None, helpers_only: bool = False
) -> Activity:
    """At the desk: a draft until somebody publishes it."""
    return _begin(community, facts, Status.DRAFT, actor, helpers_only=helpers_only)


@transaction.atomic
def propose(community: Area, facts: ActivityFacts, *, actor: User) -> Activity:
    """Residents' own: it waits until the desk agrees, and whoever proposed it leads it."""
    activity = _begin(community, facts, Status.PROPOSED, actor, Organizer.RESIDENT)
    if activity.starts_at <= timezone.now():
        raise DomainError(_("开始时间要在以后"), field="starts_at")
    return activity


@transaction.atomic
def propose_for(
    organization: Organization, community: Area, facts: ActivityFacts, *, actor: User
) -> Activity:
    """By the manager of an organisation or unit: the desk agrees, and he leads it on the day."""
    if organization.status != "active":
        raise DomainError(_("在册的组织和单位才能报活动"), field="organization")
    facts = replace(
        facts,
        organizer=Organizer.ORGANIZATION,
        organization=organization,
        leader=facts.leader or actor,
    )
    activity = _begin(community, facts, Status.PROPOSED, actor)
    if activity.starts_at <= timezone.now():
        raise DomainError(_("开始时间要在以后"), field="from_time")
    return activity


@transaction.atomic
def correct(activity: Activity, *, actor: User | None, **said: Any) -> Activity:
    """What was said wrongly, or has changed; whoever enrolled hears of another time or place."""
    activity = lock(activity)
    if activity.status not in OPEN:
        raise moved_on(activity)
    before = (activity.starts_at, activity.ends_at, activity.place)
    of_children = activity.has_roster
    write_facts(activity, ActivityFacts(**said))
    if of_children != activity.has_roster and activity.enrolments.live().exists():
        raise DomainError(_("已经有人报名，“孩子的课堂”不能再改"), field="has_roster")
    if activity.status == Status.PUBLISHED:
        require_safety(activity)
        _require_room_for_all(activity)
    activity.revision += 1
    activity.changed_at = Now()
    moved = before != (activity.starts_at, activity.ends_at, activity.place)
    hosting.after_correction(activity, moved=moved)
    activity.save()
    _tell("changed", activity, actor)
    if activity.status == Status.PUBLISHED:
        waiting.shorten(activity)
        waiting.fill(activity)
        if moved:
            telling.everybody(activity, "activities.changed", mark=str(activity.revision))
    return activity


@transaction.atomic
def publish(activity: Activity, *, actor: User | None) -> Activity:
    """On the calendar; for residents' own this is the desk's agreement."""
    activity = lock(activity)
    _require(PUBLISH, activity)
    if activity.starts_at <= timezone.now():
        raise DomainError(_("开始时间已经过了，先更正时间再发布"), code="too_late")
    require_safety(activity)
    hosting.require_answered(activity)
    activity.agreed_by = actor
    _move(activity, PUBLISH, actor)
    return activity


@transaction.atomic
def decline(activity: Activity, *, reason: str, actor: User | None) -> Activity:
    activity = _end(activity, DECLINE, reason, actor)
    hosting.after_end(activity, was_public=False)
    if activity.proposed_by_id:
        telling.one(activity, "activities.declined", activity.proposed_by_id)
    return activity


@transaction.atomic
def cancel(activity: Activity, *, reason: str, actor: User | None) -> Activity:
    """Everybody who enrolled, or waits, gets word."""
    was_public = activity.is_public
    activity = _end(activity, CANCEL, reason, actor)
    hosting.after_end(activity, was_public=was_public)
    if was_public:
        telling.everybody(activity, "activities.cancelled", mark="off")
    return activity


@transaction.atomic
def hold(activity: Activity, *, nobody: bool = False, actor: User | None) -> Activity:
    """It took place. Nothing follows for who did not come; that not one came is said, not left to
    an empty list."""
    activity = lock(activity)
    _require(HOLD, activity)
    if activity.starts_at > timezone.now():
        raise DomainError(_("还没到开始时间"), code="too_early")
    left_behind = Attendance.objects.unfetched().filter(enrolment__activity=activity).count()
    if left_behind:
        raise DomainError(
            ngettext(
                "还有 {n} 个孩子没有接走，交接完再登记",
                "还有 {n} 个孩子没有接走，交接完再登记",
                left_behind,
            ).format(n=left_behind),
            code="unfetched",
        )
    if not nobody and presence.nobody_signed(activity):
        raise DomainError(
            _("一个签到都没有：有纸质名单的，先在“现场签到”里照着补记；真的没有人来，勾上再登记"),
            code="nobody",
            field="nobody",
        )
    presence.close_all(activity)
    _move(activity, HOLD, actor)
    feedback.ask(activity)
    return activity


@transaction.atomic
def close(activity: Activity, *, actor: User | None) -> Activity:
    """Everything about it is written down."""
    activity = lock(activity)
    _require(CLOSE, activity)
    _move(activity, CLOSE, actor)
    return activity


@transaction.atomic
def repeat(
    activity: Activity,
    *,
    times: int,
    every_days: int = 7,
    of_shifts: bool = False,
    actor: User | None,
) -> Series:
    """The same again, so many times; together they are a series. What makes one a shift, whoever
    plans shifts writes to each."""
    activity = lock(activity)
    if activity.status not in {Status.DRAFT, Status.PUBLISHED}:
        raise moved_on(activity)
    if activity.helpers_only and not of_shifts:
        raise DomainError(_("志愿者班次要写风险和保险，在“班次”里排"), code="helpers_only")
    hosting.require_alone(activity)
    if not 1 <= times <= MOST_REPEATS:
        raise DomainError(_("一次最多再排 {n} 场").format(n=MOST_REPEATS), field="times")
    series = activity.series or Series.objects.create(
        community=activity.community, title=activity.title, title_en=activity.title_en
    )
    if activity.series_id is None:
        activity.series = series
        activity.save(update_fields=["series"])
    last = series.activities.order_by("-starts_at").first() or activity
    shift = last.starts_at - activity.starts_at
    for turn in range(1, times + 1):
        later = shift + timedelta(days=every_days * turn)
        said = facts_of(activity)
        said["starts_at"], said["ends_at"] = activity.starts_at + later, activity.ends_at + later
        fresh = _begin(
            activity.community,
            ActivityFacts(**said),
            Status.DRAFT,
            actor,
            activity.organizer,
            series=series,
            helpers_only=activity.helpers_only,
        )
        if activity.status == Status.PUBLISHED:
            fresh.agreed_by = actor
            _move(fresh, PUBLISH, actor)
    return series


def lock(activity: Activity) -> Activity:
    """Everything about one activity comes through here, one at a time: its places, too."""
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    beside = ("community", "organization", "series", "host", "host_unit")
    return rows.select_related(*beside).get(pk=activity.pk)


def moved_on(activity: Activity) -> DomainError:
    said = _("这场活动现在是“{status}”，不能这样办").format(status=activity.get_status_display())
    return DomainError(said, code="moved_on")


# --- inside ---------------------------------------------------------------------------------------
def _begin(
    community: Area,
    facts: ActivityFacts,
    status: Status,
    actor: User | None,
    organizer: str = "",
    series: Series | None = None,
    helpers_only: bool = False,
) -> Activity:
    activity = Activity(community=community, status=status, proposed_by=actor, series=series)
    activity.helpers_only = helpers_only
    write_facts(activity, facts)
    if organizer:
        activity.organizer = organizer
    if organizer == Organizer.RESIDENT and activity.leader is None:
        activity.leader = actor
    activity.save(force_insert=True)
    _tell("planned", activity, actor)
    return activity


def _require_room_for_all(activity: Activity) -> None:
    """Whoever has a place keeps it."""
    if activity.capacity is None:
        return
    highest = activity.enrolments.holding().order_by("-seat").first()
    if highest is not None and (highest.seat or 0) > activity.capacity:
        raise DomainError(_("已经报名的比这个名额多，不能再减"), field="capacity")


def _end(activity: Activity, step: Step, reason: str, actor: User | None) -> Activity:
    activity = lock(activity)
    _require(step, activity)
    if step.reason_required and not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    activity.reason = clean_text(reason, field="reason")
    _move(activity, step, actor)
    return activity


def _require(step: Step, activity: Activity) -> None:
    if activity.status not in step.sources:
        raise moved_on(activity)


def _move(activity: Activity, step: Step, actor: User | None) -> None:
    """Along one step of the table, of a locked activity; written down and counted."""
    activity.status = step.target
    activity.revision += 1
    activity.changed_at = Now()
    activity.save()
    if step is HOLD and not activity.helpers_only:
        dims = {"kind": activity.kind, "organizer": activity.organizer}
        tally.add("activities.held", activity.community_id, at=activity.starts_at, dims=dims)
    _tell(step.name, activity, actor)


def _tell(verb: str, activity: Activity, actor: User | None) -> None:
    details = {"reason": activity.reason} if activity.reason else None
    audit.record(f"activities.{verb}", activity, actor=actor, details=details)
    outbox.publish(
        f"activities.{verb}",
        key=f"activities.{verb}:{activity.pk}:{activity.revision}",
        payload={"activity_id": activity.pk, "community_id": activity.community_id},
    )
