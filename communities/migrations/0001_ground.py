"""The tables of the room, as they stand."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import communities.fields
import core.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_ground"),
        ("core", "0001_ground"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeCategory",
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
                ("is_disclosure", models.BooleanField(default=False, verbose_name="属于居务公开")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "通知类别",
                "verbose_name_plural": "通知类别",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "省"),
                            ("city", "市"),
                            ("district", "区县"),
                            ("street", "街道 / 乡镇"),
                            ("community", "社区 / 村"),
                            ("grid", "网格"),
                            ("micro_grid", "微网格"),
                        ],
                        max_length=16,
                        verbose_name="层级",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        editable=False, max_length=120, unique=True, verbose_name="路径"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{2,12}(-\\d{1,3})?$", "区划代码是 2 至 12 位数字"
                            )
                        ],
                        verbose_name="现行代码",
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=128, verbose_name="英文名称")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="所属社区",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="communities.area",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域",
                "verbose_name_plural": "区域",
                "ordering": ["position", "id"],
                "indexes": [
                    models.Index(
                        fields=["path"], name="area_path_prefix", opclasses=["varchar_pattern_ops"]
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                [
                                    "province",
                                    "city",
                                    "district",
                                    "street",
                                    "community",
                                    "grid",
                                    "micro_grid",
                                ],
                            )
                        ),
                        name="area_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("level__in", ["community", "grid", "micro_grid"]), _negated=True
                            ),
                            ("community__isnull", False),
                            _connector="OR",
                        ),
                        name="area_grid_has_community",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=16, verbose_name="代码")),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=128, verbose_name="英文名称")),
                ("valid_from", models.DateField(verbose_name="起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="止（不含）")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="communities.area",
                        verbose_name="区域",
                    ),
                ),
            ],
            options={
                "verbose_name": "区域名称沿革",
                "verbose_name_plural": "区域名称沿革",
                "ordering": ["-valid_from"],
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
                        name="area_one_name_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        expressions=[
                            ("code", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="area_code_used_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scopes",
                        to="communities.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="area_scopes",
                        to="accounts.rolegrant",
                        verbose_name="授权",
                    ),
                ),
            ],
            options={
                "verbose_name": "管辖范围",
                "verbose_name_plural": "管辖范围",
                "constraints": [
                    models.UniqueConstraint(fields=("grant", "area"), name="scope_once_per_grant")
                ],
            },
        ),
        migrations.CreateModel(
            name="BindingAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_index", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("succeeded", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "绑定尝试",
                "verbose_name_plural": "绑定尝试",
                "indexes": [
                    models.Index(fields=["user", "at"], name="binding_attempt_recent"),
                    models.Index(fields=["name_index", "at"], name="binding_attempt_at_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Building",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=32, verbose_name="楼栋")),
                ("units", models.PositiveSmallIntegerField(default=1, verbose_name="单元数")),
                ("floors", models.PositiveSmallIntegerField(default=6, verbose_name="层数")),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="经度（WGS84）",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="纬度（WGS84）",
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
                        related_name="buildings",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
            ],
            options={
                "verbose_name": "楼栋",
                "verbose_name_plural": "楼栋",
            },
        ),
        migrations.CreateModel(
            name="CommunityProfile",
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
                            ("ordinary", "普通社区"),
                            ("relocation", "搬迁安置社区"),
                            ("mixed", "人口聚拢型社区"),
                            ("rural", "村"),
                        ],
                        default="ordinary",
                        max_length=16,
                        verbose_name="类型",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                ("telephone", models.CharField(blank=True, max_length=20, verbose_name="服务电话")),
                (
                    "address",
                    models.CharField(blank=True, max_length=120, verbose_name="服务中心地址"),
                ),
                (
                    "address_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="服务中心地址（英文）"
                    ),
                ),
                ("opens_at", models.TimeField(blank=True, null=True, verbose_name="开门")),
                ("closes_at", models.TimeField(blank=True, null=True, verbose_name="关门")),
                (
                    "data_processor",
                    models.CharField(blank=True, max_length=120, verbose_name="个人信息处理者"),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="简介")),
                ("introduction_en", models.TextField(blank=True, verbose_name="简介（英文）")),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
            ],
            options={
                "verbose_name": "社区档案",
                "verbose_name_plural": "社区档案",
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=128, verbose_name="英文名称")),
                ("duties", models.TextField(blank=True, verbose_name="职责")),
                ("duties_en", models.TextField(blank=True, verbose_name="职责（英文）")),
                ("telephone", models.CharField(blank=True, max_length=20, verbose_name="电话")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departments",
                        to="communities.area",
                        verbose_name="所属",
                    ),
                ),
            ],
            options={
                "verbose_name": "部门",
                "verbose_name_plural": "部门",
                "constraints": [
                    models.UniqueConstraint(fields=("area", "name"), name="department_named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DepartmentScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scopes",
                        to="communities.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="department_scopes",
                        to="accounts.rolegrant",
                        verbose_name="授权",
                    ),
                ),
            ],
            options={
                "verbose_name": "联络部门",
                "verbose_name_plural": "联络部门",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grant", "department"), name="department_once_per_grant"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="月份")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "草稿"), ("published", "已公布")],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="公布时间"),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_plans",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公布人",
                    ),
                ),
            ],
            options={
                "verbose_name": "月值班表",
                "verbose_name_plural": "月值班表",
                "constraints": [
                    models.UniqueConstraint(fields=("community", "month"), name="duty_plan_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="duty_plan_first_of_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True),
                                ("published_by__isnull", True),
                                ("status", "draft"),
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                ("status", "published"),
                            ),
                            _connector="OR",
                        ),
                        name="duty_plan_published_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=32, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=64, verbose_name="英文名称")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="同时几个人",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=64, verbose_name="在哪里")),
                (
                    "telephone",
                    models.CharField(
                        blank=True,
                        help_text="岗位的电话，不是谁的手机",
                        max_length=20,
                        verbose_name="值班电话（公示）",
                    ),
                ),
                (
                    "door_names",
                    models.CharField(
                        choices=[("surname", "姓和职务"), ("full", "全名")],
                        default="surname",
                        max_length=8,
                        verbose_name="公示时写",
                    ),
                ),
                (
                    "takes_vacant_grids",
                    models.BooleanField(
                        default=False,
                        help_text="下班以后和节假日，没有网格员的网格先打这个岗位",
                        verbose_name="兜底空岗网格",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_posts",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
            ],
            options={
                "verbose_name": "值班岗位",
                "verbose_name_plural": "值班岗位",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "name"), name="duty_post_named_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 9)),
                        name="duty_post_seats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("door_names__in", ["surname", "full"])),
                        name="duty_post_door_names_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "days",
                    models.CharField(
                        choices=[
                            ("daily", "每天"),
                            ("workday", "工作日（含调休上班）"),
                            ("day_off", "休息日（周末和节假日）"),
                            ("weekend", "周末（不含节假日）"),
                            ("holiday", "节假日"),
                            ("mon", "每周一"),
                            ("tue", "每周二"),
                            ("wed", "每周三"),
                            ("thu", "每周四"),
                            ("fri", "每周五"),
                            ("sat", "每周六"),
                            ("sun", "每周日"),
                        ],
                        default="workday",
                        max_length=8,
                        verbose_name="哪些天",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="几点开始")),
                (
                    "ends",
                    models.TimeField(help_text="早于开始，就是到第二天", verbose_name="几点结束"),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="communities.dutypost",
                        verbose_name="值班岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "值班时间",
                "verbose_name_plural": "值班时间",
                "ordering": ["starts", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "days", "starts"), name="duty_hours_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "days__in",
                                [
                                    "daily",
                                    "workday",
                                    "day_off",
                                    "weekend",
                                    "holiday",
                                    "mon",
                                    "tue",
                                    "wed",
                                    "thu",
                                    "fri",
                                    "sat",
                                    "sun",
                                ],
                            )
                        ),
                        name="duty_hours_days_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyShift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField(default=1, verbose_name="第几个位子")),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="时间"),
                ),
                (
                    "helper",
                    core.fields.NameField(blank=True, max_length=32, verbose_name="外来值班人"),
                ),
                (
                    "helper_unit",
                    models.CharField(blank=True, max_length=64, verbose_name="哪个单位"),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_shifts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="值班人",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="communities.dutyplan",
                        verbose_name="月值班表",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="communities.dutypost",
                        verbose_name="值班岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "班次",
                "verbose_name_plural": "班次",
                "indexes": [models.Index(fields=["plan", "post"], name="duty_shift_of_month")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("post", "="), ("seat", "="), ("period", "&&")],
                        name="duty_seat_there_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("person__isnull", False)),
                        expressions=[("person", "="), ("period", "&&")],
                        name="duty_person_in_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False),
                            ("period__lower_inf", False),
                            ("period__upper_inf", False),
                        ),
                        name="duty_shift_has_both_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("helper", ""), _connector="OR"
                        ),
                        name="duty_shift_one_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dwelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=8, verbose_name="单元")),
                ("floor", models.SmallIntegerField(blank=True, null=True, verbose_name="楼层")),
                ("room", models.CharField(max_length=16, verbose_name="室号")),
                (
                    "standard_address_code",
                    models.CharField(blank=True, max_length=40, verbose_name="标准地址编码"),
                ),
                (
                    "building",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dwellings",
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
            ],
            options={
                "verbose_name": "房屋",
                "verbose_name_plural": "房屋",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("building", "unit", "room"), name="dwelling_one_door_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Estate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="小区名称")),
                ("name_en", models.CharField(blank=True, max_length=128, verbose_name="英文名称")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
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
                "verbose_name": "小区",
                "verbose_name_plural": "小区",
                "constraints": [
                    models.UniqueConstraint(fields=("community", "name"), name="estate_named_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="building",
            name="estate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="buildings",
                to="communities.estate",
                verbose_name="小区",
            ),
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=24, verbose_name="户编号")),
                (
                    "status",
                    models.CharField(
                        choices=[("present", "在住"), ("ended", "已销户")],
                        default="present",
                        editable=False,
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                (
                    "status_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="状态日期"
                    ),
                ),
                ("is_rented", models.BooleanField(default=False, verbose_name="租住")),
                (
                    "note",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="备注"
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
                    "dwelling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="communities.dwelling",
                        verbose_name="房屋",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭户",
                "verbose_name_plural": "家庭户",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "number"), name="household_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["present", "ended"])),
                        name="household_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16, verbose_name="内容")),
                ("file_name", models.CharField(max_length=120, verbose_name="文件名")),
                ("content", models.BinaryField(null=True, verbose_name="文件（加密）")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "等待核对"),
                            ("checked", "核对完毕"),
                            ("writing", "正在写入"),
                            ("done", "已导入"),
                            ("discarded", "已放弃"),
                            ("unreadable", "读不了"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("summary", models.JSONField(default=dict, verbose_name="结果")),
                ("issues", models.JSONField(default=list, verbose_name="问题")),
                ("changes", models.JSONField(default=list, verbose_name="将更新的行")),
                ("refusal", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="上传时间",
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="完成时间"),
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
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "名册导入",
                "verbose_name_plural": "名册导入",
                "indexes": [models.Index(fields=["community", "-id"], name="import_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "waiting",
                                    "checked",
                                    "writing",
                                    "done",
                                    "discarded",
                                    "unreadable",
                                ],
                            )
                        ),
                        name="import_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["done", "discarded", "unreadable"]), _negated=True
                            ),
                            ("content__isnull", True),
                            _connector="OR",
                        ),
                        name="import_finished_has_no_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=64, verbose_name="哪一处")),
                ("text", models.CharField(max_length=300, verbose_name="写法")),
                ("text_en", models.CharField(blank=True, max_length=400, verbose_name="英文写法")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="不选就是所有地方；一个地方的写法，它下面的也用",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="communities.area",
                        verbose_name="哪里",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁改的",
                    ),
                ),
            ],
            options={
                "verbose_name": "本地用语",
                "verbose_name_plural": "本地用语",
                "ordering": ["code", "area_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "code"), name="wording_once_per_place"),
                    models.UniqueConstraint(
                        condition=models.Q(("area__isnull", True)),
                        fields=("code",),
                        name="wording_once_for_everywhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="wording_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("title_en", models.CharField(blank=True, max_length=160, verbose_name="英文标题")),
                ("body", models.TextField(max_length=8000, verbose_name="内容")),
                (
                    "body_en",
                    models.TextField(blank=True, max_length=12000, verbose_name="英文内容"),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("all", "全社区"),
                            ("grids", "部分网格"),
                            ("groups", "部分十联户"),
                        ],
                        default="all",
                        max_length=8,
                        verbose_name="发给",
                    ),
                ),
                (
                    "is_important",
                    models.BooleanField(default=False, verbose_name="重要（也发短信）"),
                ),
                (
                    "publish_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="定时发布"),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="公布到")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待核对"),
                            ("checked", "已核对，待发布"),
                            ("published", "公布中"),
                            ("expired", "公布期满"),
                            ("withdrawn", "已撤下"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
                ),
                (
                    "checked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="核对时间"),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="发布时间"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="退回或撤下的原因"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="起草时间",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核对人",
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
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="communities.notice",
                        verbose_name="更正自",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最后修改人",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="communities.noticecategory",
                        verbose_name="类别",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知公告",
                "verbose_name_plural": "通知公告",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["published", "expired"])),
                        fields=["community", "-published_at"],
                        name="notice_archive",
                    ),
                    models.Index(fields=["community", "status", "-id"], name="notice_at_desk"),
                    models.Index(
                        condition=models.Q(("status", "checked")),
                        fields=["publish_at"],
                        name="notice_scheduled",
                    ),
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["expires_at"],
                        name="notice_expiring",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "submitted",
                                    "checked",
                                    "published",
                                    "expired",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="notice_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["all", "grids", "groups"])),
                        name="notice_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            models.Q(
                                models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                                models.Q(("checked_by", models.F("edited_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_checked_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["checked", "published", "expired"]), _negated=True
                            ),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_public_was_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["published", "expired"]), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="notice_public_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notice_withdrawn_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__isnull", True),
                            ("publish_at__isnull", True),
                            ("expires_at__gt", models.F("publish_at")),
                            _connector="OR",
                        ),
                        name="notice_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
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
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="communities.notice",
                        verbose_name="通知",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知附件",
                "verbose_name_plural": "通知附件",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "file"), name="notice_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="通知时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="阅读时间")),
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
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="communities.notice",
                        verbose_name="通知",
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
                "verbose_name": "通知阅读",
                "verbose_name_plural": "通知阅读",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "user"), name="notice_read_once_per_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_at__isnull", False), ("read_at__isnull", False), _connector="OR"
                        ),
                        name="notice_read_or_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeTarget",
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
                        choices=[("grid", "网格"), ("group", "十联户")],
                        max_length=8,
                        verbose_name="对象",
                    ),
                ),
                ("target_id", models.BigIntegerField(verbose_name="编号")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="communities.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知对象",
                "verbose_name_plural": "通知对象",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "kind", "target_id"), name="notice_target_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["grid", "group"])),
                        name="notice_target_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("is_head", models.BooleanField(default=False, verbose_name="户代表")),
                (
                    "relation_to_head",
                    models.CharField(blank=True, max_length=16, verbose_name="与户代表关系"),
                ),
                ("name", core.fields.NameField(max_length=64, verbose_name="姓名")),
                (
                    "name_key",
                    communities.fields.PinyinField(
                        blank=True,
                        default="",
                        editable=False,
                        initials=False,
                        max_length=96,
                        source="name",
                        verbose_name="拼音序",
                    ),
                ),
                (
                    "name_initials",
                    communities.fields.PinyinField(
                        blank=True,
                        default="",
                        editable=False,
                        initials=True,
                        max_length=16,
                        source="name",
                        verbose_name="拼音首字母",
                    ),
                ),
                (
                    "gender",
                    models.CharField(
                        choices=[("female", "女"), ("male", "男"), ("unknown", "未登记")],
                        default="unknown",
                        max_length=8,
                        verbose_name="性别",
                    ),
                ),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "id_number",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="id_number", verbose_name="身份证号"
                    ),
                ),
                (
                    "id_index",
                    core.fields.BlindIndexField(
                        blank=True,
                        editable=False,
                        kind="id_number",
                        max_length=32,
                        source="id_number",
                    ),
                ),
                (
                    "proof_index",
                    core.fields.BlindIndexField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        kind="name_last6",
                        max_length=32,
                        source="identity_proof",
                    ),
                ),
                (
                    "phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="电话"
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
                    "registered_address",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="address", verbose_name="户籍地址"
                    ),
                ),
                (
                    "residence_kind",
                    models.CharField(
                        choices=[
                            ("both_here", "户在人在"),
                            ("registered_only", "户在人不在"),
                            ("living_only", "人在户不在"),
                            ("floating", "流动"),
                        ],
                        default="both_here",
                        max_length=16,
                        verbose_name="人户关系",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("local", "原户籍"), ("relocated", "搬迁"), ("floating", "流动")],
                        default="local",
                        max_length=16,
                        verbose_name="来源",
                    ),
                ),
                (
                    "origin_place",
                    models.CharField(blank=True, max_length=64, verbose_name="来源乡镇、村"),
                ),
                (
                    "is_new_employment",
                    models.BooleanField(default=False, verbose_name="新就业群体（骑手、司机等）"),
                ),
                (
                    "note",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="备注"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "在册"),
                            ("moved", "已迁出"),
                            ("deceased", "已故"),
                            ("merged", "并入另一份"),
                        ],
                        default="present",
                        editable=False,
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                (
                    "status_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="状态日期"
                    ),
                ),
                ("moved_in_on", models.DateField(blank=True, null=True, verbose_name="迁入日期")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="建档时间",
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
                        related_name="residents",
                        to="communities.area",
                        verbose_name="网格",
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wards",
                        to="communities.resident",
                        verbose_name="监护人",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="communities.household",
                        verbose_name="所在户",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="communities.resident",
                    ),
                ),
            ],
            options={
                "verbose_name": "居民",
                "verbose_name_plural": "居民",
                "indexes": [
                    models.Index(fields=["community", "name_key"], name="resident_by_name"),
                    models.Index(fields=["grid", "name_key"], name="resident_by_grid"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("id_index", ""), _negated=True), ("status", "present")
                        ),
                        fields=("community", "id_index"),
                        name="resident_id_once_per_community",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True), ("status", "present")),
                        fields=("household",),
                        name="household_one_head",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["present", "moved", "deceased", "merged"])
                        ),
                        name="resident_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True),
                                ("merged_into__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="resident_merged_points_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="resident_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("guardian", models.F("pk")), _negated=True),
                        name="resident_not_own_guardian",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeRecord",
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
                ("moved", models.JSONField(default=list, verbose_name="移动的记录")),
                (
                    "personal",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="改动前后的资料"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="依据")),
                (
                    "merged_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="合并时间",
                    ),
                ),
                (
                    "undone_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="撤回时间"
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
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed_by",
                        to="communities.resident",
                        verbose_name="并入的一份",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorptions",
                        to="communities.resident",
                        verbose_name="留下的一份",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案合并记录",
                "verbose_name_plural": "档案合并记录",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("absorbed",),
                        name="merge_once_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("absorbed")), _negated=True),
                        name="merge_two_records",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareLabel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("elder", "老"),
                            ("child", "小"),
                            ("disabled", "残"),
                            ("hardship", "困"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                (
                    "condition",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未细分"),
                            ("living_alone", "独居"),
                            ("empty_nest", "空巢"),
                            ("dependent", "失能"),
                            ("partly_dependent", "半失能"),
                            ("very_old", "高龄（80 岁以上）"),
                            ("left_behind", "留守"),
                            ("unattended", "事实无人抚养"),
                            ("sight", "视力残疾"),
                            ("hearing", "听力残疾"),
                            ("limb", "肢体残疾"),
                            ("mental", "精神或智力残疾"),
                            ("low_income", "低保"),
                            ("extreme_hardship", "特困"),
                            ("marginal", "低保边缘"),
                            ("sudden_hardship", "急难"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="情形",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("duty", "有名单或证件，按法定职责登记"),
                            ("consent", "本人说的、入户看到的，经本人单独同意"),
                        ],
                        db_default="duty",
                        default="duty",
                        max_length=8,
                        verbose_name="凭什么登记",
                    ),
                ),
                (
                    "evidence",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="依据"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="止（含）")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="取消时间"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_longer", "情形不再存在"),
                            ("mistake", "登记有误"),
                            ("expired", "到期"),
                            ("died", "本人已故"),
                            ("moved", "本人迁出"),
                            ("withdrawn", "本人撤回同意"),
                        ],
                        editable=False,
                        max_length=16,
                        verbose_name="取消原因",
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_labels",
                        to="communities.resident",
                        verbose_name="居民",
                    ),
                ),
            ],
            options={
                "verbose_name": "关爱标签",
                "verbose_name_plural": "关爱标签",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="care_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("resident", "group", "condition"),
                        name="care_one_open_label_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["duty", "consent"])),
                        name="care_basis_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Binding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        choices=[("id_number", "姓名与身份证后六位"), ("at_the_desk", "窗口核对")],
                        max_length=16,
                        verbose_name="方式",
                    ),
                ),
                (
                    "bound_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="绑定时间",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="解除时间"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="解除原因"
                    ),
                ),
                (
                    "bound_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
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
                        related_name="bindings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bindings",
                        to="communities.resident",
                        verbose_name="居民",
                    ),
                ),
            ],
            options={
                "verbose_name": "身份绑定",
                "verbose_name_plural": "身份绑定",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user", "resident"),
                        name="binding_once_while_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("resident",),
                        name="binding_one_account_per_resident",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("child", "子女"),
                            ("parent", "父母（监护人）"),
                            ("spouse", "配偶"),
                            ("relative", "亲属"),
                            ("neighbour", "邻居"),
                            ("guardian", "监护人"),
                        ],
                        max_length=16,
                        verbose_name="关系",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("orders", "点单、评价"), ("all", "全部事务（不含隐私授权）")],
                        default="orders",
                        max_length=16,
                        verbose_name="范围",
                    ),
                ),
                (
                    "evidence",
                    core.fields.EncryptedField(
                        blank=True,
                        default="",
                        mask="note",
                        verbose_name="凭据（授权书、电话确认等）",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="起")),
                ("valid_to", models.DateField(verbose_name="止（含）")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="撤销时间"
                    ),
                ),
                (
                    "revoke_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="撤销原因"
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代办账号",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to="communities.resident",
                        verbose_name="为谁代办",
                    ),
                ),
            ],
            options={
                "verbose_name": "代办授权",
                "verbose_name_plural": "代办授权",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="authority_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        expressions=[
                            ("user", "="),
                            ("resident", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="authority_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=128, verbose_name="英文名称")),
                ("purpose", models.CharField(blank=True, max_length=120, verbose_name="用途")),
                ("seats", models.PositiveSmallIntegerField(default=0, verbose_name="坐得下几人")),
                (
                    "square_metres",
                    models.PositiveSmallIntegerField(default=0, verbose_name="面积（平方米）"),
                ),
                ("is_step_free", models.BooleanField(default=False, verbose_name="无障碍")),
                (
                    "open_days",
                    models.CharField(
                        choices=[("daily", "每天"), ("workdays", "工作日"), ("days_off", "休息日")],
                        default="daily",
                        max_length=8,
                        verbose_name="哪些天开",
                    ),
                ),
                ("opens_at", models.TimeField(blank=True, null=True, verbose_name="几点开")),
                ("closes_at", models.TimeField(blank=True, null=True, verbose_name="几点关")),
                ("opening", models.CharField(blank=True, max_length=120, verbose_name="开放说明")),
                (
                    "is_bookable",
                    models.BooleanField(
                        default=False, help_text="要先写明几点开、几点关", verbose_name="可以预约"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务中心房间",
                "verbose_name_plural": "服务中心房间",
                "ordering": ["kind__position", "id"],
            },
        ),
        migrations.CreateModel(
            name="RoomBooking",
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
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="时间"),
                ),
                (
                    "purpose",
                    core.fields.EncryptedField(default="", mask="note", verbose_name="做什么"),
                ),
                (
                    "for_whom",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="谁来用"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "等社区定"),
                            ("booked", "已约好"),
                            ("declined", "没约上"),
                            ("cancelled", "已取消"),
                        ],
                        default="booked",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="经办时间"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="原因"
                    ),
                ),
                (
                    "attendance",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="到场人数"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="预约人",
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="communities.room",
                        verbose_name="房间",
                    ),
                ),
            ],
            options={
                "verbose_name": "房间预约",
                "verbose_name_plural": "房间预约",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "requested")),
                        fields=["community", "created_at"],
                        name="room_booking_waiting",
                    )
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status", "booked")),
                        expressions=[("room", "="), ("period", "&&")],
                        name="room_booked_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["requested", "booked", "declined", "cancelled"])
                        ),
                        name="booking_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False),
                            ("period__lower_inf", False),
                            ("period__upper_inf", False),
                        ),
                        name="booking_has_both_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("status", "requested"),
                            ),
                            models.Q(
                                models.Q(("status", "requested"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="booking_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["requested", "booked"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="booking_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attendance__isnull", True), ("status", "booked"), _connector="OR"
                        ),
                        name="booking_attended_was_booked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomKind",
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
                (
                    "is_sensitive",
                    models.BooleanField(
                        default=False,
                        help_text="别人只看到有约，看不到谁来、为什么",
                        verbose_name="涉及隐私",
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[("service", "服务居民"), ("office", "办公")],
                        default="service",
                        max_length=8,
                        verbose_name="用于",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "功能室种类",
                "verbose_name_plural": "功能室种类",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("use__in", ["service", "office"])),
                        name="room_kind_use_known",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="room",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="communities.roomkind",
                verbose_name="种类",
            ),
        ),
        migrations.CreateModel(
            name="SetupConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=32, verbose_name="事项")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="确认时间",
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
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
            ],
            options={
                "verbose_name": "开通确认",
                "verbose_name_plural": "开通确认",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "item"), name="setup_confirmed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftSwap",
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
                ("note", models.CharField(blank=True, max_length=200, verbose_name="为什么换")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "等对方答应"),
                            ("agreed", "等书记批准"),
                            ("approved", "换好了"),
                            ("refused", "没换成"),
                            ("withdrawn", "自己撤回了"),
                            ("lapsed", "过时作废"),
                        ],
                        default="asked",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="没换成的原因"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="提出时间",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="最近变动",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "asked_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="对方",
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps",
                        to="communities.dutyshift",
                        verbose_name="要换出的班",
                    ),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.dutyshift",
                        verbose_name="要换来的班",
                    ),
                ),
            ],
            options={
                "verbose_name": "换班",
                "verbose_name_plural": "换班",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "agreed"])),
                        fields=("shift",),
                        name="swap_one_open_per_shift",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["asked", "agreed", "approved", "refused", "withdrawn", "lapsed"],
                            )
                        ),
                        name="swap_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", models.F("asked_of")), _negated=True),
                        name="swap_between_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                models.Q(("decided_by", models.F("asked_of")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="swap_decided_by_a_third",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="swap_approved_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="swap_refused_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="building",
            constraint=models.UniqueConstraint(
                fields=("estate", "name"), name="building_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("community", "name"), name="room_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("open_days__in", ["daily", "workdays", "days_off"])),
                name="room_open_days_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes_at__isnull", True), ("opens_at__isnull", True)),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="room_opens_before_it_closes",
                violation_error_message="开门要早于关门，两个时间都要填",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_bookable", False), ("opens_at__isnull", False), _connector="OR"
                ),
                name="room_bookable_has_hours",
                violation_error_message="可以预约的房间要写明几点开、几点关",
            ),
        ),
    ]
