"""Photos of an activity: shown only while everybody on them agrees."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from activities.actions import waiting
from activities.models import Activity, ActivityPhoto, Enrolment, PhotoPerson, PortraitConsent
from activities.workflow import TOOK_PLACE
from communities.actions.guards import clean_text
from core import audit, files
from core.exceptions import DomainError

MOST = 30
How = PortraitConsent.How


@transaction.atomic
def agree(enrolment: Enrolment, *, how: str = How.SELF, actor: User) -> PortraitConsent:
    """By himself, by a child's guardian, or said to the desk."""
    row = _locked(enrolment)
    if (how == How.SELF) != (actor.pk == row.user_id):
        raise DomainError(_("请写明他是怎么同意的"), field="how")
    known = PortraitConsent.objects.filter(enrolment=row).first()
    if known is not None and known.withdrawn_at is None:
        raise DomainError(_("已经同意过了"), code="twice")
    made = known or PortraitConsent(community_id=row.community_id, enrolment=row)
    made.how, made.recorded_by = how, actor
    made.agreed_at, made.withdrawn_at = timezone.now(), None
    made.save()
    audit.record("activities.portrait_agreed", row, actor=actor, details={"how": how})
    return made


@transaction.atomic
def withdraw(enrolment: Enrolment, *, actor: User | None) -> int:
    """No reason is asked. What shows him is gone with the same tap; how many photos that were."""
    row = _locked(enrolment)
    standing = PortraitConsent.objects.filter(enrolment=row, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=timezone.now()):
        raise DomainError(_("没有同意过，照片不会公开"), code="moved_on")
    audit.record("activities.portrait_withdrawn", row, actor=actor)
    return _take_down(
        ActivityPhoto.objects.public().filter(shown__enrolment=row), _("照片里有人撤回了同意")
    )


@transaction.atomic
def add(activity: Activity, *, file: Any, caption: str = "", actor: User) -> ActivityPhoto:
    """Looked at, bare of where it was taken, and shown to nobody yet."""
    activity = waiting.lock_activity(activity.pk)
    if activity.starts_at > timezone.now():
        raise DomainError(_("活动还没开始"), code="too_early")
    if activity.photos.count() >= MOST:
        raise DomainError(_("一场活动最多 {n} 张照片").format(n=MOST), code="too_many")
    stored = files.store(
        file,
        purpose="activities.photo",
        kinds=files.PHOTOS,
        scope=activity.community_id,
        owner=actor,
    )
    made = ActivityPhoto.objects.create(
        community=activity.community,
        activity=activity,
        file=stored,
        caption=clean_text(caption, field="caption"),
        added_by=actor,
    )
    audit.record("activities.photo_added", activity, actor=actor, details={"photo": made.pk})
    return made


@transaction.atomic
def say_who(
    photo: ActivityPhoto,
    *,
    people: Iterable[Enrolment],
    nobody_shown: bool = False,
    actor: User,
) -> ActivityPhoto:
    """Who can be made out; or that nobody can."""
    fresh, shown = _lock(photo), list(people)
    if fresh.published_at is not None:
        raise DomainError(_("已经公开的，先撤下再改"), code="is_public")
    if bool(shown) == nobody_shown:
        raise DomainError(_("选出照片里的人，或者勾“认不出人”"), field="people")
    if any(each.activity_id != fresh.activity_id for each in shown):
        raise DomainError(_("有人没有报名这场活动"), field="people")
    fresh.shown.all().delete()
    PhotoPerson.objects.bulk_create(
        PhotoPerson(community_id=fresh.community_id, photo=fresh, enrolment=each) for each in shown
    )
    fresh.nobody_shown = nobody_shown
    fresh.save(update_fields=["nobody_shown"])
    _note("photo_people_named", fresh, actor, people=len(shown))
    return fresh


@transaction.atomic
def publish(photo: ActivityPhoto, *, actor: User) -> ActivityPhoto:
    """Into the gallery, when everybody on it has agreed."""
    fresh = _lock(photo)
    if fresh.published_at is not None:
        raise DomainError(_("已经公开了"), code="moved_on")
    if fresh.activity.status not in TOOK_PLACE:
        raise DomainError(_("活动登记办过以后再公开照片"), code="too_early")
    shown = fresh.shown.count()
    if not shown and not fresh.nobody_shown:
        raise DomainError(_("先写照片里有谁，再公开"), code="nobody_named")
    agreed = fresh.shown.filter(
        enrolment__portrait__agreed_at__isnull=False,
        enrolment__portrait__withdrawn_at__isnull=True,
    ).count()
    if missing := shown - agreed:
        said = ngettext(
            "照片里还有 {n} 个人没有同意，不能公开",
            "照片里还有 {n} 个人没有同意，不能公开",
            missing,
        )
        raise DomainError(said.format(n=missing), code="no_consent")
    fresh.published_at, fresh.published_by = timezone.now(), actor
    fresh.taken_down_at, fresh.reason = None, ""
    fresh.save()
    _note("photo_published", fresh, actor)
    return fresh


@transaction.atomic
def take_down(photo: ActivityPhoto, *, reason: str, actor: User) -> ActivityPhoto:
    fresh = _lock(photo)
    if fresh.published_at is None:
        raise DomainError(_("它没有公开"), code="moved_on")
    if not (words := clean_text(reason, field="reason")):
        raise DomainError(_("请写一句原因"), field="reason")
    _take_down(ActivityPhoto.objects.filter(pk=fresh.pk), words)
    _note("photo_taken_down", fresh, actor)
    return fresh


@transaction.atomic
def remove(photo: ActivityPhoto, *, actor: User | None) -> None:
    """The picture itself goes; that there was one stays in the history."""
    fresh = _lock(photo)
    if fresh.published_at is not None:
        raise DomainError(_("已经公开的，先撤下再删"), code="is_public")
    _note("photo_removed", fresh, actor)
    _throw_away(ActivityPhoto.objects.filter(pk=fresh.pk))


def forget(enrolments: "QuerySet[Enrolment]") -> int:
    """Somebody is forgotten: what shows him is thrown away, in the gallery or not."""
    keys = list(enrolments.values_list("pk", flat=True))
    PortraitConsent.objects.filter(enrolment__in=keys, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    return _throw_away(ActivityPhoto.objects.filter(shown__enrolment__in=keys))


# --- inside ---------------------------------------------------------------------------------------
def _locked(enrolment: Enrolment) -> Enrolment:
    """Consent and publication of one activity, one after the other."""
    waiting.lock_activity(enrolment.activity_id)
    return Enrolment.objects.get(pk=enrolment.pk)


def _lock(photo: ActivityPhoto) -> ActivityPhoto:
    waiting.lock_activity(photo.activity_id)
    return ActivityPhoto.objects.select_related("activity", "file").get(pk=photo.pk)


def _take_down(photos: "QuerySet[ActivityPhoto]", why: str) -> int:
    keys = list(photos.values_list("pk", flat=True))
    return ActivityPhoto.objects.filter(pk__in=keys).update(
        published_at=None, published_by=None, taken_down_at=timezone.now(), reason=why
    )


def _throw_away(photos: "QuerySet[ActivityPhoto]") -> int:
    found = list(photos.select_related("file").distinct())
    for each in found:
        stored = each.file
        each.shown.all().delete()
        each.delete()
        files.discard(stored)
    return len(found)


def _note(verb: str, photo: ActivityPhoto, actor: User | None, **details: Any) -> None:
    audit.record(
        f"activities.{verb}", photo.activity, actor=actor, details={"photo": photo.pk, **details}
    )
