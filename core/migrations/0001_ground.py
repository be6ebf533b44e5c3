"""The tables of the room, as they stand."""

import datetime
import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.models.audit
import core.models.files


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditFloor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("transaction", models.BigIntegerField(default=0)),
                ("unsigned_since", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "审计水位",
                "verbose_name_plural": "审计水位",
            },
        ),
        migrations.CreateModel(
            name="GatewayState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=32, unique=True, verbose_name="网关")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="连续失败")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="断开时间")),
                ("probe_at", models.DateTimeField(blank=True, null=True, verbose_name="上次试探")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=200, verbose_name="最近一次失败"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="更新时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "外发网关状态",
                "verbose_name_plural": "外发网关状态",
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "name",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="部件"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="最近心跳",
                    ),
                ),
                ("detail", models.JSONField(blank=True, default=dict, verbose_name="详情")),
            ],
            options={
                "verbose_name": "心跳",
                "verbose_name_plural": "心跳",
            },
        ),
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "wrapped",
                    core.fields.EncryptedField(default="", mask="note", verbose_name="数据密钥"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="产生时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人数据密钥",
                "verbose_name_plural": "个人数据密钥",
            },
        ),
        migrations.CreateModel(
            name="ReferenceMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.UUIDField(default=uuid.uuid4, verbose_name="标记")),
            ],
            options={
                "verbose_name": "共用资料的标记",
                "verbose_name_plural": "共用资料的标记",
            },
        ),
        migrations.CreateModel(
            name="TallyDelta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=64, verbose_name="量")),
                ("scope", models.BigIntegerField(verbose_name="范围")),
                ("at", models.DateTimeField(verbose_name="发生时间")),
                ("dims", models.JSONField(default=dict, verbose_name="维度")),
                ("delta", models.BigIntegerField(verbose_name="增减")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="记入时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "计数增量",
                "verbose_name_plural": "计数增量",
            },
        ),
        migrations.CreateModel(
            name="AuditCheckpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.BigIntegerField(verbose_name="链")),
                ("seq", models.BigIntegerField(verbose_name="序号")),
                ("hash", models.BinaryField()),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("signature", models.BinaryField()),
            ],
            options={
                "verbose_name": "审计检查点",
                "verbose_name_plural": "审计检查点",
                "indexes": [models.Index(fields=["chain", "-seq"], name="audit_last_checkpoint")],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=core.models.audit.CurrentTransaction(), editable=False
                    ),
                ),
                ("scope", models.BigIntegerField(null=True, verbose_name="范围")),
                (
                    "grant",
                    models.CharField(blank=True, default="", max_length=64, verbose_name="身份"),
                ),
                ("verb", models.CharField(max_length=96, verbose_name="动作")),
                (
                    "object_type",
                    models.CharField(
                        blank=True, default="", max_length=96, verbose_name="对象类型"
                    ),
                ),
                (
                    "object_id",
                    models.CharField(
                        blank=True, default="", max_length=64, verbose_name="对象编号"
                    ),
                ),
                ("details", models.JSONField(default=dict, verbose_name="内容")),
                ("subject", models.UUIDField(null=True, verbose_name="所涉个人")),
                ("sealed", models.BinaryField(default=b"", verbose_name="密封内容")),
                (
                    "request_id",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="请求编号"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作人",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
                "indexes": [
                    models.Index(fields=["object_type", "object_id", "id"], name="audit_of_object"),
                    models.Index(fields=["actor", "id"], name="audit_of_actor"),
                    models.Index(fields=["transaction"], name="audit_by_transaction"),
                    django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="audit_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.BigIntegerField(verbose_name="链")),
                ("seq", models.BigIntegerField(verbose_name="序号")),
                ("prev_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
                (
                    "sealed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="封存时间",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="core.auditevent",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计封条",
                "verbose_name_plural": "审计封条",
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "seq"), name="audit_one_per_seq")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True, verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[("workday", "上班"), ("holiday", "放假")],
                        max_length=8,
                        verbose_name="安排",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=64, verbose_name="名称")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="依据")),
            ],
            options={
                "verbose_name": "工作日历",
                "verbose_name_plural": "工作日历（调休与放假）",
                "ordering": ["date"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["workday", "holiday"])),
                        name="calendar_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DemoMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message_key", models.UUIDField(unique=True, verbose_name="消息编号")),
                (
                    "channel",
                    models.CharField(
                        choices=[("inbox", "站内消息"), ("sms", "短信"), ("email", "电子邮件")],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "to_address",
                    core.fields.EncryptedField(default="", mask="phone", verbose_name="收件地址"),
                ),
                (
                    "address_index",
                    core.fields.BlindIndexField(
                        blank=True, editable=False, kind="phone", max_length=32, source="to_address"
                    ),
                ),
                ("text", core.fields.EncryptedField(default="", mask="note", verbose_name="内容")),
                (
                    "provider_code",
                    models.CharField(blank=True, max_length=64, verbose_name="服务商模板号"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "演示收件箱",
                "verbose_name_plural": "演示收件箱",
                "indexes": [models.Index(fields=["address_index", "-id"], name="demo_by_address")],
            },
        ),
        migrations.CreateModel(
            name="GatewayReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=32, verbose_name="网关")),
                ("nonce", models.CharField(max_length=96, verbose_name="回执号")),
                ("message_key", models.UUIDField(verbose_name="我方编号")),
                ("outcome", models.CharField(max_length=16, verbose_name="结果")),
                (
                    "received_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="收到时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "网关回执",
                "verbose_name_plural": "网关回执",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gateway", "nonce"), name="receipt_counted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.CharField(max_length=80, verbose_name="发送人")),
                ("key", models.CharField(max_length=64, verbose_name="幂等键")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="内容指纹")),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="应答")),
                ("answer", models.BinaryField(default=b"", verbose_name="应答（加密）")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "表单提交",
                "verbose_name_plural": "表单提交",
                "indexes": [models.Index(fields=["created_at"], name="idempotency_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "key"), name="idempotency_once_per_owner"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessagePreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_sms", models.BooleanField(default=True, verbose_name="短信也提醒我")),
                ("by_email", models.BooleanField(default=False, verbose_name="邮件也提醒我")),
                (
                    "quiet_from",
                    models.TimeField(default=datetime.time(21, 0), verbose_name="免打扰，从"),
                ),
                (
                    "quiet_to",
                    models.TimeField(default=datetime.time(8, 0), verbose_name="免打扰，到"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="message_preference",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "消息偏好",
                "verbose_name_plural": "消息偏好",
            },
        ),
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=64, verbose_name="用途代码")),
                (
                    "locality",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="适用范围（空为各地通用）"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "简体中文"), ("en", "英文")],
                        max_length=8,
                        verbose_name="语言",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("inbox", "站内消息"), ("sms", "短信"), ("email", "电子邮件")],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="标题")),
                ("wording", models.TextField(verbose_name="内容（{…} 处填入）")),
                (
                    "provider_code",
                    models.CharField(blank=True, max_length=64, verbose_name="短信服务商模板号"),
                ),
                (
                    "provider_params",
                    models.JSONField(
                        blank=True, default=list, verbose_name="短信模板参数（按顺序）"
                    ),
                ),
                (
                    "wait_minutes",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="0 为同时发出", verbose_name="站内多少分钟未读再发"
                    ),
                ),
                (
                    "active_from",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="启用时间",
                    ),
                ),
                ("is_retired", models.BooleanField(default=False, verbose_name="停用")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="写入时间",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人（空为随平台提供）",
                    ),
                ),
            ],
            options={
                "verbose_name": "消息模板",
                "verbose_name_plural": "消息模板",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "locality", "language", "channel", "version"),
                        name="template_version_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["inbox", "sms", "email"])),
                        name="template_channel_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=64, verbose_name="用途代码")),
                (
                    "to_address",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="收件地址"
                    ),
                ),
                (
                    "address_index",
                    core.fields.BlindIndexField(
                        blank=True, editable=False, kind="phone", max_length=32, source="to_address"
                    ),
                ),
                ("scope", models.BigIntegerField(blank=True, null=True, verbose_name="范围")),
                ("dedup_key", models.CharField(max_length=160, verbose_name="去重键")),
                (
                    "context",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="填入的内容"
                    ),
                ),
                ("link", models.CharField(blank=True, max_length=200, verbose_name="链接")),
                (
                    "language",
                    models.CharField(
                        blank=True, max_length=8, verbose_name="收件人没有账号时的语言"
                    ),
                ),
                (
                    "is_urgent",
                    models.BooleanField(default=False, verbose_name="紧急（不受免打扰限制）"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "待发送"),
                            ("held", "等过免打扰时段"),
                            ("sending", "发送中"),
                            ("sent", "已发送"),
                            ("failed", "未送达"),
                            ("ambiguous", "不知是否送达"),
                            ("cancelled", "不再发送"),
                            ("read", "已读"),
                        ],
                        default="queued",
                        editable=False,
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="原因"
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="应发时间")),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="次数"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="产生时间",
                    ),
                ),
                (
                    "title",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="标题"
                    ),
                ),
                (
                    "body",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="内容"
                    ),
                ),
                (
                    "inbox_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="进入收件箱时间"),
                ),
                (
                    "read_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="阅读时间"),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True, editable=False, max_length=8, verbose_name="外发渠道"
                    ),
                ),
                (
                    "gateway",
                    models.CharField(
                        blank=True, editable=False, max_length=32, verbose_name="网关"
                    ),
                ),
                (
                    "provider_id",
                    models.CharField(
                        blank=True, editable=False, max_length=96, verbose_name="服务商回执号"
                    ),
                ),
                (
                    "sending_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="外发开始"),
                ),
                (
                    "sent_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="发出时间"),
                ),
                (
                    "delivered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="送达回执时间"),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inbox",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收件账号",
                    ),
                ),
                (
                    "outside_template",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.messagetemplate",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.messagetemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "消息",
                "verbose_name_plural": "消息",
                "indexes": [
                    models.Index(
                        condition=models.Q(("inbox_at__isnull", False)),
                        fields=["to_user", "-id"],
                        name="message_inbox",
                    ),
                    models.Index(
                        condition=models.Q(("inbox_at__isnull", False), ("read_at__isnull", True)),
                        fields=["to_user"],
                        name="message_unread",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["queued", "held"])),
                        fields=["due_at"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("status", "sending")),
                        fields=["sending_at"],
                        name="message_sending",
                    ),
                    models.Index(
                        condition=models.Q(("provider_id", ""), _negated=True),
                        fields=["provider_id"],
                        name="message_provider_id",
                    ),
                    models.Index(fields=["scope", "-id"], name="message_by_place"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "queued",
                                    "held",
                                    "sending",
                                    "sent",
                                    "failed",
                                    "ambiguous",
                                    "cancelled",
                                    "read",
                                ],
                            )
                        ),
                        name="message_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address_index", ""), ("to_user__isnull", False)),
                            models.Q(
                                ("to_user__isnull", True),
                                models.Q(("address_index", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="message_one_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "sending"), _negated=True),
                            ("sending_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_sending_has_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "read"), _negated=True),
                            ("read_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_read_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["held", "failed", "ambiguous", "cancelled"]),
                                _negated=True,
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="message_end_has_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_user__isnull", False)),
                        fields=("to_user", "dedup_key"),
                        name="message_once_per_user",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_user__isnull", True)),
                        fields=("address_index", "dedup_key"),
                        name="message_once_per_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=64, verbose_name="主题")),
                ("subscriber", models.CharField(max_length=128, verbose_name="接收方")),
                ("key", models.CharField(max_length=160, verbose_name="幂等键")),
                ("payload", models.JSONField(default=dict, verbose_name="内容（只有编号）")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "待送达"),
                            ("leased", "外发中"),
                            ("done", "已送达"),
                            ("parked", "搁置待查"),
                        ],
                        default="pending",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                (
                    "due_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="下次送达",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="产生时间",
                    ),
                ),
                ("done_at", models.DateTimeField(null=True, verbose_name="送达时间")),
                ("last_error", models.TextField(blank=True, verbose_name="原因")),
            ],
            options={
                "verbose_name": "待办副作用",
                "verbose_name_plural": "待办副作用（发件箱）",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["pending", "leased"])),
                        fields=["due_at", "id"],
                        name="outbox_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "subscriber"), name="outbox_once_per_subscriber"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("scope", models.BigIntegerField(null=True, verbose_name="范围")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("jpg", "照片（JPG）"),
                            ("png", "图片（PNG）"),
                            ("webp", "图片（WebP）"),
                            ("gif", "图片（GIF）"),
                            ("pdf", "PDF 文件"),
                            ("xlsx", "Excel 表格"),
                            ("docx", "Word 文档"),
                            ("csv", "CSV 表格"),
                            ("txt", "文本"),
                        ],
                        max_length=8,
                        verbose_name="类型",
                    ),
                ),
                (
                    "content",
                    models.FileField(
                        max_length=120, upload_to=core.models.files.random_path, verbose_name="内容"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="指纹")),
                ("size", models.PositiveBigIntegerField(verbose_name="大小")),
                ("safe_name", models.CharField(max_length=120, verbose_name="下载名")),
                ("purpose", models.CharField(max_length=64, verbose_name="用途")),
                ("keep_until", models.DateField(null=True, verbose_name="保存至")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件",
                "verbose_name_plural": "文件",
                "indexes": [
                    models.Index(
                        condition=models.Q(("keep_until__isnull", False)),
                        fields=["keep_until"],
                        name="file_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["jpg", "png", "webp", "gif", "pdf", "xlsx", "docx", "csv", "txt"],
                            )
                        ),
                        name="file_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("acting_as", models.CharField(blank=True, max_length=32, verbose_name="身份")),
                ("scope", models.BigIntegerField(null=True, verbose_name="范围")),
                ("kind", models.CharField(max_length=64, verbose_name="内容")),
                ("params", models.JSONField(default=dict, verbose_name="条件")),
                (
                    "format",
                    models.CharField(
                        choices=[("xlsx", "Excel 表格"), ("csv", "CSV 表格")],
                        default="xlsx",
                        max_length=8,
                        verbose_name="格式",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "排队中"),
                            ("running", "正在导出"),
                            ("done", "可以下载"),
                            ("failed", "没有成功"),
                            ("expired", "已过期"),
                        ],
                        default="queued",
                        editable=False,
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("done_rows", models.PositiveIntegerField(default=0, verbose_name="已写行数")),
                ("total_rows", models.PositiveIntegerField(null=True, verbose_name="总行数")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="申请时间",
                    ),
                ),
                (
                    "touched_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="最近进展",
                    ),
                ),
                ("expires_at", models.DateTimeField(null=True, verbose_name="下载截止")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="导出人",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "导出",
                "verbose_name_plural": "导出",
                "indexes": [
                    models.Index(fields=["owner", "-id"], name="export_mine"),
                    models.Index(
                        condition=models.Q(("status__in", ["queued", "running"])),
                        fields=["touched_at"],
                        name="export_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["queued", "running", "done", "failed", "expired"])
                        ),
                        name="export_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "done"), _negated=True),
                            models.Q(("expires_at__isnull", False), ("file__isnull", False)),
                            _connector="OR",
                        ),
                        name="export_done_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "failed"), _negated=True),
                            models.Q(("error", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="export_failed_has_reason",
                    ),
                ],
            },
        ),
    ]
