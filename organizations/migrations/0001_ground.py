"""The tables of the room, as they stand."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import communities.fields
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
            name="PostClass",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "报到岗位类别",
                "verbose_name_plural": "报到岗位类别",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ServiceDomain",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "服务领域",
                "verbose_name_plural": "服务领域",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Organization",
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
                    "family",
                    models.CharField(
                        choices=[
                            ("social", "社会组织"),
                            ("partner", "共建单位"),
                            ("party", "党组织"),
                            ("mass", "群团组织"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="大类",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("society", "社会团体"),
                            ("service_agency", "社会服务机构"),
                            ("foundation", "基金会"),
                            ("life_service", "生活服务类社区社会组织"),
                            ("culture_sport", "文体活动类社区社会组织"),
                            ("public_benefit", "公益慈善类社区社会组织"),
                            ("mutual_aid", "邻里互助类社区社会组织"),
                            ("self_governance", "居民议事类社区社会组织"),
                            ("farming", "农技服务类社区社会组织"),
                            ("organ", "机关"),
                            ("public_institution", "事业单位"),
                            ("enterprise", "企业"),
                            ("school", "学校"),
                            ("hospital", "医院"),
                            ("military", "部队"),
                            ("new_economy", "新经济组织"),
                            ("new_social", "新社会组织"),
                            ("social_enterprise", "社会企业"),
                            ("property", "物业企业"),
                            ("other_unit", "其他单位"),
                            ("community_committee", "社区（村）党委"),
                            ("general_branch", "党总支"),
                            ("branch", "党支部"),
                            ("sector_committee", "行业党委"),
                            ("youth_league", "共青团"),
                            ("women", "妇联"),
                            ("trade_union", "工会"),
                            ("disabled", "残联"),
                            ("red_cross", "红十字会"),
                            ("science", "科协"),
                        ],
                        max_length=20,
                        verbose_name="种类",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="英文名称")),
                (
                    "name_key",
                    communities.fields.PinyinField(
                        blank=True,
                        default="",
                        editable=False,
                        initials=False,
                        max_length=240,
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
                        max_length=80,
                        source="name",
                        verbose_name="拼音首字母",
                    ),
                ),
                (
                    "registration",
                    models.CharField(
                        choices=[
                            ("registered", "已登记"),
                            ("filed", "已备案"),
                            ("managed", "社区管理"),
                            ("none", "不需登记"),
                        ],
                        max_length=12,
                        verbose_name="登记情况",
                    ),
                ),
                (
                    "uscc",
                    models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码"),
                ),
                (
                    "filing_number",
                    models.CharField(blank=True, max_length=40, verbose_name="备案编号"),
                ),
                (
                    "filing_authority",
                    models.CharField(blank=True, max_length=80, verbose_name="备案机关"),
                ),
                (
                    "filed_until",
                    models.DateField(blank=True, null=True, verbose_name="备案有效期至"),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                (
                    "source",
                    models.CharField(
                        choices=[("home_grown", "本地"), ("introduced", "引进")],
                        default="home_grown",
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                (
                    "is_hub",
                    models.BooleanField(
                        default=False,
                        help_text="带着别的社会组织一起做：培训、场地、对接",
                        verbose_name="枢纽型",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                (
                    "address_en",
                    models.CharField(blank=True, max_length=200, verbose_name="地址（英文）"),
                ),
                (
                    "telephone",
                    models.CharField(
                        blank=True,
                        help_text="居民看得到；不要写个人手机号",
                        max_length=20,
                        verbose_name="公开电话",
                    ),
                ),
                ("introduction", models.TextField(blank=True, max_length=600, verbose_name="简介")),
                (
                    "introduction_en",
                    models.TextField(blank=True, max_length=1200, verbose_name="简介（英文）"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "待确认"),
                            ("active", "在册"),
                            ("suspended", "暂停"),
                            ("closed", "已退出"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "status_on",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        editable=False,
                        verbose_name="状态日期",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="原因"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        help_text="社区的填社区；街道、区县的填街道、区县",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="在哪一级",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="organizations.organization",
                        verbose_name="所属行业党委",
                    ),
                ),
            ],
            options={
                "verbose_name": "组织和单位",
                "verbose_name_plural": "组织和单位",
                "indexes": [
                    models.Index(
                        fields=["community", "family", "name_key"], name="organization_by_name"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("registration", "filed"), models.Q(("status", "closed"), _negated=True)
                        ),
                        fields=["filed_until"],
                        name="organization_filing_ends",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pk__in", []),
                            models.Q(
                                ("family", "social"),
                                (
                                    "kind__in",
                                    [
                                        "society",
                                        "service_agency",
                                        "foundation",
                                        "life_service",
                                        "culture_sport",
                                        "public_benefit",
                                        "mutual_aid",
                                        "self_governance",
                                        "farming",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("family", "partner"),
                                (
                                    "kind__in",
                                    [
                                        "organ",
                                        "public_institution",
                                        "enterprise",
                                        "school",
                                        "hospital",
                                        "military",
                                        "new_economy",
                                        "new_social",
                                        "social_enterprise",
                                        "property",
                                        "other_unit",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("family", "party"),
                                (
                                    "kind__in",
                                    [
                                        "community_committee",
                                        "general_branch",
                                        "branch",
                                        "sector_committee",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("family", "mass"),
                                (
                                    "kind__in",
                                    [
                                        "youth_league",
                                        "women",
                                        "trade_union",
                                        "disabled",
                                        "red_cross",
                                        "science",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="organization_kind_fits_family",
                        violation_error_message="这个种类不属于这个大类",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("family", "social"),
                                ("registration__in", ["registered", "filed", "managed"]),
                            ),
                            models.Q(
                                ("family__in", ["partner", "mass"]),
                                ("registration__in", ["registered", "none"]),
                            ),
                            models.Q(("family", "party"), ("registration", "none")),
                            _connector="OR",
                        ),
                        name="organization_registration_fits_family",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["society", "service_agency", "foundation"]),
                                _negated=True,
                            ),
                            ("registration", "registered"),
                            _connector="OR",
                        ),
                        name="organization_legal_person_registered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("registration", "registered"), _negated=True),
                            models.Q(("uscc", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="organization_registered_has_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("filed_until__isnull", False),
                                ("registration", "filed"),
                                models.Q(("filing_number", ""), _negated=True),
                                models.Q(("filing_authority", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("registration", "filed"), _negated=True),
                                ("filed_until__isnull", True),
                                ("filing_number", ""),
                            ),
                            _connector="OR",
                        ),
                        name="organization_filed_has_number_and_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "active", "suspended", "closed"])
                        ),
                        name="organization_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("status__in", ["proposed", "active"])),
                            models.Q(
                                ("status__in", ["suspended", "closed"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organization_stopped_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["home_grown", "introduced"])),
                        name="organization_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sector__isnull", True),
                            models.Q(("sector", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="organization_sector_is_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("uscc", ""), _negated=True),
                            models.Q(("status", "closed"), _negated=True),
                        ),
                        fields=("uscc",),
                        name="organization_code_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=("area", "name"),
                        name="organization_named_once_in_its_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", core.fields.NameField(max_length=64, verbose_name="联系人")),
                ("position", models.CharField(blank=True, max_length=40, verbose_name="职务")),
                (
                    "phone",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="phone", verbose_name="联系人电话"
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
                ("written_at", models.DateTimeField(auto_now=True, verbose_name="登记时间")),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系人",
                "verbose_name_plural": "联系人",
            },
        ),
        migrations.CreateModel(
            name="OrganizationReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("passed", "合格"), ("mend", "限期整改"), ("failed", "不合格")],
                        max_length=8,
                        verbose_name="结论",
                    ),
                ),
                ("members", models.PositiveIntegerField(verbose_name="成员人数")),
                ("activities", models.PositiveIntegerField(verbose_name="活动次数")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("mend_by", models.DateField(blank=True, null=True, verbose_name="整改到哪天")),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="检查时间",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度检查",
                "verbose_name_plural": "年度检查",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "year"), name="organization_reviewed_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["passed", "mend", "failed"])),
                        name="review_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mend_by__isnull", False), ("verdict", "mend")),
                            models.Q(
                                models.Q(("verdict", "mend"), _negated=True),
                                ("mend_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="review_mend_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "passed"),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_short_of_passing_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organization_scopes",
                        to="accounts.rolegrant",
                        verbose_name="授权",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scopes",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "负责的组织",
                "verbose_name_plural": "负责的组织",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grant", "organization"), name="organization_once_per_grant"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberCheckin",
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
                ("subject", models.UUIDField(editable=False, null=True)),
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
                    "home_unit_name",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="所在单位或党支部"
                    ),
                ),
                (
                    "shares_name",
                    models.BooleanField(default=False, verbose_name="同意让所在单位知道"),
                ),
                (
                    "named_unit_id",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(shares_name=True, then=models.F("home_unit"))
                        ),
                        output_field=models.BigIntegerField(null=True),
                        verbose_name="看得到姓名的单位",
                    ),
                ),
                ("skills", models.CharField(blank=True, max_length=120, verbose_name="特长")),
                ("intent", models.CharField(blank=True, max_length=200, verbose_name="还想说的")),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("workday", "工作日白天"),
                                ("workday_evening", "工作日晚上"),
                                ("day_off", "休息日白天"),
                                ("day_off_evening", "休息日晚上"),
                            ],
                            max_length=16,
                        ),
                        default=list,
                        size=None,
                        verbose_name="什么时候有空",
                    ),
                ),
                (
                    "paused_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="歇到哪天（含）"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "等社区确认"),
                            ("confirmed", "已确认，等安排"),
                            ("active", "在岗"),
                            ("transferred", "已转到别处"),
                            ("ended", "已结束"),
                            ("declined", "没有接上"),
                        ],
                        default="registered",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="报到时间",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="答复时间"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="结束时间"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="原因"
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
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "transferred_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="转到哪个社区",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_checkins",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "home_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="所在单位",
                    ),
                ),
                (
                    "posts",
                    models.ManyToManyField(
                        related_name="+", to="organizations.postclass", verbose_name="愿意做的事"
                    ),
                ),
            ],
            options={
                "verbose_name": "党员报到",
                "verbose_name_plural": "党员报到",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "registered")),
                        fields=["community", "registered_at"],
                        name="member_checkin_waiting",
                    ),
                    models.Index(
                        fields=["community", "status", "name_key"], name="member_checkin_list"
                    ),
                    models.Index(fields=["home_unit"], name="member_checkin_by_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["registered", "confirmed", "active"])),
                        fields=("user", "community"),
                        name="member_checkin_once_while_standing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["registered", "confirmed", "active"])),
                        fields=("subject", "community"),
                        name="member_checkin_once_without_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject__isnull", True), ("user__isnull", False)),
                            models.Q(("subject__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="member_checkin_of_an_account_or_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "registered",
                                    "confirmed",
                                    "active",
                                    "transferred",
                                    "ended",
                                    "declined",
                                ],
                            )
                        ),
                        name="member_checkin_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "times__contained_by",
                                ["workday", "workday_evening", "day_off", "day_off_evening"],
                            )
                        ),
                        name="member_checkin_times_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("status__in", ["registered", "confirmed", "active"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["registered", "confirmed", "active"]),
                                    _negated=True,
                                ),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="member_checkin_over_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["confirmed", "active"]), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="member_checkin_accepted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="member_checkin_declined_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "transferred"), ("transferred_to__isnull", False)),
                            models.Q(
                                models.Q(("status", "transferred"), _negated=True),
                                ("transferred_to__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="member_checkin_transferred_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceArea",
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
                        related_name="+",
                        to="communities.area",
                        verbose_name="服务范围",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_areas",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务范围",
                "verbose_name_plural": "服务范围",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "area"), name="service_area_once_per_organization"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferedService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="服务名称")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="英文名称")),
                (
                    "description",
                    models.CharField(blank=True, max_length=200, verbose_name="做什么"),
                ),
                (
                    "description_en",
                    models.CharField(blank=True, max_length=300, verbose_name="做什么（英文）"),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "周一"),
                                (2, "周二"),
                                (3, "周三"),
                                (4, "周四"),
                                (5, "周五"),
                                (6, "周六"),
                                (7, "周日"),
                            ]
                        ),
                        size=None,
                        verbose_name="哪几天",
                    ),
                ),
                ("starts_at", models.TimeField(verbose_name="几点开始")),
                ("ends_at", models.TimeField(verbose_name="几点结束")),
                (
                    "weekly_capacity",
                    models.PositiveSmallIntegerField(
                        help_text="派单时按这个数留余地", verbose_name="每周能接几单"
                    ),
                ),
                (
                    "audiences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("everybody", "所有居民"),
                                ("elders", "老年人"),
                                ("children", "儿童"),
                                ("youth", "青少年"),
                                ("women", "妇女"),
                                ("disabled", "残疾人"),
                                ("hardship", "困难家庭"),
                                ("newcomers", "搬迁和新来的居民"),
                                ("new_employment", "骑手、司机等新就业群体"),
                                ("organizations", "别的社会组织"),
                            ],
                            max_length=16,
                        ),
                        size=None,
                        verbose_name="为谁服务",
                    ),
                ),
                (
                    "is_volunteer",
                    models.BooleanField(
                        default=False,
                        help_text="志愿服务不收费，低偿也不行",
                        verbose_name="志愿服务",
                    ),
                ),
                (
                    "price",
                    models.CharField(
                        choices=[("free", "免费"), ("low_fee", "低偿")],
                        default="free",
                        max_length=8,
                        verbose_name="收费",
                    ),
                ),
                (
                    "price_note",
                    models.CharField(
                        blank=True,
                        help_text="低偿的写明多少钱、谁免费；会公开",
                        max_length=120,
                        verbose_name="收费标准",
                    ),
                ),
                (
                    "price_note_en",
                    models.CharField(blank=True, max_length=200, verbose_name="收费标准（英文）"),
                ),
                (
                    "is_active",
                    models.BooleanField(default=True, editable=False, verbose_name="在提供"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="organizations.organization",
                        verbose_name="组织",
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="organizations.servicedomain",
                        verbose_name="服务领域",
                    ),
                ),
            ],
            options={
                "verbose_name": "提供的服务",
                "verbose_name_plural": "提供的服务",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("organization", "name"),
                        name="service_named_once_per_organization",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__in", ["free", "low_fee"])),
                        name="service_price_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_volunteer", False), ("price", "free"), _connector="OR"
                        ),
                        name="service_of_volunteers_is_free",
                        violation_error_message="志愿服务不收费",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("price", "free"), ("price_note", "")),
                            models.Q(
                                ("price", "low_fee"), models.Q(("price_note", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="service_low_fee_says_how_much",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="service_starts_before_it_ends",
                        violation_error_message="结束要晚于开始",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7]),
                            ("weekdays__len__gt", 0),
                        ),
                        name="service_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audiences__len__gt", 0)),
                        name="service_is_for_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekly_capacity__gte", 1)),
                        name="service_can_take_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SocialWorker",
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
                    "engagement",
                    models.CharField(
                        choices=[("stationed", "驻站社工"), ("community", "社区社工")],
                        max_length=12,
                        verbose_name="聘用方式",
                    ),
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
                ("specialities", models.CharField(blank=True, max_length=120, verbose_name="擅长")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("none", "还没有证"),
                            ("assistant", "助理社会工作师"),
                            ("intermediate", "社会工作师"),
                            ("senior", "高级社会工作师"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="证书等级",
                    ),
                ),
                (
                    "certificate_number",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="证书编号"
                    ),
                ),
                (
                    "certificate_index",
                    core.fields.BlindIndexField(
                        blank=True,
                        editable=False,
                        kind="certificate",
                        max_length=32,
                        source="certificate_number",
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="证书有效到（含）"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "等社区确认"),
                            ("active", "在岗"),
                            ("left", "已离岗"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "left_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="离岗日期"
                    ),
                ),
                (
                    "leave_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="离岗原因"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.area",
                        verbose_name="建档社区",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="social_workers",
                        to="organizations.organization",
                        verbose_name="所属机构",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="social_work",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "社工",
                "verbose_name_plural": "社工",
                "indexes": [
                    models.Index(
                        fields=["community", "status", "name_key"], name="social_worker_list"
                    ),
                    models.Index(
                        fields=["organization", "status"], name="social_worker_by_employer"
                    ),
                    models.Index(
                        condition=models.Q(("status", "active")),
                        fields=["valid_until"],
                        name="social_worker_expiring",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "left"), _negated=True),
                        fields=("user",),
                        name="social_worker_once_per_account",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("certificate_index", ""), _negated=True),
                            models.Q(("status", "left"), _negated=True),
                        ),
                        fields=("certificate_index",),
                        name="social_worker_one_per_certificate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["proposed", "active", "left"])),
                        name="social_worker_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["none", "assistant", "intermediate", "senior"])
                        ),
                        name="social_worker_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("engagement", "stationed"), ("organization__isnull", False)),
                            models.Q(("engagement", "community"), ("organization__isnull", True)),
                            _connector="OR",
                        ),
                        name="social_worker_stationed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_on__isnull", False), ("status", "left")),
                            models.Q(
                                models.Q(("status", "left"), _negated=True),
                                ("left_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="social_worker_left_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "none"), _negated=True),
                            ("valid_until__isnull", True),
                            _connector="OR",
                        ),
                        name="social_worker_validity_of_a_certificate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stationing",
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
                    "station",
                    models.CharField(blank=True, max_length=64, verbose_name="社工站、社工室"),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="驻站期间"),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="提出时间",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="确认时间"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="结束原因"
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
                    "grant",
                    models.OneToOneField(
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="派驻机构",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stationings",
                        to="organizations.socialworker",
                        verbose_name="社工",
                    ),
                ),
            ],
            options={
                "verbose_name": "驻站",
                "verbose_name_plural": "驻站",
                "indexes": [models.Index(fields=["community"], name="stationing_by_community")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("worker", "="), ("community", "="), ("period", "&&")],
                        name="stationing_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="stationing_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grant__isnull", True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="stationing_grant_is_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitCheckin",
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
                ("brings", models.CharField(max_length=300, verbose_name="能带来什么")),
                ("contact_name", core.fields.NameField(max_length=64, verbose_name="联系人")),
                (
                    "contact_phone",
                    core.fields.EncryptedField(default="", mask="phone", verbose_name="联系电话"),
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
                ("starts_on", models.DateField(verbose_name="从哪天起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="到哪天（含）")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "等社区确认"),
                            ("confirmed", "已确认，等安排"),
                            ("active", "在岗"),
                            ("transferred", "已转到别处"),
                            ("ended", "已结束"),
                            ("declined", "没有接上"),
                        ],
                        default="registered",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="报到时间",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="答复时间"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="结束时间"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="原因"
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkins",
                        to="organizations.organization",
                        verbose_name="单位",
                    ),
                ),
                (
                    "posts",
                    models.ManyToManyField(
                        related_name="+", to="organizations.postclass", verbose_name="认领的岗位"
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位报到",
                "verbose_name_plural": "单位报到",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "registered")),
                        fields=["community", "registered_at"],
                        name="unit_checkin_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["registered", "confirmed", "active"])),
                        fields=("organization", "community"),
                        name="unit_checkin_once_while_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "registered",
                                    "confirmed",
                                    "active",
                                    "transferred",
                                    "ended",
                                    "declined",
                                ],
                            ),
                            models.Q(("status", "transferred"), _negated=True),
                        ),
                        name="unit_checkin_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="unit_checkin_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("status__in", ["registered", "confirmed", "active"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["registered", "confirmed", "active"]),
                                    _negated=True,
                                ),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="unit_checkin_over_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["confirmed", "active"]), _negated=True),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="unit_checkin_accepted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unit_checkin_declined_with_a_reason",
                    ),
                ],
            },
        ),
    ]
