"""Who was there is asked once how it was, and says it once."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import telling
from activities.models import Activity, Enrolment, Feedback
from activities.models.feedbacks import OPEN_FOR
from activities.workflow import TOOK_PLACE
from core import audit, messaging
from core.exceptions import DomainError
from core.messaging.sending import MANY
from core.refusals import refusing

LONGEST = 200


def ask(activity: Activity) -> None:
    """When it is written up: everybody who came and has an account, a child's guardian for it."""
    if activity.helpers_only or activity.ends_at <= timezone.now() - OPEN_FOR:
        return
    rows = activity.enrolments.filter(attendance__isnull=False, user__isnull=False)
    users = sorted(set(rows.values_list("user_id", flat=True)))
    for start in range(0, len(users), MANY):
        messaging.send_many(
            "activities.how_was_it",
            to_users=users[start : start + MANY],
            scope=activity.community_id,
            context=telling.context_of(activity),
            dedup_key=f"activities.how_was_it:{activity.pk}",
            link=reverse("activities:activity", args=[activity.pk]),
        )


@transaction.atomic
def say(enrolment: Enrolment, *, grade: int, words: str = "", actor: User) -> Feedback:
    row = Enrolment.objects.select_related("activity", "attendance").get(pk=enrolment.pk)
    if row.user_id != actor.pk or row.presence is None:
        raise DomainError(_("来过的人才能说"), code="was_not_there")
    if row.activity.status not in TOOK_PLACE:
        raise DomainError(_("活动登记办过以后再说"), code="too_early")
    if row.activity.ends_at <= timezone.now() - OPEN_FOR:
        raise DomainError(_("过了三十天，不再收了"), code="too_late")
    if grade not in Feedback.Grade.values:
        raise DomainError(_("请选觉得怎么样"), field="grade")
    if len(words.strip()) > LONGEST:
        raise DomainError(_("最多 {n} 个字").format(n=LONGEST), field="words")
    made = Feedback(community_id=row.community_id, enrolment=row, grade=grade, words=words.strip())
    twice = DomainError(_("您已经说过了，谢谢"), code="twice")
    with refusing(activities_feedback_enrolment_id_key=twice):
        made.save(force_insert=True)
    audit.record("activities.feedback_said", row.activity, actor=actor)
    return made
