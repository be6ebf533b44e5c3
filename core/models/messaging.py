"""What people are told: the wording, the message, how somebody wishes to be told.

A message goes to an account or, sealed, to an address of somebody who has none. Its row is
both the entry in the inbox and the order to send; language, quiet hours and channels are
read when it leaves, not when it was written down.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.fields import BlindIndexField, EncryptedField
from core.models.base import Ledger, RowScope
from core.quiet import QUIET_FROM, QUIET_TO


class Channel(models.TextChoices):
    INBOX = "inbox", _("站内消息")
    SMS = "sms", _("短信")
    EMAIL = "email", _("电子邮件")


class MessageStatus(models.TextChoices):
    QUEUED = "queued", _("待发送")
    HELD = "held", _("等过免打扰时段")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("未送达")
    AMBIGUOUS = "ambiguous", _("不知是否送达")
    CANCELLED = "cancelled", _("不再发送")
    READ = "read", _("已读")


class MessageTemplate(Ledger):
    """One wording in one language for one channel. An edit is a new version, never a change.

    The newest version in force wins; a place's own wording goes before the one for everywhere.
    """

    code = models.CharField(_("用途代码"), max_length=64)
    locality = models.BigIntegerField(_("适用范围（空为各地通用）"), null=True, blank=True)
    language = models.CharField(_("语言"), max_length=8, choices=settings.LANGUAGES)
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    title = models.CharField(_("标题"), max_length=120, blank=True)
    wording = models.TextField(_("内容（{…} 处填入）"))
    provider_code = models.CharField(_("短信服务商模板号"), max_length=64, blank=True)
    provider_params = models.JSONField(_("短信模板参数（按顺序）"), default=list, blank=True)
    wait_minutes = models.PositiveSmallIntegerField(
        _("站内多少分钟未读再发"), default=0, help_text=_("0 为同时发出")
    )
    active_from = models.DateTimeField(_("启用时间"), db_default=Now())
    is_retired = models.BooleanField(_("停用"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("修改人（空为随平台提供）"),
    )
    created_at = models.DateTimeField(_("写入时间"), db_default=Now())

    class Meta:
        verbose_name = _("消息模板")
        verbose_name_plural = _("消息模板")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "locality", "language", "channel", "version"],
                nulls_distinct=False,
                name="template_version_once",
            ),
            models.CheckConstraint(
                name="template_channel_known", condition=Q(channel__in=Channel.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_channel_display()} v{self.version}"


class Message(models.Model):
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """What a gateway sees: our reference and its idempotency key, the same at every attempt."""
    code = models.CharField(_("用途代码"), max_length=64)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inbox",
        verbose_name=_("收件账号"),
    )
    to_address = EncryptedField(_("收件地址"), mask="phone", blank=True)
    address_index = BlindIndexField(source="to_address", kind="phone")
    scope = models.BigIntegerField(_("范围"), null=True, blank=True)
    dedup_key = models.CharField(_("去重键"), max_length=160)
    context = EncryptedField(_("填入的内容"), mask="note", blank=True)
    link = models.CharField(_("链接"), max_length=200, blank=True)
    language = models.CharField(_("收件人没有账号时的语言"), max_length=8, blank=True)
    is_urgent = models.BooleanField(_("紧急（不受免打扰限制）"), default=False)

    status = models.CharField(
        _("状态"),
        max_length=16,
        choices=MessageStatus,
        default=MessageStatus.QUEUED,
        editable=False,
    )
    reason = models.CharField(_("原因"), max_length=64, blank=True, editable=False)
    due_at = models.DateTimeField(_("应发时间"))
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0, editable=False)
    created_at = models.DateTimeField(_("产生时间"), db_default=Now())

    template = models.ForeignKey(
        MessageTemplate, models.PROTECT, null=True, editable=False, related_name="+"
    )
    title = EncryptedField(_("标题"), mask="note", blank=True)
    body = EncryptedField(_("内容"), mask="note", blank=True)
    inbox_at = models.DateTimeField(_("进入收件箱时间"), null=True, editable=False)
    read_at = models.DateTimeField(_("阅读时间"), null=True, editable=False)

    channel = models.CharField(_("外发渠道"), max_length=8, blank=True, editable=False)
    outside_template = models.ForeignKey(
        MessageTemplate, models.PROTECT, null=True, editable=False, related_name="+"
    )
    gateway = models.CharField(_("网关"), max_length=32, blank=True, editable=False)
    provider_id = models.CharField(_("服务商回执号"), max_length=96, blank=True, editable=False)
    sending_at = models.DateTimeField(_("外发开始"), null=True, editable=False)
    sent_at = models.DateTimeField(_("发出时间"), null=True, editable=False)
    delivered_at = models.DateTimeField(_("送达回执时间"), null=True, editable=False)

    row_scope = RowScope(community="scope", person="to_user_id")

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        constraints = [
            models.CheckConstraint(
                name="message_status_known", condition=Q(status__in=MessageStatus.values)
            ),
            models.CheckConstraint(
                name="message_one_recipient",
                condition=Q(to_user__isnull=False, address_index="")
                | (Q(to_user__isnull=True) & ~Q(address_index="")),
            ),
            models.CheckConstraint(
                name="message_sent_has_time",
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_sending_has_start",
                condition=~Q(status="sending") | Q(sending_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_read_has_time",
                condition=~Q(status="read") | Q(read_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_end_has_reason",
                condition=~Q(status__in=["held", "failed", "ambiguous", "cancelled"])
                | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["to_user", "dedup_key"],
                condition=Q(to_user__isnull=False),
                name="message_once_per_user",
            ),
            models.UniqueConstraint(
                fields=["address_index", "dedup_key"],
                condition=Q(to_user__isnull=True),
                name="message_once_per_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_user", "-id"],
                name="message_inbox",
                condition=Q(inbox_at__isnull=False),
            ),
            models.Index(
                fields=["to_user"],
                name="message_unread",
                condition=Q(inbox_at__isnull=False, read_at__isnull=True),
            ),
            models.Index(
                fields=["due_at"],
                name="message_due",
                condition=Q(status__in=["queued", "held"]),
            ),
            models.Index(
                fields=["sending_at"], name="message_sending", condition=Q(status="sending")
            ),
            models.Index(
                fields=["provider_id"], name="message_provider_id", condition=~Q(provider_id="")
            ),
            models.Index(fields=["scope", "-id"], name="message_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.key}"


class MessagePreference(models.Model):
    """How somebody wishes to be told. Without a row the defaults hold."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="message_preference",
        verbose_name=_("账号"),
    )
    by_sms = models.BooleanField(_("短信也提醒我"), default=True)
    by_email = models.BooleanField(_("邮件也提醒我"), default=False)
    quiet_from = models.TimeField(_("免打扰，从"), default=QUIET_FROM)
    quiet_to = models.TimeField(_("免打扰，到"), default=QUIET_TO)

    row_scope = RowScope(person="user_id")

    class Meta:
        verbose_name = _("消息偏好")
        verbose_name_plural = _("消息偏好")

    def __str__(self) -> str:
        return f"{self.user_id} {self.quiet_from:%H:%M}–{self.quiet_to:%H:%M}"


class GatewayState(models.Model):
    """The circuit breaker of one gateway, shared by all processes."""

    name = models.CharField(_("网关"), max_length=32, unique=True)
    failures = models.PositiveIntegerField(_("连续失败"), default=0)
    opened_at = models.DateTimeField(_("断开时间"), null=True, blank=True)
    probe_at = models.DateTimeField(_("上次试探"), null=True, blank=True)
    last_error = models.CharField(_("最近一次失败"), max_length=200, blank=True)
    updated_at = models.DateTimeField(_("更新时间"), db_default=Now())

    class Meta:
        verbose_name = _("外发网关状态")
        verbose_name_plural = _("外发网关状态")

    def __str__(self) -> str:
        return self.name


class GatewayReceipt(Ledger):
    """What a gateway told us later. A receipt told twice is one row."""

    gateway = models.CharField(_("网关"), max_length=32)
    nonce = models.CharField(_("回执号"), max_length=96)
    message_key = models.UUIDField(_("我方编号"))
    outcome = models.CharField(_("结果"), max_length=16)
    received_at = models.DateTimeField(_("收到时间"), db_default=Now())

    class Meta:
        verbose_name = _("网关回执")
        verbose_name_plural = _("网关回执")
        constraints = [
            models.UniqueConstraint(fields=["gateway", "nonce"], name="receipt_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.nonce} {self.outcome}"


class DemoMessage(models.Model):
    """What the demo gateway would have sent. Stays empty on a real server."""

    message_key = models.UUIDField(_("消息编号"), unique=True)
    """The demo gateway honours idempotency keys, as a good gateway should."""
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    to_address = EncryptedField(_("收件地址"), mask="phone")
    address_index = BlindIndexField(source="to_address", kind="phone")
    text = EncryptedField(_("内容"), mask="note")
    provider_code = models.CharField(_("服务商模板号"), max_length=64, blank=True)
    at = models.DateTimeField(_("时间"), db_default=Now())

    # The page is for visitors of the demo, who are nobody yet.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("演示收件箱")
        verbose_name_plural = _("演示收件箱")
        indexes = [models.Index(fields=["address_index", "-id"], name="demo_by_address")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.to_address}"
