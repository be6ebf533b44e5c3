"""飞地: a neighbour is asked for its room or its people, says yes or no; or is asked no longer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import activities, enrolling, hosting
from activities.actions.hosting import page_of
from activities.models import Activity, Enclave, Enrolment
from activities.opening import both_sides
from activities.workflow import STANDING, UNPUBLISHED, Asked, Sharing
from communities.models import Area, Level
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import words_of
from organizations.actions.readers import managers_of, readers, staff_of
from organizations.models import Organization


@transaction.atomic
def ask(
    activity: Activity,
    *,
    sharing: str,
    wanted: str,
    way: str,
    host: Area | None = None,
    host_unit: Organization | None = None,
    actor: User,
) -> Enclave:
    """Before anybody reads of it. What is agreed holds for this one activity."""
    activity = activities.lock(activity)
    if activity.status not in UNPUBLISHED:
        raise activities.moved_on(activity)
    if activity.helpers_only or activity.has_roster:
        raise DomainError(_("志愿者班次和孩子的课堂不能和外面一起办"), code="not_for_all")
    _require_neighbour(activity, host, host_unit, sharing)
    made = Enclave(
        activity=activity,
        host=host,
        host_unit=host_unit,
        sharing=sharing,
        wanted=words_of(wanted, "wanted", _("请写要用哪间、请多少人来")),
        way=words_of(way, "way", _("请写老人怎么过去、谁陪着走，居民看得到")),
        asked_by=actor,
    )
    if not hosting.readers_at_host(made):
        raise DomainError(
            _("那边还没有人能在平台上答复，先打个电话"), code="nobody_there", field="host"
        )
    already = DomainError(_("这场活动已经约了一家，先等答复，或者收回"), code="already")
    with refusing(enclave_one_at_a_time=already):
        made.save(force_insert=True)
    _note("asked", made, actor)
    hosting.tell_host(made, "activities.enclave_asked", mark="first")
    return made


@transaction.atomic
def agree(enclave: Enclave, *, revision: int, actor: User) -> Enclave:
    """To what one has read: `revision` is that of the activity on one's page."""
    row = _to_answer(enclave, actor)
    activity = row.activity
    if activity.revision != revision:
        raise DomainError(_("他们刚改过时间、地点或内容，请再看一遍"), code="stale")
    if activity.starts_at <= timezone.now():
        raise DomainError(_("开始时间已经过了，请他们先更正"), code="too_late")
    _answer(row, Asked.AGREED, actor)
    activity.sharing, activity.host, activity.host_unit = row.sharing, row.host, row.host_unit
    activity.save(update_fields=["sharing", "host", "host_unit"])
    _note("agreed", row, actor)
    _tell_holder(row)
    return row


@transaction.atomic
def decline(enclave: Enclave, *, reason: str, actor: User) -> Enclave:
    row = _to_answer(enclave, actor)
    row.reason = words_of(reason, "reason", _("请写一句原因，对方看得到"))
    _answer(row, Asked.DECLINED, actor)
    _note("declined", row, actor)
    _tell_holder(row)
    return row


@transaction.atomic
def withdraw(enclave: Enclave, *, actor: User) -> Enclave:
    """By who asked, as long as nobody has read of it."""
    row = _locked(enclave)
    if row.status not in STANDING or row.activity.status not in UNPUBLISHED:
        raise DomainError(_("现在不能收回了；已经发布的要取消活动"), code="moved_on")
    row.status = Asked.WITHDRAWN
    row.save(update_fields=["status"])
    hosting.forget(row.activity)
    _note("withdrawn", row, actor)
    hosting.tell_host(row, "activities.enclave_off", mark="withdrawn")
    return row


# --- the desk of the neighbour, for its own people ------------------------------------------------
def write_down(enclave: Enclave, *, name: str, phone: str = "", actor: User) -> Enrolment:
    """Somebody of the neighbour's own people who has no telephone, or rang up there."""
    with both_sides(enclave.activity, actor):
        person = enrolling.Person(name, phone=phone, home=enclave.host)
        return enrolling.enrol(enclave.activity, person, actor=actor)


def take_off(enrolment: Enrolment, *, actor: User) -> Enrolment:
    with both_sides(enrolment.activity, actor):
        return enrolling.leave(enrolment, actor=actor)


# --- inside ---------------------------------------------------------------------------------------
def _require_neighbour(
    activity: Activity, host: Area | None, unit: Organization | None, sharing: str
) -> None:
    if (host is None) == (unit is None):
        raise DomainError(_("请选一个社区，或者一个单位"), field="host")
    if host is not None:
        if host.level != Level.COMMUNITY or not host.is_active:
            raise DomainError(_("请选一个在办的社区"), field="host")
        if host.pk == activity.community_id:
            raise DomainError(_("就是这个社区自己办的，不用约"), field="host")
    if unit is not None:
        if unit.status != "active":
            raise DomainError(_("请选在册的单位"), field="host_unit")
        if unit.pk == activity.organization_id:
            raise DomainError(_("就是这个单位自己办的，不用约"), field="host_unit")
        if sharing != Sharing.ROOM:
            raise DomainError(_("单位借的是场地；请居民来，约社区"), field="sharing")


def _locked(enclave: Enclave) -> Enclave:
    """One at a time with everything else about the activity."""
    activity = activities.lock(Activity(pk=enclave.activity_id))
    row = Enclave.objects.select_related("host", "host_unit").get(pk=enclave.pk)
    row.activity = activity
    return row


def _to_answer(enclave: Enclave, actor: User) -> Enclave:
    row = _locked(enclave)
    if not row.is_asked or row.activity.status not in UNPUBLISHED:
        raise DomainError(
            _("这件事现在是“{status}”，不用再答复").format(status=row.get_status_display()),
            code="moved_on",
        )
    if actor.pk == row.asked_by_id:
        raise DomainError(_("是您约的，由对方的人来答复"), code="same_hands")
    return row


def _answer(row: Enclave, status: Asked, actor: User) -> None:
    row.status, row.answered_by, row.answered_at = status, actor, timezone.now()
    row.save(update_fields=["status", "reason", "answered_by", "answered_at"])


def _tell_holder(row: Enclave) -> None:
    """Who asked, and whoever else keeps the activity there."""
    activity = row.activity
    side = staff_of(activity.community_id)
    if activity.organization_id is not None:
        side |= managers_of(activity.organization_id)
    kind = f"activities.enclave_{row.status}"
    messaging.send_many(
        kind,
        to_users=readers(side),
        scope=activity.community_id,
        context={
            "title": activity.title,
            "host": (row.host or row.host_unit or activity.community).name,
            "reason": row.reason or "–",
        },
        dedup_key=f"{kind}:{row.pk}:{activity.revision}",
        link=page_of(row),
    )


def _note(verb: str, row: Enclave, actor: User) -> None:
    """In the book of who did it: who asks keeps the activity, who answers keeps the room."""
    asked = verb in {"asked", "withdrawn"}
    own = row.activity.community_id if asked or row.host_id is None else row.host_id
    details = {"host": row.neighbour}
    if row.reason:
        details["reason"] = row.reason
    thing = row.activity if asked else row
    audit.record(f"activities.enclave_{verb}", thing, actor=actor, scope=own, details=details)
