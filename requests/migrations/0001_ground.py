"""The tables of the room, as they stand."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import core.fields
import requests.bigrams
import requests.models.forwards
import requests.workflow.steps


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_ground"),
        ("communities", "0001_ground"),
        ("core", "0001_ground"),
        ("organizations", "0001_ground"),
        ("volunteers", "0001_ground"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Affair",
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", core.fields.NameField(max_length=64, verbose_name="姓名")),
                (
                    "phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="电话"
                    ),
                ),
                (
                    "address",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="address", verbose_name="地址"
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="补充说明")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "待受理"),
                            ("lacking", "等补材料"),
                            ("accepted", "受理了"),
                            ("fetching", "上门取材料"),
                            ("filed", "已送窗口"),
                            ("ready", "办好了，等送回"),
                            ("done", "办结"),
                            ("refused", "没有受理"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="submitted",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("authority", models.CharField(blank=True, max_length=120, verbose_name="委托书")),
                ("authority_until", models.DateField(null=True, verbose_name="委托到哪天")),
                (
                    "visits",
                    models.PositiveSmallIntegerField(default=0, verbose_name="本人跑了几趟"),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="办理结果")),
                (
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="申请时间",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="办结时间"),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
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
                    "grid",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁上门取材料",
                    ),
                ),
            ],
            options={
                "verbose_name": "代办事项",
                "verbose_name_plural": "代办事项",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="AffairPaper",
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
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁放的",
                    ),
                ),
                (
                    "affair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="requests.affair",
                        verbose_name="代办事项",
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请材料",
                "verbose_name_plural": "申请材料",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ApiUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="谁")),
                ("minute", models.DateTimeField(verbose_name="哪一分钟")),
                ("hits", models.PositiveIntegerField(default=1, verbose_name="次数")),
            ],
            options={
                "verbose_name": "接口用量",
                "verbose_name_plural": "接口用量",
                "indexes": [models.Index(fields=["minute"], name="api_use_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "minute"), name="api_use_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Custody",
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
                ("paper", models.CharField(max_length=60, verbose_name="哪样材料")),
                (
                    "way",
                    models.CharField(
                        choices=[("taken", "从本人手里取走"), ("back", "还给本人")],
                        max_length=8,
                        verbose_name="去向",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "affair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody",
                        to="requests.affair",
                        verbose_name="代办事项",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经手人",
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
            ],
            options={
                "verbose_name": "材料交接",
                "verbose_name_plural": "材料交接",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DispatchCatalogue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="第几版")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "草稿"), ("in_force", "在用"), ("retired", "停用")],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="这一版改了什么"),
                ),
                (
                    "volunteer_cap",
                    models.PositiveSmallIntegerField(default=3, verbose_name="志愿者手上最多几件"),
                ),
                (
                    "staff_cap",
                    models.PositiveSmallIntegerField(
                        default=40, verbose_name="工作人员手上最多几件"
                    ),
                ),
                (
                    "batch_sends",
                    models.BooleanField(
                        default=False,
                        help_text="不勾的，匹配结果先由人看过、确认了再发",
                        verbose_name="成批匹配直接发邀请",
                    ),
                ),
                (
                    "dead_after_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="多少天没用上就提醒"),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="起草时间",
                    ),
                ),
                ("in_force_at", models.DateTimeField(null=True, verbose_name="启用时间")),
                ("retired_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="哪里的",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁起草的",
                    ),
                ),
                (
                    "put_in_force_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁启用的",
                    ),
                ),
            ],
            options={
                "verbose_name": "派单目录",
                "verbose_name_plural": "派单目录",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "version"),
                        name="catalogue_version_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("area",),
                        name="catalogue_one_draft",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")),
                        fields=("area",),
                        name="catalogue_one_in_force",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_force_at__isnull", True), ("status", "draft")),
                            models.Q(
                                ("in_force_at__isnull", False),
                                ("retired_at__isnull", True),
                                ("status", "in_force"),
                            ),
                            models.Q(("retired_at__isnull", False), ("status", "retired")),
                            _connector="OR",
                        ),
                        name="catalogue_stands_where_its_days_say",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dead_after_days__gte", 7),
                            ("staff_cap__gte", 1),
                            ("volunteer_cap__gte", 1),
                        ),
                        name="catalogue_caps_leave_room",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DispatchRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="第几条")),
                (
                    "order_type",
                    models.CharField(
                        blank=True,
                        choices=[("regular", "常规单"), ("wish", "心愿单"), ("vision", "期望单")],
                        max_length=12,
                        verbose_name="三单",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        blank=True,
                        choices=[("major", "大事"), ("minor", "小事"), ("private", "私事")],
                        max_length=12,
                        verbose_name="三事",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("help", "求助"),
                            ("inquiry", "咨询"),
                            ("complaint", "投诉"),
                            ("report", "举报"),
                            ("suggestion", "建议"),
                            ("praise", "表扬"),
                        ],
                        max_length=12,
                        verbose_name="诉求类型",
                    ),
                ),
                (
                    "lead_lane",
                    models.CharField(
                        choices=[
                            ("host", "社区党组织主办"),
                            ("lead", "报到党员领办"),
                            ("assist", "共建单位帮办"),
                            ("cohandle", "社工和社会组织协办"),
                            ("selfhelp", "居民互助自办"),
                        ],
                        max_length=12,
                        verbose_name="谁牵头",
                    ),
                ),
                (
                    "support_lanes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("host", "社区党组织主办"),
                                ("lead", "报到党员领办"),
                                ("assist", "共建单位帮办"),
                                ("cohandle", "社工和社会组织协办"),
                                ("selfhelp", "居民互助自办"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="谁协助",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assign", "指派"),
                            ("offer", "邀请合适的人"),
                            ("pool", "大家来接"),
                            ("rotate", "值班的人轮流"),
                        ],
                        help_text="不选就照服务菜单上写的",
                        max_length=12,
                        verbose_name="怎么派",
                    ),
                ),
                (
                    "by_itself",
                    models.BooleanField(
                        default=False,
                        help_text="不勾的，派单时只作建议，由人决定",
                        verbose_name="受理以后自动派",
                    ),
                ),
                ("wave", models.PositiveSmallIntegerField(default=3, verbose_name="一次邀请几位")),
                (
                    "wait_minutes",
                    models.PositiveSmallIntegerField(
                        default=240, verbose_name="等多少分钟再请下一批"
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="requests.dispatchcatalogue",
                        verbose_name="派单目录",
                    ),
                ),
            ],
            options={
                "verbose_name": "派单规则",
                "verbose_name_plural": "派单规则",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="DispatchAlert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("dead", "很久没用上"), ("nobody", "这一路没有人")],
                        max_length=8,
                        verbose_name="怎么了",
                    ),
                ),
                (
                    "lane",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("host", "社区党组织主办"),
                            ("lead", "报到党员领办"),
                            ("assist", "共建单位帮办"),
                            ("cohandle", "社工和社会组织协办"),
                            ("selfhelp", "居民互助自办"),
                        ],
                        max_length=12,
                        verbose_name="哪一路",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="从"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="到")),
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
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="requests.dispatchrule",
                        verbose_name="派单规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "派单目录提醒",
                "verbose_name_plural": "派单目录提醒",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("community", "rule", "what", "lane"),
                        name="dispatch_alert_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DispatchRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "等着算"),
                            ("running", "正在算"),
                            ("proposed", "等人确认"),
                            ("done", "发出去了"),
                            ("discarded", "没有采用"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="发起时间",
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True, verbose_name="开始算")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                ("orders", models.PositiveIntegerField(default=0, verbose_name="多少件在等")),
                ("matched", models.PositiveIntegerField(default=0, verbose_name="配上多少件")),
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
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁发起的",
                    ),
                ),
            ],
            options={
                "verbose_name": "成批匹配",
                "verbose_name_plural": "成批匹配",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["waiting", "running", "proposed"])),
                        fields=("community",),
                        name="dispatch_run_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Guide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=48, verbose_name="代码")),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="版本"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("insurance", "社保、医保、就业"),
                            ("care", "救助、老人、残疾、生育"),
                            ("living", "户口、住房、权益"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="事项")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="事项（英文）"),
                ),
                ("department", models.CharField(max_length=60, verbose_name="部门")),
                (
                    "department_en",
                    models.CharField(blank=True, max_length=120, verbose_name="部门（英文）"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
                ("who", models.TextField(verbose_name="谁可以办")),
                ("who_en", models.TextField(blank=True, verbose_name="谁可以办（英文）")),
                ("materials", models.TextField(verbose_name="材料，一行一样")),
                ("materials_en", models.TextField(blank=True, verbose_name="材料（英文）")),
                ("steps", models.TextField(verbose_name="怎么办，一行一步")),
                ("steps_en", models.TextField(blank=True, verbose_name="怎么办（英文）")),
                ("fee", models.CharField(max_length=120, verbose_name="收费")),
                (
                    "fee_en",
                    models.CharField(blank=True, max_length=240, verbose_name="收费（英文）"),
                ),
                ("takes", models.CharField(max_length=120, verbose_name="多久办好")),
                (
                    "takes_en",
                    models.CharField(blank=True, max_length=240, verbose_name="多久办好（英文）"),
                ),
                ("place", models.CharField(max_length=120, verbose_name="在哪里办")),
                (
                    "place_en",
                    models.CharField(blank=True, max_length=240, verbose_name="在哪里办（英文）"),
                ),
                ("notice", models.TextField(verbose_name="一次告知")),
                ("notice_en", models.TextField(blank=True, verbose_name="一次告知（英文）")),
                ("is_online", models.BooleanField(default=False, verbose_name="可以在这里申请")),
                (
                    "link_name",
                    models.CharField(blank=True, max_length=60, verbose_name="在哪个平台办"),
                ),
                ("link_url", models.URLField(blank=True, verbose_name="平台网址")),
                ("keywords", models.CharField(blank=True, max_length=200, verbose_name="别的说法")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="写下的时间",
                    ),
                ),
                (
                    "replaced_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="被替换的时间"),
                ),
            ],
            options={
                "verbose_name": "办事指南",
                "verbose_name_plural": "办事指南",
                "ordering": ["group", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="guide_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("code",),
                        name="guide_one_current",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AffairHelp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(default=10, verbose_name="用了多少分钟"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
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
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁帮的",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.guide",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "陪办记录",
                "verbose_name_plural": "陪办记录",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["community", "-id"], name="affair_help_newest")],
            },
        ),
        migrations.AddField(
            model_name="affair",
            name="guide",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="affairs",
                to="requests.guide",
                verbose_name="事项",
            ),
        ),
        migrations.CreateModel(
            name="HeartCard",
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
                    "token",
                    models.CharField(
                        editable=False, max_length=8, unique=True, verbose_name="卡号"
                    ),
                ),
                (
                    "copy",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="第几张"
                    ),
                ),
                (
                    "helper_name",
                    core.fields.NameField(
                        blank=True, default="", max_length=64, verbose_name="联系人"
                    ),
                ),
                (
                    "helper_phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="联系人电话"
                    ),
                ),
                (
                    "issued_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="发卡时间",
                    ),
                ),
                (
                    "printed",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="印过几次"
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="停用时间"),
                ),
                (
                    "why_ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lost", "丢了"),
                            ("worn", "旧了、坏了"),
                            ("changed", "换了联系人"),
                            ("moved", "搬走了"),
                            ("other", "不用了"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="为什么停用",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁停用的",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁发的",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heart_cards",
                        to="communities.resident",
                        verbose_name="谁的卡",
                    ),
                ),
            ],
            options={
                "verbose_name": "连心卡",
                "verbose_name_plural": "连心卡",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("resident",),
                        name="heart_card_one_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("why_ended", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("why_ended", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="heart_card_says_why_it_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words", models.TextField(verbose_name="问什么")),
                (
                    "phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="电话"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="什么时候问的",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="最迟回复")),
                ("answer", models.TextField(blank=True, verbose_name="回复")),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="回复时间"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁回的",
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁问的",
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
                    "grid",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.guide",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "咨询",
                "verbose_name_plural": "咨询",
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["community", "due_at"],
                        name="inquiry_waiting",
                    ),
                    models.Index(fields=["community", "-asked_at"], name="inquiry_newest"),
                    models.Index(fields=["asker", "-asked_at"], name="inquiry_mine"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inquiry_answered_in_words",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="affair",
            name="inquiry",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="affair",
                to="requests.inquiry",
                verbose_name="从哪条咨询来",
            ),
        ),
        migrations.CreateModel(
            name="LadderRung",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("contact", "联系"),
                            ("handling", "办理"),
                            ("total", "全程"),
                            ("answer", "回应差评"),
                        ],
                        max_length=12,
                        verbose_name="哪个钟",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="第几级")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("remind", "提醒"),
                            ("urge", "催办"),
                            ("supervise", "督办"),
                            ("escalate", "升级"),
                        ],
                        max_length=12,
                        verbose_name="做什么",
                    ),
                ),
                (
                    "tells",
                    models.CharField(
                        choices=[
                            ("handler", "承办人"),
                            ("keeper", "管着的人"),
                            ("secretary", "社区书记"),
                            ("street", "街道"),
                            ("district", "区县"),
                        ],
                        max_length=12,
                        verbose_name="告诉谁",
                    ),
                ),
                (
                    "offset_minutes",
                    models.IntegerField(
                        help_text="负数是到期之前，正数是到期之后", verbose_name="到期前后多少分钟"
                    ),
                ),
                (
                    "repeats_every_minutes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="之后每隔多少分钟再来一次"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="不选就是所有地方",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="哪里",
                    ),
                ),
            ],
            options={
                "verbose_name": "催办阶梯",
                "verbose_name_plural": "催办阶梯",
                "ordering": ["clock", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "clock", "position"),
                        name="ladder_rung_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        fields=("area", "clock", "offset_minutes"),
                        name="ladder_climbs",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MenuCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=48, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=96, verbose_name="英文名称")),
                ("code", models.SlugField(max_length=32, unique=True, verbose_name="代码")),
                ("icon", models.CharField(blank=True, max_length=24, verbose_name="图标")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="requests.menucategory",
                        verbose_name="上一级",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务类目",
                "verbose_name_plural": "服务类目",
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="dispatchrule",
            name="category",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requests.menucategory",
                verbose_name="类目",
            ),
        ),
        migrations.CreateModel(
            name="MenuItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=48, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=96, verbose_name="英文名称")),
                ("code", models.SlugField(max_length=48, unique=True, verbose_name="代码")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("help", "求助"),
                            ("inquiry", "咨询"),
                            ("complaint", "投诉"),
                            ("report", "举报"),
                            ("suggestion", "建议"),
                            ("praise", "表扬"),
                        ],
                        default="help",
                        max_length=12,
                        verbose_name="诉求类型",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("order", "可以下单"),
                            ("notice", "先看说明再下单"),
                            ("elsewhere", "请到别处办"),
                        ],
                        default="order",
                        max_length=12,
                        verbose_name="怎么办",
                    ),
                ),
                ("advice", models.TextField(blank=True, verbose_name="说明")),
                ("advice_en", models.TextField(blank=True, verbose_name="说明（英文）")),
                ("call", models.CharField(blank=True, max_length=20, verbose_name="请打")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "所有人"),
                            ("residents", "已确认的居民"),
                            ("care", "老小残困和替他们办的人"),
                        ],
                        default="everyone",
                        max_length=12,
                        verbose_name="谁可以点",
                    ),
                ),
                (
                    "order_type",
                    models.CharField(
                        choices=[("regular", "常规单"), ("wish", "心愿单"), ("vision", "期望单")],
                        default="regular",
                        max_length=12,
                        verbose_name="三单",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[("major", "大事"), ("minor", "小事"), ("private", "私事")],
                        default="minor",
                        max_length=12,
                        verbose_name="三事",
                    ),
                ),
                (
                    "dispatch",
                    models.CharField(
                        choices=[
                            ("assign", "指派"),
                            ("offer", "邀请合适的人"),
                            ("pool", "大家来接"),
                            ("rotate", "值班的人轮流"),
                        ],
                        default="assign",
                        max_length=12,
                        verbose_name="怎么派",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=80, verbose_name="谁来办")),
                (
                    "who_en",
                    models.CharField(blank=True, max_length=160, verbose_name="谁来办（英文）"),
                ),
                (
                    "otherwise",
                    models.CharField(blank=True, max_length=120, verbose_name="办不了怎么办"),
                ),
                (
                    "otherwise_en",
                    models.CharField(
                        blank=True, max_length=240, verbose_name="办不了怎么办（英文）"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="大约多少分钟"
                    ),
                ),
                (
                    "raises_at",
                    models.PositiveSmallIntegerField(
                        default=5, help_text="只用在公共的事上", verbose_name="多少人反映就升一级"
                    ),
                ),
                (
                    "daily_quota",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每天最多"
                    ),
                ),
                (
                    "price",
                    models.CharField(
                        choices=[("free", "免费"), ("low_fee", "低偿")],
                        default="free",
                        max_length=12,
                        verbose_name="收费",
                    ),
                ),
                (
                    "price_note",
                    models.CharField(blank=True, max_length=120, verbose_name="收费说明"),
                ),
                (
                    "price_note_en",
                    models.CharField(blank=True, max_length=240, verbose_name="收费说明（英文）"),
                ),
                ("priority", models.PositiveSmallIntegerField(default=3, verbose_name="优先级")),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="隐患、设施、环境：进度可以公开在社区公示里",
                        verbose_name="公共的事",
                    ),
                ),
                ("is_risky", models.BooleanField(default=False, verbose_name="有风险")),
                (
                    "needs_insurance",
                    models.BooleanField(default=False, verbose_name="要有志愿服务保险"),
                ),
                (
                    "least_age",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="志愿者至少几岁"
                    ),
                ),
                ("keywords", models.CharField(blank=True, max_length=200, verbose_name="别的说法")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="requests.menucategory",
                        verbose_name="类目",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        help_text="不选就是所有社区",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="哪个社区的",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        help_text="不会的志愿者接不了；要证件的技能，证件看过、没过期才算",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.skill",
                        verbose_name="要会什么",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务菜单",
                "verbose_name_plural": "服务菜单",
                "ordering": ["category__position", "position", "id"],
            },
        ),
        migrations.AddField(
            model_name="dispatchrule",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requests.menuitem",
                verbose_name="服务",
            ),
        ),
        migrations.CreateModel(
            name="Call",
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
                    "direction",
                    models.CharField(
                        choices=[("in", "打进来"), ("out", "打出去")],
                        default="in",
                        max_length=4,
                        verbose_name="打进打出",
                    ),
                ),
                (
                    "phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="号码"
                    ),
                ),
                (
                    "phone_index",
                    core.fields.BlindIndexField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        kind="phone",
                        max_length=32,
                        source="phone",
                    ),
                ),
                (
                    "caller_name",
                    core.fields.NameField(
                        blank=True, default="", max_length=64, verbose_name="称呼"
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="他说什么")),
                (
                    "address",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="address", verbose_name="在哪里"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("order", "登记了一单"),
                            ("added", "记在原来的单上"),
                            ("answered", "当场答复了"),
                            ("elsewhere", "请打别处"),
                            ("call_back", "约了回电"),
                            ("no_answer", "没打通"),
                            ("wrong", "打错了"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="几点打的",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="几点了结"),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.resident",
                        verbose_name="认出是谁",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁接的",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.menuitem",
                        verbose_name="服务",
                    ),
                ),
            ],
            options={
                "verbose_name": "通话",
                "verbose_name_plural": "通话",
            },
        ),
        migrations.CreateModel(
            name="MenuQuestion",
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
                        choices=[
                            ("text", "文字"),
                            ("choice", "选择"),
                            ("number", "数字"),
                            ("date", "日期"),
                            ("photo", "照片"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="问题")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=120, verbose_name="问题（英文）"),
                ),
                ("options", models.TextField(blank=True, verbose_name="选项，一行一个")),
                ("options_en", models.TextField(blank=True, verbose_name="选项（英文）")),
                ("is_required", models.BooleanField(default=False, verbose_name="必答")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="requests.menuitem",
                        verbose_name="服务",
                    ),
                ),
            ],
            options={
                "verbose_name": "菜单上的问题",
                "verbose_name_plural": "菜单上的问题",
                "ordering": ["item", "position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "choice"), _negated=True),
                            models.Q(("options", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="menu_choice_has_options",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectiveCase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("signs", models.JSONField(default=list, verbose_name="看出了什么")),
                (
                    "words",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="原话"
                    ),
                ),
                (
                    "name",
                    core.fields.NameField(
                        blank=True, default="", max_length=64, verbose_name="联系人"
                    ),
                ),
                (
                    "phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="联系电话"
                    ),
                ),
                (
                    "address",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="address", verbose_name="地址"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="专人看到"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="结束")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "公安接手了"),
                            ("civil_affairs", "民政、未保接手了"),
                            ("hospital", "医院接手了"),
                            ("safe", "人安全，已安排后续"),
                            ("returned", "看过，不是这类事，退回照常办"),
                        ],
                        max_length=16,
                        verbose_name="结果",
                    ),
                ),
                (
                    "backup",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="后备",
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
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保护专人",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁交来的",
                    ),
                ),
            ],
            options={
                "verbose_name": "保护专件",
                "verbose_name_plural": "保护专件",
            },
        ),
        migrations.CreateModel(
            name="ProtectiveOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="从"
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="到")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="哪里",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁指定的",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保护专人",
                    ),
                ),
            ],
            options={
                "verbose_name": "保护专人",
                "verbose_name_plural": "保护专人",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("area",),
                        name="protective_officer_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectiveStep",
            fields=[
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
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("seen", "看到了"),
                            ("police", "打了 110，报了警"),
                            ("ambulance", "打了 120"),
                            ("reported", "按强制报告制度报了"),
                            ("reached", "联系上了本人"),
                            ("went", "到了现场"),
                            ("note", "记一笔"),
                            ("handed", "换了人"),
                            ("closed", "结束"),
                        ],
                        max_length=12,
                        verbose_name="做了什么",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "backup",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="后备",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="requests.protectivecase",
                        verbose_name="保护专件",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保护专人",
                    ),
                ),
            ],
            options={
                "verbose_name": "保护专件经过",
                "verbose_name_plural": "保护专件经过",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Rating",
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
                ("epoch", models.PositiveSmallIntegerField(verbose_name="第几次办")),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "非常满意"),
                            (4, "满意"),
                            (3, "基本满意"),
                            (2, "不满意"),
                            (1, "非常不满意"),
                        ],
                        verbose_name="满意程度",
                    ),
                ),
                ("solved", models.BooleanField(null=True, verbose_name="办好了吗")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="想说的话")),
                ("is_addition", models.BooleanField(default=False, verbose_name="追评")),
                (
                    "asked_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "电话"),
                            ("door", "上门"),
                            ("online", "网上"),
                            ("paper", "纸质"),
                        ],
                        max_length=8,
                        verbose_name="怎么问的",
                    ),
                ),
                (
                    "spoke_with",
                    models.CharField(
                        blank=True,
                        choices=[("self", "本人"), ("family", "家里人"), ("agent", "替他办事的人")],
                        max_length=8,
                        verbose_name="和谁说的",
                    ),
                ),
                (
                    "call_back",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="回拨号码"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁录的",
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
            ],
            options={
                "verbose_name": "评价",
                "verbose_name_plural": "评价",
            },
        ),
        migrations.CreateModel(
            name="RecurringOrder",
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
                ("words", models.CharField(max_length=120, verbose_name="办什么")),
                ("consent_note", models.CharField(max_length=120, verbose_name="本人怎样同意的")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "周一"),
                            (1, "周二"),
                            (2, "周三"),
                            (3, "周四"),
                            (4, "周五"),
                            (5, "周六"),
                            (6, "周日"),
                        ],
                        verbose_name="星期几",
                    ),
                ),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="每几周一次",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="从哪天起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="到哪天")),
                (
                    "stopped_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="停下的时间"),
                ),
                (
                    "why_stopped",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="为什么停"
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
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.menuitem",
                        verbose_name="服务",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁定的",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.resident",
                        verbose_name="为谁办",
                    ),
                ),
            ],
            options={
                "verbose_name": "定期单",
                "verbose_name_plural": "定期单",
                "ordering": ["weekday", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("every_weeks__range", (1, 8)), ("weekday__range", (0, 6))
                        ),
                        name="recurring_order_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="recurring_order_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("ask", "问一问"),
                            ("refuse", "不受理"),
                            ("redirect", "请到别处办"),
                            ("message", "给他留句话"),
                        ],
                        max_length=12,
                        verbose_name="用在哪里",
                    ),
                ),
                ("title", models.CharField(max_length=40, verbose_name="叫什么")),
                ("text", models.TextField(verbose_name="原文")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        help_text="不选就是所有社区",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="哪个社区的",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用答复",
                "verbose_name_plural": "常用答复",
                "ordering": ["use", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "use", "title"),
                        name="saved_reply_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondCallDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="哪个月")),
                ("seed", models.CharField(editable=False, max_length=32, verbose_name="种子")),
                (
                    "drawn_from",
                    models.PositiveIntegerField(editable=False, verbose_name="从多少件里抽"),
                ),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=3, editable=False, max_digits=4, verbose_name="比例"
                    ),
                ),
                (
                    "drawn_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="什么时候抽的",
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁抽的",
                    ),
                ),
                (
                    "street",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="街道",
                    ),
                ),
            ],
            options={
                "verbose_name": "二次回访抽样",
                "verbose_name_plural": "二次回访抽样",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("street", "month"), name="second_call_draw_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="second_call_draw_of_a_month"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondCall",
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
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "问到了"),
                            ("unreached", "三次没打通"),
                            ("unwilling", "不愿意说"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "非常满意"),
                            (4, "满意"),
                            (3, "基本满意"),
                            (2, "不满意"),
                            (1, "非常不满意"),
                        ],
                        editable=False,
                        null=True,
                        verbose_name="满意程度",
                    ),
                ),
                ("solved", models.BooleanField(editable=False, null=True, verbose_name="办好了吗")),
                (
                    "words",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="他说的"
                    ),
                ),
                (
                    "called_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="什么时候打的"),
                ),
                (
                    "called_number",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        editable=False,
                        mask="phone",
                        verbose_name="打的号码",
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁打的",
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
                    "rating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_call",
                        to="requests.rating",
                        verbose_name="评价",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="requests.secondcalldraw",
                        verbose_name="抽样",
                    ),
                ),
            ],
            options={
                "verbose_name": "二次回访",
                "verbose_name_plural": "二次回访",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("called_at__isnull", True),
                                ("called_by__isnull", True),
                                ("outcome", ""),
                            ),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("called_at__isnull", False),
                                ("called_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="second_call_says_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grade__range", (1, 5)), ("outcome", "reached")),
                            models.Q(
                                models.Q(("outcome", "reached"), _negated=True),
                                ("grade__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="second_call_has_an_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceRequest",
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("help", "求助"),
                            ("inquiry", "咨询"),
                            ("complaint", "投诉"),
                            ("report", "举报"),
                            ("suggestion", "建议"),
                            ("praise", "表扬"),
                        ],
                        default="help",
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "网上"),
                            ("guest", "网上（未登录）"),
                            ("phone", "电话"),
                            ("counter", "窗口"),
                            ("service_point", "就近站点"),
                            ("visit", "入户走访"),
                            ("patrol", "巡查"),
                            ("wish_wall", "心愿墙"),
                            ("heart_card", "连心卡"),
                            ("hotline", "12345 转来"),
                            ("chat", "微信群"),
                            ("meeting", "议事会"),
                            ("group", "联户长报来"),
                            ("machine", "接口"),
                        ],
                        max_length=16,
                        verbose_name="渠道",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="一句话")),
                ("body", models.TextField(blank=True, verbose_name="详情")),
                (
                    "answers",
                    models.JSONField(blank=True, default=dict, verbose_name="菜单问题的回答"),
                ),
                (
                    "contact_name",
                    core.fields.NameField(
                        blank=True, default="", max_length=64, verbose_name="联系人"
                    ),
                ),
                (
                    "contact_phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="联系电话"
                    ),
                ),
                (
                    "contact_phone_index",
                    core.fields.BlindIndexField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        kind="phone",
                        max_length=32,
                        source="contact_phone",
                    ),
                ),
                (
                    "address",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="address", verbose_name="地址"
                    ),
                ),
                (
                    "consent_note",
                    models.CharField(blank=True, max_length=120, verbose_name="本人怎样同意的"),
                ),
                ("is_confidential", models.BooleanField(default=False, verbose_name="要求保密")),
                (
                    "is_protective",
                    models.BooleanField(default=False, editable=False, verbose_name="转专人保护"),
                ),
                (
                    "order_type",
                    models.CharField(
                        choices=[("regular", "常规单"), ("wish", "心愿单"), ("vision", "期望单")],
                        default="regular",
                        max_length=12,
                        verbose_name="三单",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[("major", "大事"), ("minor", "小事"), ("private", "私事")],
                        default="minor",
                        max_length=12,
                        verbose_name="三事",
                    ),
                ),
                ("urgency", models.PositiveSmallIntegerField(default=2, verbose_name="紧急程度")),
                ("impact", models.PositiveSmallIntegerField(default=1, verbose_name="影响范围")),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "紧急"), (2, "优先"), (3, "一般"), (4, "不急")],
                        default=3,
                        verbose_name="优先级",
                    ),
                ),
                ("is_urgent_concern", models.BooleanField(default=False, verbose_name="急难愁盼")),
                ("is_public", models.BooleanField(default=False, verbose_name="公共的事")),
                (
                    "public_text",
                    models.CharField(blank=True, max_length=120, verbose_name="公示写法"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "待受理"),
                            ("asking", "等补充"),
                            ("classified", "待派单"),
                            ("pooled", "待接单"),
                            ("assigned", "已派单，待签收"),
                            ("in_progress", "办理中"),
                            ("suspended", "暂停"),
                            ("completed", "办好了，待评价"),
                            ("disputed", "评价不满意，待回应"),
                            ("closed", "已结"),
                            ("refused", "没有受理"),
                            ("redirected", "转别处办"),
                            ("merged", "并入同一件事"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="submitted",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "epoch",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="第几次办"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "网格"), (2, "社区"), (3, "街道"), (4, "区县")],
                        default=1,
                        editable=False,
                        verbose_name="在哪一级",
                    ),
                ),
                (
                    "floor",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "网格"), (2, "社区"), (3, "街道"), (4, "区县")],
                        default=1,
                        editable=False,
                        verbose_name="哪一级以上看得到",
                    ),
                ),
                ("due_at", models.DateTimeField(editable=False, null=True, verbose_name="应办到")),
                (
                    "contacted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="联系上的时间"),
                ),
                (
                    "completed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="办好的时间"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="结案时间"),
                ),
                (
                    "close_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rated", "服务对象评过了"),
                            ("visited", "回访确认"),
                            ("explained", "不满意，已书面说明"),
                            ("unrated", "两次邀请，没有评价"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="怎么结的",
                    ),
                ),
                ("result", models.TextField(blank=True, editable=False, verbose_name="结果")),
                (
                    "paused_until",
                    models.DateTimeField(editable=False, null=True, verbose_name="暂停到"),
                ),
                (
                    "affected_count",
                    models.PositiveIntegerField(
                        default=1, editable=False, verbose_name="多少人反映"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="提出时间",
                    ),
                ),
                (
                    "search",
                    requests.bigrams.Bigrams(editable=False, null=True, sources=("title", "body")),
                ),
                (
                    "building",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁代录的",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="requests.menuitem",
                        verbose_name="服务",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="社区这边谁管着",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="requests.servicerequest",
                        verbose_name="并入",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁提的",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.resident",
                        verbose_name="为谁办",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="split_into",
                        to="requests.servicerequest",
                        verbose_name="从哪一件拆出来",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉求",
                "verbose_name_plural": "诉求",
            },
        ),
        migrations.CreateModel(
            name="SealedAuthor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name",
                    core.fields.NameField(
                        blank=True, default="", max_length=64, verbose_name="联系人"
                    ),
                ),
                (
                    "phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="联系电话"
                    ),
                ),
                (
                    "address",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="address", verbose_name="地址"
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
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁提的",
                    ),
                ),
                (
                    "service_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="author",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "举报人（封存）",
                "verbose_name_plural": "举报人（封存）",
            },
        ),
        migrations.CreateModel(
            name="RequestEvent",
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
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=requests.workflow.steps.step_names,
                        max_length=20,
                        verbose_name="发生了什么",
                    ),
                ),
                ("duty", models.CharField(max_length=12, verbose_name="以什么身份")),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("submitted", "待受理"),
                            ("asking", "等补充"),
                            ("classified", "待派单"),
                            ("pooled", "待接单"),
                            ("assigned", "已派单，待签收"),
                            ("in_progress", "办理中"),
                            ("suspended", "暂停"),
                            ("completed", "办好了，待评价"),
                            ("disputed", "评价不满意，待回应"),
                            ("closed", "已结"),
                            ("refused", "没有受理"),
                            ("redirected", "转别处办"),
                            ("merged", "并入同一件事"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=12,
                        verbose_name="从",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("submitted", "待受理"),
                            ("asking", "等补充"),
                            ("classified", "待派单"),
                            ("pooled", "待接单"),
                            ("assigned", "已派单，待签收"),
                            ("in_progress", "办理中"),
                            ("suspended", "暂停"),
                            ("completed", "办好了，待评价"),
                            ("disputed", "评价不满意，待回应"),
                            ("closed", "已结"),
                            ("refused", "没有受理"),
                            ("redirected", "转别处办"),
                            ("merged", "并入同一件事"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=12,
                        verbose_name="到",
                    ),
                ),
                ("epoch", models.PositiveSmallIntegerField(default=1, verbose_name="第几次办")),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                ("data", models.JSONField(default=dict, verbose_name="其他")),
                ("is_public", models.BooleanField(default=True, verbose_name="当事人看得到")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁",
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
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉求经过",
                "verbose_name_plural": "诉求经过",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["service_request", "id"], name="request_event_in_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
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
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁回避",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "回避",
                "verbose_name_plural": "回避",
                "constraints": [
                    models.UniqueConstraint(fields=("service_request", "user"), name="recusal_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecurringRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="哪天的")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
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
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="requests.recurringorder",
                        verbose_name="定期单",
                    ),
                ),
                (
                    "service_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recurring_run",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "定期单开出的单",
                "verbose_name_plural": "定期单开出的单",
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "day"), name="recurring_run_once_a_day")
                ],
            },
        ),
        migrations.AddField(
            model_name="rating",
            name="service_request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="requests.servicerequest",
                verbose_name="诉求",
            ),
        ),
        migrations.AddField(
            model_name="protectivecase",
            name="service_request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="protective",
                to="requests.servicerequest",
                verbose_name="诉求",
            ),
        ),
        migrations.CreateModel(
            name="Party",
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
                            ("reporter", "提出的人"),
                            ("affected", "也受影响的人"),
                            ("lead", "牵头"),
                            ("helper", "协办"),
                        ],
                        max_length=12,
                        verbose_name="身份",
                    ),
                ),
                (
                    "lane",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("host", "社区党组织主办"),
                            ("lead", "报到党员领办"),
                            ("assist", "共建单位帮办"),
                            ("cohandle", "社工和社会组织协办"),
                            ("selfhelp", "居民互助自办"),
                        ],
                        max_length=12,
                        verbose_name="哪一路",
                    ),
                ),
                (
                    "via",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assigned", "指派"),
                            ("offered", "应邀"),
                            ("pool", "自己来接"),
                            ("rotation", "轮值"),
                        ],
                        max_length=12,
                        verbose_name="怎么来的",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="为什么是他")),
                (
                    "since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="从"
                    ),
                ),
                ("signed_at", models.DateTimeField(editable=False, null=True, verbose_name="签收")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="到")),
                (
                    "why_ended",
                    models.CharField(blank=True, max_length=200, verbose_name="为什么结束"),
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="机构",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "参与方",
                "verbose_name_plural": "参与方",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["user", "role"],
                        name="party_of_user",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("organization__isnull", False)
                        ),
                        fields=["organization"],
                        name="party_of_organization",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("department__isnull", False), ("ended_at__isnull", True)
                        ),
                        fields=["department"],
                        name="party_of_department",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("role", "lead")),
                        fields=("service_request",),
                        name="party_one_lead",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("user__isnull", False)),
                        fields=("service_request", "user", "role"),
                        name="party_once_per_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("department__isnull", True),
                                ("organization__isnull", True),
                                ("user__isnull", False),
                            ),
                            models.Q(
                                ("department__isnull", True),
                                ("organization__isnull", False),
                                ("user__isnull", True),
                            ),
                            models.Q(
                                ("department__isnull", False),
                                ("organization__isnull", True),
                                ("user__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="party_is_a_person_or_an_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "lead"), _negated=True),
                            models.Q(("lane", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="party_lead_has_lane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.JSONField(default=list, verbose_name="为什么是他")),
                (
                    "sent_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="邀请时间",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="等到")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "接了"),
                            ("declined", "这次来不了"),
                            ("lapsed", "没有回"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="答复",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="答复时间"),
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
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁邀请的",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="邀请谁",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "邀请",
                "verbose_name_plural": "邀请",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["user", "-sent_at"], name="offer_of_user"),
                    models.Index(
                        condition=models.Q(("answer", "")),
                        fields=["expires_at"],
                        name="offer_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "")),
                        fields=("service_request", "user"),
                        name="offer_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="offer_answered_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("sent_at"))),
                        name="offer_waits_a_while",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HotlineTicket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="工单编号")),
                ("due_on", models.DateField(null=True, verbose_name="要求办结")),
                (
                    "came_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="转来时间",
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
                    "service_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hotline",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "热线工单",
                "verbose_name_plural": "热线工单",
                "indexes": [models.Index(fields=["community", "id"], name="hotline_of_community")],
            },
        ),
        migrations.CreateModel(
            name="Forward",
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
                    "number",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="第几次转"),
                ),
                (
                    "key",
                    models.CharField(
                        default=requests.models.forwards.new_key,
                        editable=False,
                        max_length=24,
                        unique=True,
                        verbose_name="链接",
                    ),
                ),
                ("to_name", core.fields.NameField(max_length=40, verbose_name="转给谁")),
                (
                    "to_phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="他的电话"
                    ),
                ),
                ("ask", models.TextField(max_length=300, verbose_name="请他做什么")),
                (
                    "shows_door",
                    models.BooleanField(default=False, verbose_name="收到以后让他看地址和电话"),
                ),
                (
                    "forwarded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="转出时间",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="链接有效到")),
                (
                    "opened_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="打开过"),
                ),
                (
                    "received_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="收到"),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="提醒过"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "办好了"),
                            ("partly", "办了一部分"),
                            ("cannot", "办不了"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="办得怎样",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True, editable=False, max_length=500, verbose_name="他写的"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="回话时间"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="收回时间"),
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
                    "forwarded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁转的",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forwards",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "转给没有账号的人",
                "verbose_name_plural": "转给没有账号的人",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service_request", "number"), name="forward_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("forwarded_at"))),
                        name="forward_runs_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("outcome", ""), ("words", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("received_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="forward_answered_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("out_of_scope", "不在社区和部门职责里"),
                            ("unlawful", "要求不合法律规定"),
                            ("repeated", "依法办完以后同一件事反复提"),
                            ("unreachable", "多次多途径联系不上"),
                            ("duplicate", "同一件事重复登记"),
                        ],
                        max_length=16,
                        verbose_name="原因",
                    ),
                ),
                ("grounds", models.TextField(verbose_name="事实和依据")),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="申请时间",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("granted", "同意剔除"), ("refused", "不同意，照样计入")],
                        editable=False,
                        max_length=8,
                        verbose_name="决定",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="决定时间"),
                ),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="决定的理由")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁申请的",
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
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁定的",
                    ),
                ),
                (
                    "service_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusion",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "剔除申请",
                "verbose_name_plural": "剔除申请",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("decision", "")),
                            models.Q(
                                models.Q(("decision", ""), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exclusion_decided_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DispatchProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.JSONField(default=list, verbose_name="为什么是他")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "邀请发出了"),
                            ("dropped", "没有采用"),
                            ("stale", "等不及，情况变了"),
                        ],
                        max_length=8,
                        verbose_name="怎么定的",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="为什么")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="邀请谁",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="volunteers.volunteer",
                        verbose_name="志愿者",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="requests.dispatchrun",
                        verbose_name="成批匹配",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "匹配建议",
                "verbose_name_plural": "匹配建议",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "service_request"), name="dispatch_proposal_once_per_order"
                    ),
                    models.UniqueConstraint(
                        fields=("run", "volunteer"), name="dispatch_proposal_once_per_person"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Calling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveSmallIntegerField(verbose_name="一次邀请几位")),
                (
                    "wait_minutes",
                    models.PositiveSmallIntegerField(verbose_name="等多少分钟再请下一批"),
                ),
                ("turn", models.PositiveSmallIntegerField(default=0, verbose_name="第几批")),
                ("next_at", models.DateTimeField(verbose_name="下一批")),
                (
                    "started_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="开始"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="结束")),
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
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁发起的",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callings",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "邀请批次",
                "verbose_name_plural": "邀请批次",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["next_at"],
                        name="calling_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("service_request",),
                        name="calling_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("size__range", (1, 5)), ("wait_minutes__range", (10, 4320))
                        ),
                        name="calling_small_waves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
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
                ("about", models.CharField(max_length=200, verbose_name="为什么回电")),
                ("due_at", models.DateTimeField(verbose_name="几点前回")),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="打过几次"
                    ),
                ),
                (
                    "tried_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="上次打"),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="约的时间",
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="了结时间"),
                ),
                ("reached", models.BooleanField(editable=False, null=True, verbose_name="打通了")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁约的",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_backs",
                        to="requests.call",
                        verbose_name="哪一通",
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
                    "done_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁回的",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_backs",
                        to="requests.servicerequest",
                        verbose_name="哪一单",
                    ),
                ),
            ],
            options={
                "verbose_name": "回电",
                "verbose_name_plural": "回电",
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["community", "due_at"],
                        name="call_back_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("call",),
                        name="call_back_once_per_call",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("service_request",),
                        name="call_back_once_per_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("call__isnull", False),
                            ("service_request__isnull", False),
                            _connector="OR",
                        ),
                        name="call_back_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("reached__isnull", True)),
                            models.Q(("done_at__isnull", False), ("reached__isnull", False)),
                            _connector="OR",
                        ),
                        name="call_back_done_says_how",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="service_request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="requests.servicerequest",
                verbose_name="诉求",
            ),
        ),
        migrations.CreateModel(
            name="Breach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("keeper", "没有人管着"),
                            ("timer", "没有下一次提醒"),
                            ("stuck", "提醒到点没有响"),
                            ("lead", "在办，却没有承办的人"),
                            ("pool", "等人接，却没有派单的人"),
                        ],
                        max_length=8,
                        verbose_name="哪一条",
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="发现"
                    ),
                ),
                ("healed_at", models.DateTimeField(editable=False, null=True, verbose_name="恢复")),
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
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "无人负责的诉求",
                "verbose_name_plural": "无人负责的诉求",
                "ordering": ["-seen_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("healed_at__isnull", True)),
                        fields=("service_request", "rule"),
                        name="breach_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("asked", "提出时"), ("before", "办之前"), ("after", "办之后")],
                        default="asked",
                        max_length=8,
                        verbose_name="什么时候的",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁放的",
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉求附件",
                "verbose_name_plural": "诉求附件",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service_request", "file"), name="attachment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Against",
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
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="机构",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="说的是谁",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="against",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "被反映的一方",
                "verbose_name_plural": "被反映的一方",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service_request", "user", "organization", "department"),
                        name="against_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("department__isnull", True),
                                ("organization__isnull", True),
                                ("user__isnull", False),
                            ),
                            models.Q(
                                ("department__isnull", True),
                                ("organization__isnull", False),
                                ("user__isnull", True),
                            ),
                            models.Q(
                                ("department__isnull", False),
                                ("organization__isnull", True),
                                ("user__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="against_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlaPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=32, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=128, verbose_name="英文名称")),
                ("is_default", models.BooleanField(default=False, verbose_name="没有另外说明时用")),
                (
                    "urges_most",
                    models.PositiveSmallIntegerField(
                        default=3, help_text="退回重办以后从头算", verbose_name="每次办理最多催几次"
                    ),
                ),
                (
                    "urge_every_hours",
                    models.PositiveSmallIntegerField(default=24, verbose_name="隔多少小时可以再催"),
                ),
            ],
            options={
                "verbose_name": "办理时限",
                "verbose_name_plural": "办理时限",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("is_default",),
                        name="sla_one_default",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="servicerequest",
            name="sla",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requests.slapolicy",
                verbose_name="办理时限",
            ),
        ),
        migrations.AddField(
            model_name="menuitem",
            name="sla",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requests.slapolicy",
                verbose_name="办理时限",
            ),
        ),
        migrations.CreateModel(
            name="SlaRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("contact", "联系"),
                            ("handling", "办理"),
                            ("total", "全程"),
                            ("answer", "回应差评"),
                        ],
                        max_length=12,
                        verbose_name="哪个钟",
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "紧急"), (2, "优先"), (3, "一般"), (4, "不急")],
                        verbose_name="优先级",
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(verbose_name="多少")),
                (
                    "unit",
                    models.CharField(
                        choices=[("minutes", "分钟"), ("hours", "小时"), ("workdays", "工作日")],
                        max_length=12,
                        verbose_name="单位",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                (
                    "for_open",
                    models.BooleanField(default=False, verbose_name="已经在办的也按新的算"),
                ),
                (
                    "replaced_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="被替换的时间"),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="requests.slapolicy",
                        verbose_name="办理时限",
                    ),
                ),
            ],
            options={
                "verbose_name": "时限规则",
                "verbose_name_plural": "时限规则",
                "ordering": ["policy", "priority", "clock", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("policy", "clock", "priority"),
                        name="sla_rule_one_in_force",
                    ),
                    models.UniqueConstraint(
                        fields=("policy", "clock", "priority", "version"),
                        name="sla_rule_version_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="sla_rule_takes_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("contact", "联系"),
                            ("handling", "办理"),
                            ("total", "全程"),
                            ("answer", "回应差评"),
                        ],
                        max_length=12,
                        verbose_name="哪个钟",
                    ),
                ),
                ("epoch", models.PositiveSmallIntegerField(verbose_name="第几次办")),
                (
                    "tick",
                    models.CharField(
                        choices=[
                            ("start", "开始"),
                            ("pause", "暂停"),
                            ("resume", "继续"),
                            ("stop", "停止"),
                            ("rule", "换规则"),
                            ("extend", "延期"),
                        ],
                        max_length=8,
                        verbose_name="怎样",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                ("until", models.DateTimeField(null=True, verbose_name="延到")),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clock_events",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.slarule",
                        verbose_name="规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "时钟记录",
                "verbose_name_plural": "时钟记录",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        fields=["service_request", "epoch", "id"], name="clock_event_in_order"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("tick__in", ["start", "rule"]), _negated=True),
                                ("rule__isnull", False),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("tick", "extend"), _negated=True),
                                ("until__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="clock_event_brings_what_it_needs",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="几个词用空格隔开，都说到才算",
                        max_length=60,
                        verbose_name="说到这些词",
                    ),
                ),
                (
                    "weight",
                    models.SmallIntegerField(
                        default=3,
                        help_text="1 到 9；负数表示“说到这个就不是这一项”",
                        verbose_name="分量",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        help_text="不选就是所有社区",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="哪个社区的",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestion_rules",
                        to="requests.menuitem",
                        verbose_name="服务",
                    ),
                ),
            ],
            options={
                "verbose_name": "分单建议",
                "verbose_name_plural": "分单建议",
                "ordering": ["item", "-weight", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "words", "item"),
                        name="suggestion_rule_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight__range", (-9, 9)), models.Q(("weight", 0), _negated=True)
                        ),
                        name="suggestion_weight_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Timer",
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
                            ("rung", "催办"),
                            ("wake", "暂停到期"),
                            ("lapse", "等补充到期"),
                            ("invite", "请评价"),
                            ("close", "不评价就结"),
                            ("look", "看一眼"),
                            ("forward", "转出去的还没收"),
                        ],
                        max_length=8,
                        verbose_name="做什么",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contact", "联系"),
                            ("handling", "办理"),
                            ("total", "全程"),
                            ("answer", "回应差评"),
                        ],
                        max_length=12,
                        verbose_name="哪个钟",
                    ),
                ),
                ("epoch", models.PositiveSmallIntegerField(verbose_name="第几次办")),
                ("turn", models.PositiveSmallIntegerField(default=1, verbose_name="第几轮")),
                ("due_at", models.DateTimeField(verbose_name="到点")),
                ("fired_at", models.DateTimeField(null=True, verbose_name="响过")),
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
                    "rung",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.ladderrung",
                        verbose_name="第几级",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timers",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
            ],
            options={
                "verbose_name": "定时",
                "verbose_name_plural": "定时",
                "indexes": [
                    models.Index(
                        condition=models.Q(("fired_at__isnull", True)),
                        fields=["due_at", "id"],
                        name="timer_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service_request", "purpose", "clock", "epoch", "rung", "turn"),
                        name="timer_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
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
                ("name", models.CharField(max_length=60, verbose_name="给哪个系统")),
                ("url", models.CharField(max_length=300, verbose_name="网址")),
                (
                    "secret",
                    core.fields.EncryptedField(default="", mask="note", verbose_name="签名密钥"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="接入时间",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="停用时间"),
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
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁接的",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送",
                "verbose_name_plural": "推送",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("community", "url"),
                        name="webhook_once_per_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HookDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("turn", models.PositiveSmallIntegerField(default=0, verbose_name="第几次补送")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "在路上"),
                            ("done", "收到了"),
                            ("parked", "没送到，等人处理"),
                            ("dropped", "停用了，不送"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="试了几次")),
                ("answered", models.PositiveSmallIntegerField(null=True, verbose_name="对方应答")),
                ("reason", models.CharField(blank=True, max_length=80, verbose_name="原因")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="产生时间",
                    ),
                ),
                ("tried_at", models.DateTimeField(null=True, verbose_name="最近一次")),
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
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.requestevent",
                        verbose_name="哪件事",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="requests.webhook",
                        verbose_name="推送",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送记录",
                "verbose_name_plural": "推送记录",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("webhook", "event", "turn"), name="hook_delivery_once_per_turn"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Whistle",
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
                            ("key_issue", "重点难点哨"),
                            ("enforcement", "综合执法哨"),
                            ("emergency", "应急处置哨"),
                            ("quick", "快捷哨"),
                        ],
                        max_length=16,
                        verbose_name="哪一种哨",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="一句话")),
                ("body", models.TextField(blank=True, verbose_name="说清楚")),
                ("place", models.CharField(max_length=120, verbose_name="到哪里")),
                ("due_at", models.DateTimeField(verbose_name="最迟报结果")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafted", "等街道审"),
                            ("refused", "没有吹响"),
                            ("issued", "吹响了"),
                            ("reported", "都报了，等评"),
                            ("escalated", "报到区县"),
                            ("closed", "结束"),
                        ],
                        default="drafted",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="提出时间",
                    ),
                ),
                (
                    "issued_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="吹响时间"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="街道的话")),
                (
                    "escalated_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="报到区县"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="结束")),
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
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁提的",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁吹的",
                    ),
                ),
                (
                    "service_request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="whistles",
                        to="requests.servicerequest",
                        verbose_name="从哪件诉求来",
                    ),
                ),
                (
                    "street",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="街道",
                    ),
                ),
            ],
            options={
                "verbose_name": "吹哨",
                "verbose_name_plural": "吹哨",
                "indexes": [
                    models.Index(fields=["community", "-drafted_at", "-id"], name="whistle_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["drafted", "refused"]),
                            models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whistle_issued_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False), ("status__in", ["closed", "refused"])
                            ),
                            models.Q(
                                models.Q(("status__in", ["closed", "refused"]), _negated=True),
                                ("closed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="whistle_closed_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WhistleCall",
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
                ("is_lead", models.BooleanField(default=False, verbose_name="牵头")),
                ("acknowledge_by", models.DateTimeField(null=True, verbose_name="最迟签收")),
                ("report_by", models.DateTimeField(null=True, verbose_name="最迟报结果")),
                ("acknowledged_at", models.DateTimeField(null=True, verbose_name="签收")),
                ("arrived_at", models.DateTimeField(null=True, verbose_name="到现场")),
                ("reported_at", models.DateTimeField(null=True, verbose_name="报结果")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("solved", "解决了"),
                            ("partly", "解决了一部分"),
                            ("unsolved", "没解决"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                ("report", models.TextField(blank=True, verbose_name="怎么办的")),
                ("looked", models.PositiveSmallIntegerField(default=0, verbose_name="催过哪几次")),
                ("look_at", models.DateTimeField(null=True, verbose_name="下一次看")),
                (
                    "acted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁来的",
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
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "whistle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="requests.whistle",
                        verbose_name="吹哨",
                    ),
                ),
            ],
            options={
                "verbose_name": "部门报到",
                "verbose_name_plural": "部门报到",
                "ordering": ["-is_lead", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("look_at__isnull", False)),
                        fields=["look_at"],
                        name="whistle_call_look",
                    ),
                    models.Index(fields=["department", "-id"], name="whistle_call_of"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("whistle", "department"), name="whistle_call_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_lead", True)),
                        fields=("whistle",),
                        name="whistle_one_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrived_at__isnull", True),
                            ("acknowledged_at__lte", models.F("arrived_at")),
                            _connector="OR",
                        ),
                        name="whistle_call_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("reported_at__isnull", True)),
                            models.Q(
                                ("reported_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="whistle_call_reports_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WhistleMark",
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
                    "about",
                    models.CharField(
                        choices=[
                            ("result", "结果"),
                            ("department", "部门报到"),
                            ("whistle", "这一哨"),
                        ],
                        max_length=12,
                        verbose_name="评什么",
                    ),
                ),
                ("side", models.CharField(max_length=12, verbose_name="哪一方")),
                ("grade", models.PositiveSmallIntegerField(verbose_name="几分")),
                ("words", models.TextField(blank=True, verbose_name="说一句")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁评的",
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
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "whistle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="requests.whistle",
                        verbose_name="吹哨",
                    ),
                ),
            ],
            options={
                "verbose_name": "双考核",
                "verbose_name_plural": "双考核",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("whistle", "about", "side", "department"),
                        name="whistle_mark_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__gte", 1), ("grade__lte", 5)),
                        name="whistle_mark_of_five",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "help",
                    models.CharField(
                        choices=[
                            ("time", "出一点时间"),
                            ("company", "找个伴"),
                            ("teach", "教一样本事"),
                            ("lend", "借一件东西"),
                            ("give", "送一件东西"),
                            ("make", "做一件东西"),
                        ],
                        max_length=8,
                        verbose_name="要什么样的帮忙",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=120, verbose_name="墙上写的")),
                ("who", models.CharField(blank=True, max_length=24, verbose_name="是谁的心愿")),
                ("until", models.DateField(null=True, verbose_name="挂到哪天")),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="上墙时间"),
                ),
                ("thanks", models.CharField(blank=True, max_length=120, verbose_name="谢谢的话")),
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
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁改写的",
                    ),
                ),
                (
                    "service_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wish",
                        to="requests.servicerequest",
                        verbose_name="诉求",
                    ),
                ),
                (
                    "thanked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁放上墙的",
                    ),
                ),
            ],
            options={
                "verbose_name": "心愿",
                "verbose_name_plural": "心愿",
                "indexes": [
                    models.Index(fields=["community", "-published_at"], name="wish_of_the_wall")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                models.Q(("who", ""), _negated=True),
                                ("published_by__isnull", False),
                                ("until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="wish_hangs_with_its_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("thanks", ""), ("thanked_by__isnull", False), _connector="OR"
                        ),
                        name="wish_thanks_were_released",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AffairEvent",
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
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
                ("step", models.CharField(max_length=12, verbose_name="发生了什么")),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("submitted", "待受理"),
                            ("lacking", "等补材料"),
                            ("accepted", "受理了"),
                            ("fetching", "上门取材料"),
                            ("filed", "已送窗口"),
                            ("ready", "办好了，等送回"),
                            ("done", "办结"),
                            ("refused", "没有受理"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=12,
                        verbose_name="到",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁",
                    ),
                ),
                (
                    "affair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="requests.affair",
                        verbose_name="代办事项",
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
            ],
            options={
                "verbose_name": "代办经过",
                "verbose_name_plural": "代办经过",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["affair", "id"], name="affair_event_in_order")],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
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
                ("name", models.CharField(max_length=60, verbose_name="给哪个程序")),
                (
                    "digest",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="摘要"
                    ),
                ),
                ("hint", models.CharField(editable=False, max_length=12, verbose_name="开头")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("orders:read", "查自己提的诉求"),
                                ("orders:write", "提交诉求"),
                                ("orders:update", "补充、催办、撤回、评价"),
                            ],
                            max_length=24,
                        ),
                        size=None,
                        verbose_name="可以做什么",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="有效期到")),
                (
                    "last_used_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="最近用过"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="签发时间",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="吊销时间"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="只在哪里有效",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.rolegrant",
                        verbose_name="以哪个岗位",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="吊销人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="以谁的身份",
                    ),
                ),
            ],
            options={
                "verbose_name": "接口密钥",
                "verbose_name_plural": "接口密钥",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["user", "grant"], name="api_token_of_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="api_token_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scopes", []), _negated=True),
                        name="api_token_may_something",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="affair",
            index=models.Index(fields=["community", "status", "-id"], name="affair_queue"),
        ),
        migrations.AddIndex(
            model_name="affair",
            index=models.Index(fields=["applicant", "-id"], name="affair_mine"),
        ),
        migrations.AddConstraint(
            model_name="affair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "submitted",
                            "lacking",
                            "accepted",
                            "fetching",
                            "filed",
                            "ready",
                            "done",
                            "refused",
                            "withdrawn",
                        ],
                    )
                ),
                name="affair_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="affair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        ("status__in", frozenset(["done", "refused", "withdrawn"])),
                    ),
                    models.Q(
                        models.Q(
                            ("status__in", frozenset(["done", "refused", "withdrawn"])),
                            _negated=True,
                        ),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="affair_closed_has_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="affair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("worker__isnull", True),
                    models.Q(
                        models.Q(("authority", ""), _negated=True),
                        ("authority_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="affair_fetched_with_authority",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatchrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("lead_lane__in", ["host", "lead", "assist"])),
                name="dispatch_rule_three_lead",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatchrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("support_lanes__contained_by", ["cohandle", "selfhelp"])),
                name="dispatch_rule_two_support",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatchrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("wait_minutes__range", (10, 4320)), ("wave__range", (1, 5))),
                name="dispatch_rule_small_waves",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("service_request", "epoch", "is_addition"), name="rating_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__range", (1, 5))), name="rating_grade_known"
            ),
        ),
        migrations.AddIndex(
            model_name="protectivecase",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["officer", "-at"],
                name="protective_of_officer",
            ),
        ),
        migrations.AddConstraint(
            model_name="protectivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(
                        ("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="protective_closed_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="protectivecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("backup__isnull", True),
                    models.Q(("backup", models.F("officer")), _negated=True),
                    _connector="OR",
                ),
                name="protective_two_people",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["community", "-started_at", "-id"], name="call_newest"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="call_ended_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["order", "added"]), _negated=True),
                    ("service_request__isnull", False),
                    _connector="OR",
                ),
                name="call_order_is_there",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                models.F("community"),
                django.db.models.functions.comparison.Coalesce(
                    "due_at", datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC)
                ),
                models.F("id"),
                condition=models.Q(
                    (
                        "status__in",
                        frozenset(
                            [
                                "asking",
                                "assigned",
                                "classified",
                                "completed",
                                "disputed",
                                "in_progress",
                                "pooled",
                                "submitted",
                                "suspended",
                            ]
                        ),
                    )
                ),
                name="service_request_pressing",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        frozenset(
                            [
                                "asking",
                                "assigned",
                                "classified",
                                "completed",
                                "disputed",
                                "in_progress",
                                "pooled",
                                "submitted",
                                "suspended",
                            ]
                        ),
                    )
                ),
                fields=["keeper", "due_at"],
                name="service_request_kept",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                fields=["community", "-created_at", "-id"], name="service_request_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["community", "-created_at", "-id"],
                name="service_request_board",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(fields=["reporter", "-created_at"], name="service_request_mine"),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(fields=["resident", "-created_at"], name="service_request_person"),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="service_request_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "submitted",
                            "asking",
                            "classified",
                            "pooled",
                            "assigned",
                            "in_progress",
                            "suspended",
                            "completed",
                            "disputed",
                            "closed",
                            "refused",
                            "redirected",
                            "merged",
                            "withdrawn",
                        ],
                    )
                ),
                name="service_request_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        frozenset(["closed", "merged", "redirected", "refused", "withdrawn"]),
                    ),
                    ("keeper__isnull", False),
                    _connector="OR",
                ),
                name="service_request_open_is_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["completed", "disputed", "closed"]), _negated=True),
                    models.Q(
                        ("completed_at__isnull", False), models.Q(("result", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="service_request_done_has_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        ("status", "closed"),
                        models.Q(("close_kind", ""), _negated=True),
                    ),
                    models.Q(models.Q(("status", "closed"), _negated=True), ("close_kind", "")),
                    _connector="OR",
                ),
                name="service_request_closed_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                    models.Q(
                        models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="service_request_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("impact__range", (1, 3)),
                    ("priority__range", (1, 4)),
                    ("urgency__range", (1, 3)),
                ),
                name="service_request_scales",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", models.F("floor"))),
                name="service_request_floor_below_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="menuitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "elsewhere"), _negated=True),
                    models.Q(("advice", ""), _negated=True),
                    _connector="OR",
                ),
                name="menu_elsewhere_says_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="menuitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("price", "free"), ("dispatch", "assign"), _connector="OR"),
                name="menu_fee_is_never_volunteers_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="menuitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 1), ("priority__lte", 4)),
                name="menu_priority_known",
            ),
        ),
    ]
