"""Which place is free, and for whom: asked by who takes one and by the page that offers it."""

from django.db.models import Q

from accounts.models import User
from activities.models import Activity, Enrolment
from communities.models import Resident


def seats_of(activity: Activity) -> dict[int, bool]:
    """Number of each place that is held, and whether by somebody new."""
    rows = activity.enrolments.holding().values_list("seat", "is_newcomer")
    return {seat: new for seat, new in rows if seat is not None}


def free_seat(activity: Activity, held: dict[int, bool], *, newcomer: bool) -> int | None:
    """The lowest number nobody holds, as far as this person may have one."""
    if activity.capacity is not None:
        if len(held) >= activity.capacity:
            return None
        regulars = sum(not new for new in held.values())
        if not newcomer and regulars >= activity.capacity - activity.kept_for_newcomers:
            return None
    return next(number for number in range(1, len(held) + 2) if number not in held)


def is_new(activity: Activity, *, resident: Resident | None, user: User | None) -> bool:
    """Has been at nothing here yet; of a guest nobody knows better."""
    who = Q()
    if resident is not None:
        who |= Q(resident=resident)
    elif user is not None:
        who |= Q(user=user)
    else:
        return True
    before = Enrolment.objects.filter(who, community=activity.community)
    return not before.filter(attendance__isnull=False).exists()
