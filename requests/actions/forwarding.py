"""转给没有账号的人: a link, its receipt, its answer; taken back at any time, and it runs out.

Whoever handed it on stays responsible; the bearer of the link can say two things and no more:
that he has it, and how it went.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import CommunityProfile
from core import messaging
from core.exceptions import DomainError
from core.identifiers import read_phone
from requests.actions.moving import lock, move, move_on
from requests.eligibility import NEVER
from requests.handing_messages import FORWARD_REMINDER
from requests.models import Forward, ServiceRequest, Timer
from requests.workflow.handing import WORKED_ON

LONGEST_DAYS = 14
MOST_STANDING = 3
REMIND_AFTER = timedelta(days=1)


@transaction.atomic
def forward(
    service_request: ServiceRequest,
    *,
    name: str,
    ask: str,
    days: int,
    phone: str = "",
    shows_door: bool = False,
    by: Viewer,
) -> ServiceRequest:
    row = lock(service_request)
    _whom_and_what(row, name, ask, days)
    number = read_phone(phone) if phone.strip() else ""
    if number is None:
        raise DomainError(_("手机号是 11 位，座机要带区号"), field="phone")
    if row.kind in NEVER or row.is_confidential or row.is_protective:
        raise DomainError(_("这件事只能在内部办，不能转出去"), code="inside")
    now = timezone.now()
    until = now + timedelta(days=days)
    made = Forward.objects.create(
        community_id=row.community_id,
        service_request=row,
        number=row.forwards.count() + 1,
        to_name=name.strip(),
        to_phone=number,
        ask=ask.strip(),
        shows_door=shows_door,
        forwarded_by=by.actor,
        expires_at=until,
    )
    moved = move_on(row, "forward", by=by, note=made.ask, data={"forward": made.pk}).service_request
    Timer.objects.create(
        community_id=row.community_id,
        service_request=row,
        purpose=Timer.Purpose.FORWARD,
        epoch=row.epoch,
        turn=made.number,
        due_at=min(now + REMIND_AFTER, now + (until - now) / 2),
    )
    return moved


@transaction.atomic
def receive(found: Forward) -> Forward:
    """收到: said once; a second tap finds it said."""
    made = _lock_living(found)
    if made.received_at is None:
        made.received_at = timezone.now()
        made.save(update_fields=["received_at"])
        _quiet(made)
        move(
            made.service_request, "forward_received", by=None, bearer=True,
            data={"forward": made.pk},
        )  # fmt: skip
    return made


@transaction.atomic
def answer(found: Forward, *, outcome: str, words: str) -> Forward:
    """How it went, in his words; after this the link says thank you and nothing else."""
    made = _lock_living(found)
    if made.received_at is None:
        raise DomainError(_("请先点“收到”"), code="not_received")
    if outcome not in Forward.Outcome.values:
        raise DomainError(_("请选办得怎样"), field="outcome")
    if outcome != Forward.Outcome.DONE and not words.strip():
        raise DomainError(_("请写一句哪里没办成"), field="words")
    made.outcome, made.words, made.answered_at = outcome, words.strip(), timezone.now()
    made.save()
    data = {"forward": made.pk, "outcome": outcome}
    move(made.service_request, "forward_answered", by=None, bearer=True, note=made.words, data=data)
    return made


@transaction.atomic
def revoke(service_request: ServiceRequest, *, forward: Forward, by: Viewer) -> ServiceRequest:
    row = lock(service_request)
    made = row.forwards.select_for_update(of=("self",)).standing().filter(pk=forward.pk).first()
    if made is None:
        raise DomainError(_("这个链接已经用完或者收回了"), field="forward")
    made.revoked_at = timezone.now()
    made.save(update_fields=["revoked_at"])
    _quiet(made)
    return move_on(row, "forward_revoked", by=by, data={"forward": made.pk}).service_request


def note_opened(found: Forward) -> None:
    """The first look at the page, for the receipt: seen is not yet received."""
    Forward.objects.filter(pk=found.pk, opened_at__isnull=True).update(opened_at=timezone.now())


def remind(row: ServiceRequest, number: int) -> None:
    """Nobody said that he has it: who handed it on hears so, and the other once by SMS."""
    made = row.forwards.standing().filter(number=number, received_at__isnull=True).first()
    if made is None or row.status not in WORKED_ON:
        return
    made.reminded_at = timezone.now()
    made.save(update_fields=["reminded_at"])
    move_on(row, "forward_waits", by=None, data={"forward": made.pk})
    profile = CommunityProfile.objects.filter(area_id=row.community_id).first()
    if made.to_phone and not made.is_over and profile and profile.telephone:
        messaging.send(
            FORWARD_REMINDER,
            to_address=made.to_phone.open(),
            scope=row.community_id,
            context={"community": row.community.name, "telephone": profile.telephone},
            dedup_key=f"{FORWARD_REMINDER}:{made.pk}",
        )


# --- inside ------------------------------------------------------------------------------------
def _whom_and_what(row: ServiceRequest, name: str, ask: str, days: int) -> None:
    if not name.strip():
        raise DomainError(_("请写转给谁"), field="name")
    if not ask.strip():
        raise DomainError(_("请写清楚请他做什么"), field="ask")
    if not 1 <= days <= LONGEST_DAYS:
        raise DomainError(_("链接最多有效 {n} 天").format(n=LONGEST_DAYS), field="days")
    if row.forwards.standing().filter(expires_at__gt=timezone.now()).count() >= MOST_STANDING:
        raise DomainError(
            _("已经有 {n} 个链接在外面，先收回一个").format(n=MOST_STANDING), code="too_many"
        )


def _lock_living(found: Forward) -> Forward:
    """The request first, then the link, as everybody who works on it."""
    row = lock(found.service_request)
    made = Forward.objects.select_for_update(of=("self",)).get(pk=found.pk)
    made.service_request = row
    if not made.is_standing or made.is_over or row.status not in WORKED_ON:
        raise DomainError(_("这个链接已经不能用了，请打社区的电话"), code="over")
    return made


def _quiet(made: Forward) -> None:
    """Nothing is left to remind of."""
    Timer.objects.filter(
        service_request=made.service_request_id,
        purpose=Timer.Purpose.FORWARD,
        turn=made.number,
        fired_at__isnull=True,
    ).delete()
