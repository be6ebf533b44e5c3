"""The tables of the room, as they stand."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_ground"),
        ("communities", "0001_ground"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GridMatter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=32, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=32, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=64, verbose_name="英文名称")),
                ("examples", models.CharField(blank=True, max_length=120, verbose_name="比如")),
                (
                    "examples_en",
                    models.CharField(blank=True, max_length=200, verbose_name="比如（英文）"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "事项类别",
                "verbose_name_plural": "事项类别",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="DutyOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "office_phone",
                    models.CharField(blank=True, max_length=20, verbose_name="值班电话（公示）"),
                ),
                (
                    "set_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="指定时间"
                    ),
                ),
                (
                    "community",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_officer",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="指定人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="值班负责人",
                    ),
                ),
            ],
            options={
                "verbose_name": "值班负责人",
                "verbose_name_plural": "值班负责人",
            },
        ),
        migrations.CreateModel(
            name="TenHouseholdGroup",
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
                ("name", models.CharField(max_length=48, verbose_name="名称")),
                (
                    "leader_consent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="联户长同意时间"),
                ),
                (
                    "leader_consent_note",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="怎样同意的（当面、电话、本人点选）",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="建组时间",
                    ),
                ),
                (
                    "dissolved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="解散时间"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.rolegrant",
                        verbose_name="联户长授权",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_groups",
                        to="communities.resident",
                        verbose_name="联户长",
                    ),
                ),
            ],
            options={
                "verbose_name": "十联户",
                "verbose_name_plural": "十联户",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dissolved_at__isnull", True)),
                        fields=("grid", "name"),
                        name="group_named_once_per_grid",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("dissolved_at__isnull", True), ("leader__isnull", False)
                        ),
                        fields=("leader",),
                        name="resident_leads_one_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("leader_consent_at__isnull", True),
                            ("leader__isnull", False),
                            _connector="OR",
                        ),
                        name="group_consent_has_leader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupReport",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("safety", "安全隐患"),
                            ("need", "有人需要帮助"),
                            ("dispute", "邻里矛盾"),
                            ("change", "人员变动"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="情况")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="报告时间",
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="收到时间"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("grid", "网格"), ("community", "社区"), ("street", "街道")],
                        default="grid",
                        editable=False,
                        max_length=12,
                        verbose_name="在哪一级",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "网格在办"),
                            ("escalated", "报上来了"),
                            ("handled", "办好了"),
                        ],
                        default="received",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="为什么报上去"
                    ),
                ),
                (
                    "escalated_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="上报时间"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="怎样办的"
                    ),
                ),
                (
                    "handled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="办好时间"),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办好的人",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grids.gridmatter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报告人",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收到人",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="grids.tenhouseholdgroup",
                        verbose_name="十联户",
                    ),
                ),
            ],
            options={
                "verbose_name": "联户报告",
                "verbose_name_plural": "联户报告",
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["grid", "-at"],
                        name="group_report_unseen",
                    ),
                    models.Index(
                        condition=models.Q(("status", "handled"), _negated=True),
                        fields=["community", "level", "-at"],
                        name="group_report_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["safety", "need", "dispute", "change", "other"])
                        ),
                        name="group_report_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "grid"), ("status", "received")),
                            models.Q(
                                ("level__in", ["community", "street"]), ("status", "escalated")
                            ),
                            models.Q(
                                ("level__in", ["grid", "community", "street"]),
                                ("status", "handled"),
                            ),
                            _connector="OR",
                        ),
                        name="group_report_stands_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("handled_at__isnull", False),
                                ("handled_by__isnull", False),
                                ("status", "handled"),
                            ),
                            models.Q(
                                models.Q(("status", "handled"), _negated=True),
                                ("handled_at__isnull", True),
                                ("handled_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="group_report_handled_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("escalated_at__isnull", True), ("level", "grid")),
                            models.Q(
                                models.Q(("level", "grid"), _negated=True),
                                ("escalated_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="group_report_above_was_sent_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="期间"),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_memberships",
                        to="communities.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="grids.tenhouseholdgroup",
                        verbose_name="十联户",
                    ),
                ),
            ],
            options={
                "verbose_name": "十联户成员户",
                "verbose_name_plural": "十联户成员户",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("household", "="), ("period", "&&")],
                        name="household_one_group_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkerAppointment",
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
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期"),
                ),
                (
                    "office_phone",
                    models.CharField(blank=True, max_length=20, verbose_name="工作电话（公示）"),
                ),
                (
                    "publication_consent_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="同意公示姓名和工作电话的时间"
                    ),
                ),
                (
                    "appointed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="任命时间",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="卸任登记时间"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="卸任原因"
                    ),
                ),
                (
                    "appointed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="任命人",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="卸任经办人",
                    ),
                ),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.rolegrant",
                        verbose_name="授权",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="网格员",
                    ),
                ),
            ],
            options={
                "verbose_name": "网格员任命",
                "verbose_name_plural": "网格员任命",
                "indexes": [models.Index(fields=["community"], name="appointment_by_community")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("grid", "="), ("period", "&&")],
                        name="grid_one_worker_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="appointment_end_has_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
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
                    "without_successor",
                    models.BooleanField(default=False, verbose_name="没有继任，由值班负责人接手"),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="开列时间",
                    ),
                ),
                (
                    "outgoing_signed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="交出方签字"),
                ),
                (
                    "proxy_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="代签原因"
                    ),
                ),
                (
                    "incoming_signed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="接手方签字"),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_handovers_in",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接手人",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_handovers_out",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="交出人",
                    ),
                ),
                (
                    "outgoing_signed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="交出方签字人",
                    ),
                ),
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="grids.workerappointment",
                        verbose_name="卸任的任命",
                    ),
                ),
            ],
            options={
                "verbose_name": "网格交接",
                "verbose_name_plural": "网格交接",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("incoming_signed_at__isnull", True),
                            ("outgoing_signed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="handover_given_before_taken",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="离岗日期"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "grant",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.rolegrant",
                        verbose_name="替班授权",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_substitutions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="替班人",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to="grids.workerappointment",
                        verbose_name="任命",
                    ),
                ),
            ],
            options={
                "verbose_name": "离岗替班",
                "verbose_name_plural": "离岗替班",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("appointment", "="), ("period", "&&")],
                        name="absence_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__upper_inf", False)), name="absence_has_an_end"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grant__isnull", True), ("substitute__isnull", True)),
                            models.Q(("grant__isnull", False), ("substitute__isnull", False)),
                            _connector="OR",
                        ),
                        name="absence_grant_with_substitute",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BuildingHead",
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
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期"),
                ),
                (
                    "consent_note",
                    models.CharField(max_length=120, verbose_name="怎样同意的（当面、电话、书面）"),
                ),
                (
                    "publishes_name",
                    models.BooleanField(default=False, verbose_name="同意在公示牌上写姓名"),
                ),
                (
                    "appointed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="卸任原因"
                    ),
                ),
                (
                    "appointed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "building",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heads",
                        to="communities.building",
                        verbose_name="楼栋",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="卸任经办人",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.rolegrant",
                        verbose_name="授权",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="head_of",
                        to="communities.resident",
                        verbose_name="楼栋长",
                    ),
                ),
            ],
            options={
                "verbose_name": "楼栋长",
                "verbose_name_plural": "楼栋长",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("building", "="), ("period", "&&")],
                        name="building_one_head_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GridBoundary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("polygon", models.JSONField(verbose_name="边界（GeoJSON Polygon）")),
                (
                    "square_metres",
                    models.PositiveIntegerField(editable=False, verbose_name="面积（平方米）"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("drawn", "画的"), ("imported", "导入的")],
                        default="drawn",
                        max_length=16,
                        verbose_name="来源",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="止（不含）")),
                (
                    "drawn_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="绘制时间",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boundaries",
                        to="communities.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="绘制人",
                    ),
                ),
            ],
            options={
                "verbose_name": "网格边界",
                "verbose_name_plural": "网格边界",
                "indexes": [models.Index(fields=["community"], name="boundary_by_community")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("area", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="boundary_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="boundary_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GridDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "worker_does",
                    models.CharField(
                        choices=[("inspect", "检查"), ("report", "上报"), ("persuade", "劝导")],
                        max_length=8,
                        verbose_name="网格员做什么",
                    ),
                ),
                ("department_does", models.CharField(max_length=200, verbose_name="部门做什么")),
                (
                    "department_does_en",
                    models.CharField(blank=True, max_length=300, verbose_name="部门做什么（英文）"),
                ),
                ("basis", models.CharField(blank=True, max_length=120, verbose_name="依据")),
                (
                    "deadline_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="0 是当天；不填就是没有定",
                        null=True,
                        verbose_name="几个工作日内",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="第几版"
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="起"),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="止（不含）")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_duties",
                        to="communities.area",
                        verbose_name="适用地方",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_duties",
                        to="communities.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="grids.gridmatter",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "网格事项",
                "verbose_name_plural": "网格事项清单",
                "ordering": ["matter__position", "id"],
                "indexes": [models.Index(fields=["department"], name="grid_duty_of_department")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("area", "="),
                            ("matter", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="matter_one_department_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="grid_duty_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("worker_does__in", ["inspect", "report", "persuade"])),
                        name="grid_duty_worker_does_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverItem",
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
                ("kind", models.CharField(max_length=48, verbose_name="种类")),
                ("title", models.CharField(max_length=120, verbose_name="事项")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="数量")),
                ("refs", models.JSONField(default=list, verbose_name="编号")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="交出方的话")),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="grids.handover",
                        verbose_name="交接单",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接事项",
                "verbose_name_plural": "交接事项",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("handover", "kind"), name="handover_kind_once")
                ],
            },
        ),
    ]
