"""What people do with messages."""

from datetime import datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.exceptions import DomainError
from core.messaging.templates import check_template, check_what_stands, next_version
from core.messaging.workflow import WAITING, move
from core.models import Message, MessagePreference, MessageStatus, MessageTemplate

audit.describe(
    {
        "message.cancelled": gettext_lazy("撤回未发出的消息"),
        "message.sent_again": gettext_lazy("重发消息"),
        "message.preference_saved": gettext_lazy("修改消息偏好"),
        "message.template_revised": gettext_lazy("修改消息模板"),
    }
)


@transaction.atomic
def mark_read(message: Message) -> None:
    """Reading it here also stops the text message that was waiting behind it."""
    message = _lock(message.pk)
    if message.read_at is not None:
        return
    message.read_at = timezone.now()
    if message.status == MessageStatus.SENDING:
        message.save(update_fields=["read_at"])  # whoever is sending writes down the end
    else:
        move(message, MessageStatus.READ, also=["read_at"])


def read_elsewhere(user_id: int, link: str) -> int:
    """Who does something on the page a message leads to has read it: no text message follows."""
    waiting = Message.objects.filter(
        to_user_id=user_id,
        link=link,
        status__in=WAITING,
        inbox_at__isnull=False,
        read_at__isnull=True,
    )
    pks = list(waiting.order_by("pk").values_list("pk", flat=True))
    for pk in pks:
        mark_read(Message(pk=pk))
    return len(pks)


def mark_all_read(user_id: int, *, up_to: int) -> int:
    """Up to the newest one that stood on the page: what came since is still unread."""
    rows = Message.objects.filter(
        to_user_id=user_id, inbox_at__isnull=False, read_at__isnull=True, pk__lte=up_to
    )
    pks = list(rows.order_by("pk").values_list("pk", flat=True)[:500])
    for pk in pks:
        mark_read(Message(pk=pk))
    return len(pks)


@transaction.atomic
def cancel_message(message: Message, *, reason: str, actor: Any) -> None:
    """Take back what has not left yet."""
    message = _lock(message.pk)
    if not reason.strip():
        raise DomainError(_("请写明为什么撤回"), field="reason")
    if message.status not in WAITING:
        raise DomainError(_("这条消息已经发出，不能撤回"), code="sent")
    move(message, MessageStatus.CANCELLED, reason="by_staff")
    audit.record(
        "message.cancelled",
        message,
        actor=actor,
        scope=message.scope,
        details={"reason": reason},
    )


@transaction.atomic
def send_again(message: Message, *, actor: Any) -> None:
    """A person looked at a failure and wants another try; never for one that may have arrived."""
    message = _lock(message.pk)
    if message.status != MessageStatus.FAILED:
        raise DomainError(_("只有未送达的消息可以重发"), code="not_failed")
    message.attempts = 0
    message.gateway = ""
    move(
        message,
        MessageStatus.QUEUED,
        due_at=timezone.now(),
        also=["attempts", "gateway"],
    )
    audit.record("message.sent_again", message, actor=actor, scope=message.scope)


@transaction.atomic
def save_preference(
    user: Any, *, by_sms: bool, by_email: bool, quiet_from: time, quiet_to: time, language: str
) -> MessagePreference:
    preference, _created = MessagePreference.objects.update_or_create(
        user=user,
        defaults={
            "by_sms": by_sms,
            "by_email": by_email,
            "quiet_from": quiet_from,
            "quiet_to": quiet_to,
        },
    )
    user.language = language
    user.save(update_fields=["language"])
    audit.record("message.preference_saved", preference, actor=user, scope=None)
    return preference


@transaction.atomic
def revise_template(
    template: MessageTemplate,
    *,
    actor: Any,
    locality: int | None,
    wording: str,
    title: str = "",
    provider_code: str = "",
    provider_params: list[str] | None = None,
    wait_minutes: int = 0,
    active_from: datetime | None = None,
    is_retired: bool = False,
) -> MessageTemplate:
    """Write the next version, for everywhere or for one place; the old one stays as it was."""
    version = MessageTemplate(
        code=template.code,
        locality=locality,
        language=template.language,
        channel=template.channel,
        title=title,
        wording=wording,
        provider_code=provider_code,
        provider_params=provider_params or [],
        wait_minutes=wait_minutes,
        active_from=active_from or timezone.now(),
        is_retired=is_retired,
        created_by=actor,
    )
    check_template(version)
    check_what_stands(version)
    version.version = next_version(version)
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as error:
        raise DomainError(_("这条模板刚被别人改过，请刷新后再改"), code="stale") from error
    audit.record(
        "message.template_revised",
        version,
        actor=actor,
        scope=locality,
        details={"code": version.code, "version": version.version},
    )
    return version


def _lock(pk: int) -> Message:
    return Message.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
