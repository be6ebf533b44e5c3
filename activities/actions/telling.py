"""Word to people about an activity, inside the transaction that gives the reason."""

from typing import Any

from django.urls import reverse
from django.utils import formats, timezone

from activities.models import Activity, ChildCard, Enrolment
from core import messaging
from core.messaging.sending import MANY


def one(activity: Activity, kind: str, user_id: int) -> None:
    messaging.send(
        kind,
        to_user=user_id,
        scope=activity.community_id,
        context=context_of(activity),
        dedup_key=f"{kind}:{activity.pk}",
        link=reverse("activities:mine"),
    )


def everybody(activity: Activity, kind: str, *, mark: str) -> None:
    """Who has a place or waits for one; guests without an account by their telephone."""
    rows = activity.enrolments.live()
    users = sorted({pk for pk in rows.values_list("user_id", flat=True) if pk})
    key = f"{kind}:{activity.pk}:{mark}"
    for start in range(0, len(users), MANY):
        messaging.send_many(
            kind,
            to_users=users[start : start + MANY],
            scope=activity.community_id,
            context=context_of(activity),
            dedup_key=key,
            link=reverse("activities:activity", args=[activity.pk]),
        )
    for guest in rows.filter(user__isnull=True):
        if guest.phone:
            _by_phone(guest, kind, f"{key}:{guest.pk}", context_of(activity), "")


def of_place(enrolment: Enrolment) -> None:
    """A place is free: the link says yes or no, until then nobody else gets it."""
    link = reverse("activities:place", args=[enrolment.code])
    until = timezone.localtime(enrolment.answer_by)
    pressing = enrolment.is_pressing
    context = context_of(enrolment.activity) | {
        "until": formats.date_format(until, "H:i" if pressing else "MONTH_DAY_TIME_FORMAT")
    }
    kind = "activities.offered_soon" if pressing else "activities.offered"
    key = f"activities.offered:{enrolment.pk}"
    if enrolment.user_id is not None:
        messaging.send(
            kind,
            to_user=enrolment.user_id,
            scope=enrolment.community_id,
            context=context,
            dedup_key=key,
            link=link,
        )
    elif enrolment.phone:
        _by_phone(enrolment, kind, key, context, link)


def of_child(card: ChildCard, kind: str, *, mark: str, **said: str) -> None:
    """To who answers for the child: on his phone, or as a text message."""
    context = {"child": card.name.open(), **said}
    key = f"{kind}:{mark}"
    if card.guardian_id is not None:
        messaging.send(
            kind,
            to_user=card.guardian_id,
            scope=card.community_id,
            context=context,
            dedup_key=key,
            link=reverse("activities:my_children"),
        )
    elif card.phone:
        _by_phone(card, kind, key, context, "")


def to_child(row: Enrolment) -> str:
    """The leader's page of one child."""
    return reverse("activities:child", args=[row.pk])


def context_of(activity: Activity) -> dict[str, Any]:
    start = timezone.localtime(activity.starts_at)
    return {
        "title": activity.title,
        "at": formats.date_format(start, "MONTH_DAY_TIME_FORMAT"),
        "place": activity.spot,
        "reason": activity.reason or "–",
    }


def _by_phone(
    row: Enrolment | ChildCard, kind: str, key: str, context: dict[str, Any], link: str
) -> None:
    messaging.send(
        kind,
        to_address=row.phone.open(),
        scope=row.community_id,
        context=context,
        dedup_key=key,
        link=link,
    )
