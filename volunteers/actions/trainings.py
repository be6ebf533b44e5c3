"""A meeting that was called, and a training: who was there, and who passed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import waiting
from activities.workflow import TOOK_PLACE
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from volunteers.actions import meetings
from volunteers.models import Meeting, Shift, ShiftPlace, Volunteer


@transaction.atomic
def note_passed(shift: Shift, *, places: Iterable[ShiftPlace], actor: User | None) -> int:
    """Of those who were there; said again, the last word holds."""
    waiting.lock_activity(shift.activity_id)
    _require(shift, Shift.Kind.TRAINING)
    chosen = {row.pk for row in places}
    there = shift.places.filter(enrolment__attendance__isnull=False)
    if there.filter(pk__in=chosen).count() != len(chosen):
        raise DomainError(_("没到场的不能算合格"), code="absent", field="places")
    day = timezone.localdate(shift.activity.starts_at)
    shift.places.exclude(pk__in=chosen).update(passed_on=None)
    passed = shift.places.filter(pk__in=chosen).update(passed_on=day)
    audit.record("volunteers.training_passed", shift, actor=actor, details={"passed": passed})
    return passed


@transaction.atomic
def write_down(shift: Shift, *, others: int = 0, actor: User | None) -> Meeting:
    """The sitting of the meeting that was called: who signed in was there."""
    waiting.lock_activity(shift.activity_id)
    _require(shift, Shift.Kind.MEETING)
    there = Volunteer.objects.filter(
        shift_places__shift=shift, shift_places__enrolment__attendance__isnull=False
    )
    activity = shift.activity
    made = meetings.write_down(
        shift.community,
        title=activity.title[:60],
        held_on=timezone.localdate(activity.starts_at),
        place=activity.place[:60],
        present=there,
        others=others,
        actor=actor,
    )
    made.shift = shift
    with refusing(volunteers_meeting_shift_id_key=DomainError(_("这次会已经记过了"), code="twice")):
        made.save(update_fields=["shift"])
    return made


# --- inside ---------------------------------------------------------------------------------------
def _require(shift: Shift, kind: str) -> None:
    if shift.kind != kind:
        raise DomainError(_("这一次不是{kind}").format(kind=Shift.Kind(kind).label), code="other")
    if shift.activity.status not in TOOK_PLACE:
        raise DomainError(_("先登记已举办"), code="not_held")
