"""Nothing that names a volunteer stays; that there was one, for the figures, does."""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from volunteers import history
from volunteers.actions import guards
from volunteers.models import CalendarLink, Volunteer
from volunteers.workflow import WITHDRAW, VolunteerStatus

LONG_AGO = date(1900, 1, 1)
"""Instead of a birthday: it may not be empty, and says nothing."""


@transaction.atomic
def erase(volunteer: Volunteer) -> None:
    volunteer = guards.lock(volunteer)
    if volunteer.status != VolunteerStatus.WITHDRAWN:
        guards.move(volunteer, WITHDRAW, actor=None)
    history.note("volunteers.erased", volunteer, actor=None)
    volunteer.skills.all().delete()
    volunteer.times.all().delete()
    CalendarLink.objects.filter(volunteer=volunteer).delete()
    volunteer.guardian_consents.all().delete()
    volunteer.domains.clear()
    volunteer.certificates.exclude(name="").update(name="")
    if volunteer.entered_by_id is None:
        volunteer.entered_by_id = volunteer.user_id  # the account itself is emptied by its room
    volunteer.subject, volunteer.user, volunteer.resident = uuid4(), None, None
    volunteer.name = volunteer.id_number = volunteer.phone = volunteer.status_reason = ""
    volunteer.political, volunteer.gender, volunteer.grid = "", "unknown", None
    volunteer.born_on, volunteer.insured_until = LONG_AGO, None
    volunteer.save()


def erase_withdrawn_before(moment: datetime) -> int:
    rows = Volunteer.objects.filter(
        status=VolunteerStatus.WITHDRAWN, status_at__lt=moment, born_on__gt=LONG_AGO
    )
    due = list(rows.order_by("pk")[:1000])
    for volunteer in due:
        erase(volunteer)
    return len(due)
