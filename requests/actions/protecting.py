"""Out of the queue, into the hands of one named person, in the transaction it came in with.

Nothing here waits for Celery: who is responsible, the message in his inbox and the words to say on
the telephone stand when the page comes back.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Area
from communities.queries.duty import on_duty
from core import audit, messaging, scope
from core.exceptions import DomainError
from requests import danger, keeping
from requests.actions.moving import lock, move
from requests.interests import close_to
from requests.models import ProtectiveCase, ProtectiveOfficer, ProtectiveStep, ServiceRequest
from requests.tiers import Tier
from requests.watch import at_work

TITLE = "转专人跟进的事"  # data
"""All that the request itself keeps of what was said."""
What = ProtectiveStep.What


def officers(community: Area, *, without: "QuerySet[User]") -> list[User]:
    """The named one and the one behind him: the place's own, those above, who is on duty now."""
    path = community.ancestor_ids
    named = ProtectiveOfficer.objects.serving().filter(area__in=path).select_related("user")
    nearest = sorted(named, key=lambda one: -path.index(one.area_id))
    found = [one.user for one in nearest]
    found += [
        shift.person for shift in on_duty(community, timezone.now()) if shift.person is not None
    ]
    found += [keeping.first_keeper(community, None, tier, without=without) for tier in _TIERS]
    free = at_work().filter(pk__in=[user.pk for user in found])
    free = free.exclude(pk__in=without.values("pk"))
    able = set(free.values_list("pk", flat=True))
    apart = {user.pk: user for user in found if user.pk in able}
    return list(apart.values())[:2]


_TIERS = (Tier.COMMUNITY, Tier.STREET)


def open_case(
    row: ServiceRequest, told: Any, signs: list[str], people: list[User], *, by: Viewer
) -> ProtectiveCase:
    """`told` has words, contact_name, contact_phone, address: what the request no longer keeps.

    Once given back by mistake it opens again, with the steps of the first time below it.
    """
    now = timezone.now()
    with scope.entered(scope.EVERYTHING):
        case, _made = ProtectiveCase.objects.update_or_create(
            service_request=row,
            defaults={
                "community_id": row.community_id,
                "signs": signs,
                "words": told.words,
                "name": told.contact_name,
                "phone": told.contact_phone,
                "address": told.address,
                "officer": people[0],
                "backup": people[1] if len(people) > 1 else None,
                "told_by": by.user,
                "at": now,
                "seen_at": None,
                "closed_at": None,
                "outcome": "",
            },
        )
    audit.record(
        "requests.protective.open",
        row,
        actor=by.user,
        details={"signs": signs, "officer": people[0].pk},
    )
    tell(case, "protective", f"requests.protective:{case.pk}:{now.timestamp()}")
    return case


def without_words(need: Any) -> Any:
    """What the request keeps. Only he who brought it finds it again: not his household, not those
    who act for him, for one of them may be what it is about."""
    return replace(
        need,
        words=TITLE,
        contact_name="",
        contact_phone="",
        address="",
        answers={},
        building=None,
        is_confidential=True,
    )


@transaction.atomic
def protect(service_request: ServiceRequest, *, note: str = "", by: Viewer) -> ServiceRequest:
    """Somebody at the desk sees what the lists did not: it leaves the queue this moment."""
    row = lock(service_request)
    without = close_to(reporter_id=row.reporter_id, resident_id=row.resident_id)
    people = officers(row.community, without=without)
    told = _Told(row)
    moved = move(
        row,
        "protect",
        by=by,
        note=note,
        changes={
            "is_protective": True,
            "is_confidential": True,
            "is_public": False,
            "keeper": people[0],
            "title": TITLE,
            "body": "",
            "numbers": "",
            "answers": {},
            "contact_name": "",
            "contact_phone": "",
            "address": "",
        },
    ).service_request
    open_case(moved, told, danger.signs(told.words), people, by=by)
    return moved


class _Told:
    def __init__(self, row: ServiceRequest) -> None:
        self.words = "\n".join(part for part in (row.title, row.body, row.numbers.open()) if part)
        self.contact_name = row.contact_name.open()
        self.contact_phone = row.contact_phone.open()
        self.address = row.address.open()


@transaction.atomic
def note_step(case: ProtectiveCase, *, what: str, note: str = "", by: Viewer) -> ProtectiveCase:
    """What was done, the moment it was done."""
    row = hold(case)
    if what not in {What.POLICE, What.AMBULANCE, What.REPORTED, What.REACHED, What.WENT, What.NOTE}:
        raise DomainError(_("请选做了什么"), field="what")
    if what == What.NOTE and not note.strip():
        raise DomainError(_("请写一句"), field="note")
    write(row, what, note, by.user)
    return row


@transaction.atomic
def see(case: ProtectiveCase, *, by: Viewer) -> ProtectiveCase:
    """Opening the page is saying: I have it. Each look is written into the audit."""
    audit.read(case.service_request, ["words", "phone", "address"], by.user, _("保护专件"))
    if case.seen_at is None and case.closed_at is None and case.officer_id == by.user_id:
        row = hold(case)
        if row.seen_at is None:
            row.seen_at = timezone.now()
            row.save(update_fields=["seen_at"])
            write(row, What.SEEN, "", by.user)
        return row
    return case


@transaction.atomic
def hand_over(case: ProtectiveCase, *, note: str, by: Viewer) -> ProtectiveCase:
    """The one behind takes it; both stay named."""
    row = hold(case)
    if row.backup_id is None:
        raise DomainError(_("没有后备的人，请直接打电话给上一级"), code="nobody")
    row.officer_id, row.backup_id = row.backup_id, row.officer_id
    row.seen_at = None
    row.save(update_fields=["officer", "backup", "seen_at"])
    ServiceRequest.objects.filter(pk=row.service_request_id).update(keeper_id=row.officer_id)
    step = write(row, What.HANDED, note, by.user)
    tell(row, "protective", f"requests.protective_step:{step.pk}")
    return row


@transaction.atomic
def close(
    case: ProtectiveCase, *, outcome: str, note: str, reply: str, by: Viewer
) -> ProtectiveCase:
    """Somebody whose duty it is has taken over, or nobody is in danger; who told it hears so."""
    if outcome not in set(ProtectiveCase.Outcome.values) - {ProtectiveCase.Outcome.RETURNED}:
        raise DomainError(_("请选结果"), field="outcome")
    if not note.strip():
        raise DomainError(_("请写清交给了谁、怎么确认的"), field="note")
    row = hold(case)
    _end(row, outcome)
    write(row, What.CLOSED, note, by.user)
    move(
        row.service_request,
        "redirect",
        by=by,
        note=reply.strip() or _("已经有专人接手，谢谢您说出来。"),
        data={"where": _("管这类事的单位")},
    )
    return row


@transaction.atomic
def give_back(case: ProtectiveCase, *, note: str, by: Viewer) -> ProtectiveCase:
    """Not what the words sounded like: it goes the ordinary way, with its words."""
    if not note.strip():
        raise DomainError(_("请写为什么不是"), field="note")
    row = hold(case)
    held = lock(row.service_request)
    first = keeping.first_keeper(
        held.community,
        held.grid,
        Tier(held.level),
        without=close_to(reporter_id=held.reporter_id, resident_id=held.resident_id),
    )
    words = row.words.open()
    title = words.splitlines()[0]
    held.title = title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
    held.body = "" if held.title == words else words
    held.contact_name, held.contact_phone = row.name.open(), row.phone.open()
    held.address, held.is_protective, held.keeper = row.address.open(), False, first
    held.save()
    _end(row, ProtectiveCase.Outcome.RETURNED)
    write(row, What.CLOSED, note, by.user)
    audit.record("requests.protective.return", held, actor=by.user)
    return row


LONGEST = 60


@transaction.atomic
def name_officer(area: Area, *, user: User, actor: User) -> ProtectiveOfficer:
    standing = ProtectiveOfficer.objects.select_for_update().standing().filter(area=area)
    standing.update(ended_at=timezone.now())
    named = ProtectiveOfficer.objects.create(area=area, user=user, named_by=actor)
    audit.record(
        "requests.protective.name", named, actor=actor, scope=area.community_id,
        details={"area": area.pk, "user": user.pk},
    )  # fmt: skip
    return named


def hold(case: ProtectiveCase) -> ProtectiveCase:
    row = ProtectiveCase.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if row.closed_at is not None:
        raise DomainError(_("这件已经结束了"), code="moved_on")
    return row


def _end(row: ProtectiveCase, outcome: str) -> None:
    row.closed_at, row.outcome = timezone.now(), outcome
    row.save(update_fields=["closed_at", "outcome"])


def write(row: ProtectiveCase, what: str, note: str, by: User | None) -> ProtectiveStep:
    return ProtectiveStep.objects.create(
        case=row,
        what=what,
        note=note.strip(),
        officer_id=row.officer_id,
        backup_id=row.backup_id,
        by=by,
    )


def tell(
    case: ProtectiveCase, code: str, key: str, *, besides: Collection[int | None] = ()
) -> None:
    """Into both inboxes inside this transaction; the SMS follows by the outbox."""
    row = case.service_request
    for user_id in (case.officer_id, case.backup_id):
        if user_id is not None and user_id not in besides:
            messaging.send(
                f"requests.{code}",
                to_user=User(pk=user_id),
                scope=row.community_id,
                context={"number": row.number},
                dedup_key=key,
                link=reverse("requests:protective_case", args=[row.pk]),
                urgent=True,
            )
