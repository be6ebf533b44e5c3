"""Who came, from the list that went round on paper: written down after the end, before it is said
that it took place. No clock saw it, so nothing follows from it by itself."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import enrolling, presence, waiting
from activities.models import Activity, Attendance, Enrolment
from activities.workflow import Place, Status
from core.exceptions import DomainError


def takes_paper(activity: Activity) -> bool:
    """A child is handed over by hand, from one to one: no list says so afterwards."""
    over = activity.status == Status.PUBLISHED and activity.ends_at <= timezone.now()
    return over and not activity.has_roster


@transaction.atomic
def write_down(
    activity: Activity, came: Collection[Enrolment], others: Collection[str] = (), *, actor: User
) -> list[Attendance]:
    """Those of the list who came, and by name who had not enrolled, while places are free."""
    activity = waiting.lock_activity(activity.pk)
    if not takes_paper(activity):
        raise DomainError(_("结束以后、登记已举办以前，才照纸质名单补记"), code="no_paper")
    if not came and not others:
        raise DomainError(_("请勾上来了的人"), field="came")
    asked = activity.enrolments.live().filter(pk__in=[row.pk for row in came])
    rows = list(asked.select_related("activity__community").order_by("pk"))
    if len(rows) != len(came):
        raise DomainError(_("他没有报名"), code="not_enrolled")
    for row in rows:
        if row.status != Place.TAKEN:
            enrolling.take_at_the_door(activity, row)
    for name in others:
        person = enrolling.Person(name)
        rows.append(enrolling.enrol(activity, person, actor=actor, at_the_door=True))
    return [_was_there(activity, row, actor) for row in rows]


def _was_there(activity: Activity, row: Enrolment, actor: User) -> Attendance:
    made = presence.sign(row, Attendance.How.PAPER, actor, came_at=activity.starts_at)
    presence.close_one(made)
    return made
