"""One SMS to oneself: the whole way from here to a phone, before a resident depends on it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.models import Area, SetupConfirmation
from core.exceptions import DomainError
from core.messaging import send
from core.models import Message

CODE = "communities.setup_trial"
RECEIVED = "sms_received"
PAUSE = timedelta(minutes=1)


@transaction.atomic
def send_trial(community: Area, *, actor: User) -> Message:
    now = timezone.now()
    if Message.objects.filter(code=CODE, scope=community.pk, created_at__gt=now - PAUSE).exists():
        raise DomainError(_("刚发过一条，请等一分钟"), code="too_soon")
    return send(
        CODE,
        to_user=actor,
        scope=community.pk,
        context={"community": community.name, "time": timezone.localtime(now).strftime("%H:%M")},
        dedup_key=f"{CODE}:{community.pk}:{now:%Y%m%d%H%M%S}",
    )


@transaction.atomic
def receive_trial(community: Area, *, actor: User) -> None:
    """He holds the phone in his hand: the word of a person, where a provider gives no receipts."""
    if last_trial(community) is None:
        raise DomainError(_("先发一条测试短信"), code="nothing_sent")
    row, fresh = SetupConfirmation.objects.get_or_create(
        community=community, item=RECEIVED, defaults={"confirmed_by": actor}
    )
    if fresh:
        history.note("communities.setup_confirmed", row, actor=actor, details={"item": RECEIVED})


def last_trial(community: Area) -> Message | None:
    return Message.objects.filter(code=CODE, scope=community.pk).order_by("-pk").first()


def was_received(message: Message, community: Area) -> bool:
    if message.delivered_at is not None:
        return True
    return SetupConfirmation.objects.filter(community=community, item=RECEIVED).exists()
