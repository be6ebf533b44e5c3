"""The tables of the room, as they stand."""

import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ErasureProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.BigIntegerField(null=True, verbose_name="社区")),
                (
                    "reason",
                    models.CharField(
                        choices=[("request", "本人请求"), ("retention", "保存期满")],
                        max_length=16,
                        verbose_name="原因",
                    ),
                ),
                ("subject", models.UUIDField(null=True, verbose_name="本人")),
                ("counts", models.JSONField(verbose_name="各处件数")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "删除证明",
                "verbose_name_plural": "删除证明",
            },
        ),
        migrations.CreateModel(
            name="PrivacyNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(unique=True, verbose_name="版本")),
                ("title", models.CharField(max_length=64, verbose_name="标题")),
                ("title_en", models.CharField(max_length=128, verbose_name="英文标题")),
                ("body", models.TextField(verbose_name="正文")),
                ("body_en", models.TextField(verbose_name="英文正文")),
                ("summary", models.TextField(blank=True, verbose_name="先看这几句（一行一句）")),
                ("summary_en", models.TextField(blank=True, verbose_name="英文的先看这几句")),
                (
                    "change_note",
                    models.CharField(blank=True, max_length=200, verbose_name="与上一版的不同"),
                ),
                ("effective_on", models.DateField(verbose_name="生效日期")),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="发布时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人信息告知书",
                "verbose_name_plural": "个人信息告知书",
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "phone",
                    core.fields.EncryptedField(default="", mask="phone", verbose_name="手机"),
                ),
                (
                    "phone_index",
                    core.fields.BlindIndexField(
                        blank=True, editable=False, kind="phone", max_length=32, source="phone"
                    ),
                ),
                (
                    "name",
                    core.fields.NameField(
                        blank=True, default="", max_length=64, verbose_name="称呼"
                    ),
                ),
                (
                    "email",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="电子邮箱"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="可登录")),
                (
                    "phone_verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="手机验证时间"),
                ),
                (
                    "last_seen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="最近使用"),
                ),
                (
                    "messages_stopped_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="停发消息"
                    ),
                ),
                (
                    "language",
                    models.CharField(blank=True, default="", max_length=8, verbose_name="语言"),
                ),
                ("elder_mode", models.BooleanField(default=False, verbose_name="长辈版")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="开户时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("phone_index", ""), _negated=True),
                        fields=("phone_index",),
                        name="user_one_per_phone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImpactAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                ("scope", models.BigIntegerField(blank=True, null=True, verbose_name="区域")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="处理活动")),
                ("necessity", models.TextField(verbose_name="目的、方式是否合法、正当、必要")),
                ("risks", models.TextField(verbose_name="对个人的影响和风险")),
                ("measures", models.TextField(verbose_name="保护措施是否与风险相称")),
                ("concluded_on", models.DateField(verbose_name="完成日期")),
                ("review_on", models.DateField(verbose_name="下次复核")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "影响评估",
                "verbose_name_plural": "影响评估",
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                ("scope", models.BigIntegerField(blank=True, null=True, verbose_name="区域")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                ("noticed_at", models.DateTimeField(verbose_name="发现时间")),
                ("kinds", models.CharField(max_length=200, verbose_name="涉及信息")),
                ("people", models.PositiveIntegerField(default=0, verbose_name="涉及人数")),
                ("cause", models.TextField(verbose_name="原因")),
                ("harm", models.TextField(verbose_name="可能的危害")),
                ("measures", models.TextField(verbose_name="已采取的措施")),
                (
                    "authority_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="报告主管部门时间"),
                ),
                (
                    "people_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="告知个人时间"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人信息安全事件",
                "verbose_name_plural": "个人信息安全事件",
            },
        ),
        migrations.CreateModel(
            name="SharingRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                ("scope", models.BigIntegerField(blank=True, null=True, verbose_name="区域")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
                ("recipient", models.CharField(max_length=120, verbose_name="提供给谁")),
                (
                    "contact",
                    models.CharField(blank=True, max_length=120, verbose_name="对方联系人"),
                ),
                ("kinds", models.CharField(max_length=200, verbose_name="哪些信息")),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("starts_on", models.DateField(verbose_name="起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="止")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "对外提供记录",
                "verbose_name_plural": "对外提供记录",
            },
        ),
        migrations.CreateModel(
            name="SignInFailure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("code", "验证码"), ("password", "密码")], max_length=16
                    ),
                ),
                ("phone_index", models.CharField(max_length=32)),
                ("address_index", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "登录失败",
                "verbose_name_plural": "登录失败",
                "indexes": [
                    models.Index(fields=["phone_index", "at"], name="failure_per_number"),
                    models.Index(fields=["address_index", "at"], name="failure_per_address"),
                    models.Index(fields=["at"], name="failure_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataSubjectRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.BigIntegerField(null=True, verbose_name="社区")),
                ("subject", models.UUIDField(verbose_name="关于谁")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("export", "要一份我的信息"),
                            ("correct", "改正我的信息"),
                            ("delete", "删除我的信息"),
                            ("withdraw", "撤回同意并停止使用"),
                            ("explain", "请解释怎么用我的信息"),
                        ],
                        max_length=16,
                        verbose_name="请求",
                    ),
                ),
                (
                    "text",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="说明"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "已收到"),
                            ("done", "已办好"),
                            ("refused", "未能照办，已说明理由"),
                            ("cancelled", "本人撤回"),
                        ],
                        default="received",
                        editable=False,
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="最迟答复")),
                (
                    "answer",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="答复"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="提出时间",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人权利请求",
                "verbose_name_plural": "个人权利请求",
                "ordering": ["due_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["received", "done", "refused", "cancelled"])
                        ),
                        name="subject_request_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["done", "refused"]), _negated=True),
                            ("handled_by__isnull", False),
                            _connector="OR",
                        ),
                        name="subject_request_answered_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "received")),
                        fields=("subject", "kind"),
                        name="subject_request_one_open_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinorAccessApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                ("scope", models.BigIntegerField(verbose_name="社区")),
                ("purpose", models.CharField(max_length=120, verbose_name="用途")),
                ("starts_on", models.DateField(verbose_name="起")),
                ("ends_on", models.DateField(verbose_name="止（含）")),
                (
                    "approved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="批准时间",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="撤销时间"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="可查看的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "未成年人信息查看批准",
                "verbose_name_plural": "未成年人信息查看批准",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="minor_access_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reader", models.F("approved_by")), _negated=True),
                        name="minor_access_not_self_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformComplaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                ("text", models.TextField(verbose_name="内容")),
                (
                    "contact",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="怎么联系您"
                    ),
                ),
                (
                    "address_index",
                    models.CharField(blank=True, max_length=32, verbose_name="来源地址（不可逆）"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("received", "已收到"), ("answered", "已答复")],
                        default="received",
                        editable=False,
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "对平台的投诉建议",
                "verbose_name_plural": "对平台的投诉建议",
                "indexes": [
                    models.Index(fields=["address_index", "created_at"], name="complaint_recent")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["received", "answered"])),
                        name="complaint_status_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                ("scope", models.BigIntegerField(null=True, verbose_name="社区")),
                ("subject", models.UUIDField(db_index=True, verbose_name="本人")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("service", "使用平台所必需"),
                            ("health", "健康状况"),
                            ("disability", "残疾情况"),
                            ("hardship", "家庭困难情况"),
                            ("child", "14 岁以下孩子的信息"),
                            ("political", "政治面貌"),
                            ("portrait", "活动照片"),
                            ("contact_sharing", "把电话给上门的志愿者"),
                        ],
                        max_length=24,
                        verbose_name="种类",
                    ),
                ),
                ("given", models.BooleanField(verbose_name="同意")),
                ("guardian", models.UUIDField(null=True, verbose_name="监护人")),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("face", "当面念给他听"),
                            ("home", "上门念给他听"),
                            ("phone", "电话里念给他听"),
                            ("paper", "他看过，签了字"),
                        ],
                        max_length=8,
                        verbose_name="怎么问的",
                    ),
                ),
                (
                    "witness",
                    core.fields.NameField(blank=True, max_length=64, verbose_name="见证人"),
                ),
                ("evidence", models.CharField(blank=True, max_length=120, verbose_name="代录依据")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="询问人",
                    ),
                ),
                (
                    "on_behalf_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代录人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作账号",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.privacynotice",
                        verbose_name="告知书",
                    ),
                ),
            ],
            options={
                "verbose_name": "同意记录",
                "verbose_name_plural": "同意记录",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "service",
                                    "health",
                                    "disability",
                                    "hardship",
                                    "child",
                                    "political",
                                    "portrait",
                                    "contact_sharing",
                                ],
                            )
                        ),
                        name="consent_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_behalf_by__isnull", True),
                            models.Q(("evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_for_another_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how", ""),
                            ("given", False),
                            ("how", "paper"),
                            models.Q(("witness", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_read_out_before_a_witness",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("building_head", "楼栋长 / 联户长"),
                            ("grid_worker", "网格员"),
                            ("community_staff", "社区工作者"),
                            ("community_secretary", "社区书记"),
                            ("social_worker", "社工"),
                            ("org_manager", "机构负责人"),
                            ("department_liaison", "部门联络员"),
                            ("dispatcher", "派单员"),
                            ("street_official", "街道工作人员"),
                            ("district_official", "区县工作人员"),
                            ("upper_official", "市级工作人员"),
                            ("auditor", "审计管理员"),
                            ("security_admin", "安全管理员"),
                            ("system_admin", "系统管理员"),
                            ("privacy_officer", "个人信息保护负责人"),
                        ],
                        max_length=32,
                        verbose_name="角色",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="起"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="止（含）")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="事由")),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="收回时间"
                    ),
                ),
                (
                    "revoke_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="收回事由"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="授予时间",
                    ),
                ),
                (
                    "delegated_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="accounts.rolegrant",
                        verbose_name="代理自",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="授予人",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收回人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "授权",
                "verbose_name_plural": "授权",
                "indexes": [
                    models.Index(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=["user"],
                        name="grant_standing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "building_head",
                                    "grid_worker",
                                    "community_staff",
                                    "community_secretary",
                                    "social_worker",
                                    "org_manager",
                                    "department_liaison",
                                    "dispatcher",
                                    "street_official",
                                    "district_official",
                                    "upper_official",
                                    "auditor",
                                    "security_admin",
                                    "system_admin",
                                    "privacy_officer",
                                ],
                            )
                        ),
                        name="grant_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="grant_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delegated_from__isnull", True),
                            ("ends_on__isnull", False),
                            _connector="OR",
                        ),
                        name="grant_delegation_has_an_end",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        expressions=[
                            ("user", "="),
                            (
                                models.Case(
                                    models.When(
                                        role__in=["auditor", "security_admin", "system_admin"],
                                        then=models.F("role"),
                                    ),
                                    default=models.Value("town"),
                                ),
                                "<>",
                            ),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="grant_administrators_stand_apart",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondFactorReset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "numbers",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="note",
                        verbose_name="原文里的号码",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="事由与核对方式")),
                (
                    "requested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="申请时间",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "等第二人确认"),
                            ("confirmed", "已解除"),
                            ("declined", "未同意"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=16,
                        verbose_name="结果",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="确认时间"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "动态口令解除申请",
                "verbose_name_plural": "动态口令解除申请",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["waiting", "confirmed", "declined"])),
                        name="reset_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reset_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", models.F("requested_by")), _negated=True),
                            models.Q(
                                ("decided_by__isnull", True),
                                models.Q(("user", models.F("decided_by")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="reset_not_for_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("outcome", "waiting"),
                            ),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reset_decided_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting")),
                        fields=("user",),
                        name="reset_one_open_per_account",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("sign_in", "登录"),
                            ("change_phone", "换手机号"),
                            ("prove", "不开账号，只核实号码"),
                        ],
                        default="sign_in",
                        max_length=16,
                        verbose_name="用途",
                    ),
                ),
                (
                    "phone",
                    core.fields.EncryptedField(default="", mask="phone", verbose_name="手机"),
                ),
                (
                    "phone_index",
                    core.fields.BlindIndexField(
                        blank=True, editable=False, kind="phone", max_length=32, source="phone"
                    ),
                ),
                (
                    "address_index",
                    models.CharField(blank=True, max_length=32, verbose_name="来源地址（不可逆）"),
                ),
                (
                    "code",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="验证码"
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="发出时间"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="有效至")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使用时间")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "验证码",
                "verbose_name_plural": "验证码",
                "indexes": [
                    models.Index(fields=["phone_index", "created_at"], name="code_per_number"),
                    models.Index(fields=["address_index", "created_at"], name="code_per_address"),
                    models.Index(fields=["created_at"], name="code_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("phone_index", ""), _negated=True),
                        name="code_number_known",
                    )
                ],
            },
        ),
    ]
