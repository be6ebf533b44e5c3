"""What the community, the unit and he himself hear about a secondment."""

from django.utils import timezone

from accounts.models import User
from core import messaging
from organizations.actions.readers import managers_of, readers, staff_of
from organizations.models import Secondment, SecondmentDay, SecondmentReport


def proposed(row: Secondment) -> None:
    """The side that has to answer."""
    other = staff_of(row.community_id) if row.from_unit else managers_of(row.organization_id)
    _tell("secondment_proposed", row, readers(other))


def answered(row: Secondment, actor: User | None) -> None:
    """Whoever proposed it, unless it was he who answered; he himself, once it is agreed."""
    if row.proposed_by_id and (actor is None or row.proposed_by_id != actor.pk):
        _tell("secondment_answered", row, [row.proposed_by_id])


def changed(row: Secondment) -> None:
    key = timezone.now().isoformat()
    _tell("secondment_changed", row, readers(managers_of(row.organization_id)), key)
    _tell_him("secondment_changed", row, key)


def ends(row: Secondment) -> int:
    """Both sides and he, once for each last day."""
    sides = readers(managers_of(row.organization_id) | staff_of(row.community_id))
    until = row.ends_on.isoformat()
    told = _tell("secondment_ends", row, [pk for pk in sides if pk != row.user_id], until)
    return told + _tell_him("secondment_ends", row, until)


def over(row: Secondment) -> None:
    _tell("secondment_over", row, readers(managers_of(row.organization_id)))
    _tell_him("secondment_over", row)


def refused(row: Secondment, day: SecondmentDay) -> None:
    """Whoever told it: he, or a colleague at the desk."""
    if day.told_by_id == row.user_id:
        _tell_him("secondment_day_refused", row, str(day.pk))
    elif day.told_by_id is not None:
        _tell("secondment_day_refused", row, [day.told_by_id], str(day.pk))


def reported(row: Secondment, report: SecondmentReport) -> None:
    link = f"/desk/secondments/reports/{report.pk}/"
    _tell("secondment_reported", row, readers(managers_of(row.organization_id)), report.pk, link)


# --- inside ---------------------------------------------------------------------------------------
def _tell(code: str, row: Secondment, people: list[int], key: object = "", link: str = "") -> int:
    return messaging.send_many(
        f"organizations.{code}",
        to_users=people,
        scope=row.community_id,
        context=_context(row),
        dedup_key=f"organizations.{code}:{row.pk}:{key}",
        link=link or f"/desk/secondments/{row.pk}/",
    )


def _tell_him(code: str, row: Secondment, key: str = "") -> int:
    if row.user_id is None:
        return 0
    messaging.send(
        f"organizations.{code}",
        to_user=row.user_id,
        scope=row.community_id,
        context=_context(row),
        dedup_key=f"organizations.{code}:{row.pk}:{key}:himself",
        link=f"/secondments/{row.pk}/",
    )
    return 1


def _context(row: Secondment) -> dict[str, str]:
    unit, place = row.organization, row.community
    return {
        "unit": unit.name,
        "unit_en": unit.name_en or unit.name,
        "community": place.name,
        "community_en": place.name_en or place.name,
        "day": row.last_day.isoformat(),
    }
