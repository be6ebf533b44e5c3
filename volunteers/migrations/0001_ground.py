"""The tables of the room, as they stand."""

import datetime
import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import communities.fields
import core.fields
import volunteers.numbers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_ground"),
        ("organizations", "0001_ground"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Skill",
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
                ("needs_licence", models.BooleanField(default=False, verbose_name="要证件")),
                ("licence", models.CharField(blank=True, max_length=64, verbose_name="什么证件")),
                (
                    "licence_en",
                    models.CharField(blank=True, max_length=128, verbose_name="什么证件（英文）"),
                ),
                (
                    "is_common",
                    models.BooleanField(
                        default=False,
                        help_text="登记页只放最常见的十来项，其余以后再选",
                        verbose_name="登记页上就列出",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.servicedomain",
                        verbose_name="服务领域",
                    ),
                ),
            ],
            options={
                "verbose_name": "技能",
                "verbose_name_plural": "技能",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_licence", False),
                            models.Q(("licence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="skill_says_which_licence",
                        violation_error_message="要证件的技能请写明是什么证件",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Volunteer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        default=volunteers.numbers.new_number,
                        editable=False,
                        max_length=13,
                        unique=True,
                        verbose_name="志愿者编号",
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
                    "gender",
                    models.CharField(
                        choices=[("female", "女"), ("male", "男"), ("unknown", "未登记")],
                        default="unknown",
                        max_length=8,
                        verbose_name="性别",
                    ),
                ),
                ("born_on", models.DateField(verbose_name="出生日期")),
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
                    "political",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "不填"),
                            ("member", "中共党员"),
                            ("probationary", "中共预备党员"),
                            ("league", "共青团员"),
                            ("other_party", "民主党派成员"),
                            ("masses", "群众"),
                        ],
                        max_length=16,
                        verbose_name="政治面貌",
                    ),
                ),
                (
                    "identity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未核对"),
                            ("register", "与居民名册对上"),
                            ("desk", "窗口看过证件"),
                        ],
                        editable=False,
                        max_length=8,
                        verbose_name="实名核对",
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="核对时间"
                    ),
                ),
                (
                    "offers_a_week",
                    models.PositiveSmallIntegerField(default=3, verbose_name="一周最多几次邀请"),
                ),
                (
                    "quiet_from",
                    models.TimeField(default=datetime.time(21, 0), verbose_name="几点起不打扰"),
                ),
                (
                    "quiet_until",
                    models.TimeField(default=datetime.time(8, 0), verbose_name="到几点"),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("grid", "本网格"),
                            ("community", "本社区"),
                            ("neighbouring", "附近社区也行"),
                        ],
                        default="community",
                        max_length=16,
                        verbose_name="愿意走多远",
                    ),
                ),
                (
                    "paused_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="歇到哪天（含）"
                    ),
                ),
                (
                    "insured_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="志愿服务保险到（含）"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("applied", "等社区核对"),
                            ("active", "在册"),
                            ("suspended", "暂停服务"),
                            ("withdrawn", "已退出"),
                        ],
                        default="applied",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "status_reason",
                    core.fields.EncryptedField(
                        blank=True, default="", editable=False, mask="note", verbose_name="原因"
                    ),
                ),
                (
                    "status_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="状态时间",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="同意须知时间",
                    ),
                ),
                (
                    "applied_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="登记时间"
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="通过时间"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteers",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "domains",
                    models.ManyToManyField(
                        blank=True, to="organizations.servicedomain", verbose_name="愿意做的事"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代为登记的人",
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
                        related_name="volunteers",
                        to="communities.resident",
                        verbose_name="居民档案",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核对人",
                    ),
                ),
            ],
            options={
                "verbose_name": "志愿者",
                "verbose_name_plural": "志愿者",
                "indexes": [
                    models.Index(fields=["community", "name_key"], name="volunteer_by_name"),
                    models.Index(
                        condition=models.Q(("status", "applied")),
                        fields=["community", "applied_at"],
                        name="volunteer_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("user",),
                        name="volunteer_once_per_account",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("resident__isnull", False)),
                        fields=("resident",),
                        name="volunteer_once_per_resident",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("id_index", ""), _negated=True),
                        fields=("id_index",),
                        name="volunteer_once_per_id_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["applied", "active", "suspended", "withdrawn"])
                        ),
                        name="volunteer_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("identity", ""), ("verified_at__isnull", True)),
                            models.Q(
                                ("identity__in", ["register", "desk"]),
                                ("verified_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="volunteer_identity_checked_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["active", "suspended"]), _negated=True),
                            models.Q(
                                ("accepted_at__isnull", False),
                                models.Q(("identity", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="volunteer_accepted_was_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offers_a_week__range", (1, 14))),
                        name="volunteer_offers_a_week_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), ("entered_by__isnull", False), _connector="OR"
                        ),
                        name="volunteer_without_account_was_entered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuardianConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("guardian", core.fields.NameField(max_length=64, verbose_name="监护人")),
                ("relation", models.CharField(max_length=16, verbose_name="关系")),
                (
                    "evidence",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="凭据"
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="同意时间",
                    ),
                ),
                (
                    "withdrawn_at",
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
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
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
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="监护人账号",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guardian_consents",
                        to="volunteers.volunteer",
                        verbose_name="志愿者",
                    ),
                ),
            ],
            options={
                "verbose_name": "监护人同意",
                "verbose_name_plural": "监护人同意",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("volunteer",),
                        name="guardian_consent_once_while_it_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), ("recorded_by__isnull", False), _connector="OR"
                        ),
                        name="guardian_consent_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="guardian_consent_withdrawn_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VolunteerSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "licence_number",
                    core.fields.EncryptedField(
                        blank=True, default="", mask="note", verbose_name="证件号"
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="证件有效期至（含）"),
                ),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="看证时间"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="看过证件的人",
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
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteers",
                        to="volunteers.skill",
                        verbose_name="技能",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to="volunteers.volunteer",
                        verbose_name="志愿者",
                    ),
                ),
            ],
            options={
                "verbose_name": "志愿者技能",
                "verbose_name_plural": "志愿者技能",
                "ordering": ["skill__position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "skill"), name="volunteer_skill_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="volunteer_licence_checked_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VolunteerTeam",
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
                            ("community", "社区志愿服务队（党员+群众）"),
                            ("party", "党员志愿服务队"),
                            ("youth", "青年志愿服务队"),
                            ("women", "巾帼志愿服务队"),
                            ("elder_arts", "老年文体队"),
                            ("elder_patrol", "老年巡逻队"),
                            ("professional", "专业志愿服务队"),
                            ("pioneer", "先锋服务队（1+2+N）"),
                        ],
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                ("name", models.CharField(max_length=48, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=96, verbose_name="英文名称")),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="做什么")),
                (
                    "founder_kind",
                    models.CharField(
                        choices=[
                            ("community", "社区"),
                            ("unit", "驻社区单位、共建单位"),
                            ("cadres", "下沉党员干部"),
                            ("backbone", "志愿者骨干"),
                            ("group", "居民兴趣团体"),
                            ("organization", "社会组织"),
                        ],
                        max_length=16,
                        verbose_name="由谁组建",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("founded", "筹备中"),
                            ("active", "在服务"),
                            ("dissolved", "已解散"),
                        ],
                        default="founded",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "founded_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="组建日期"
                    ),
                ),
                (
                    "activated_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="开始服务"
                    ),
                ),
                (
                    "dissolved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="解散时间"
                    ),
                ),
                (
                    "dissolve_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="解散原因"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_teams",
                        to="communities.area",
                        verbose_name="社区",
                    ),
                ),
                (
                    "domains",
                    models.ManyToManyField(
                        blank=True, to="organizations.servicedomain", verbose_name="服务领域"
                    ),
                ),
                (
                    "grids",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="communities.area", verbose_name="包联网格"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_teams",
                        to="organizations.organization",
                        verbose_name="组建的单位或组织",
                    ),
                ),
                (
                    "squad",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pioneer_teams",
                        to="volunteers.volunteerteam",
                        verbose_name="社区队伍",
                    ),
                ),
            ],
            options={
                "verbose_name": "志愿服务队",
                "verbose_name_plural": "志愿服务队",
                "indexes": [models.Index(fields=["community", "kind"], name="team_by_kind")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "dissolved"), _negated=True),
                        fields=("community", "name"),
                        name="team_named_once_per_community",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("activated_at__isnull", True),
                                ("dissolved_at__isnull", True),
                                ("status", "founded"),
                            ),
                            models.Q(
                                ("activated_at__isnull", False),
                                ("dissolved_at__isnull", True),
                                ("status", "active"),
                            ),
                            models.Q(("dissolved_at__isnull", False), ("status", "dissolved")),
                            _connector="OR",
                        ),
                        name="team_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organization__isnull", True),
                            ("founder_kind__in", ["unit", "organization"]),
                            _connector="OR",
                        ),
                        name="team_organization_founded_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("squad__isnull", True), ("kind", "pioneer"), _connector="OR"
                        ),
                        name="team_only_pioneers_have_a_squad",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("leader", "队长"), ("deputy", "副队长"), ("member", "队员")],
                        default="member",
                        max_length=8,
                        verbose_name="职务",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "申请入队"),
                            ("member", "队员"),
                            ("declined", "没有同意"),
                            ("left", "已离队"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="申请时间",
                    ),
                ),
                (
                    "joined_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="入队日期"
                    ),
                ),
                (
                    "left_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="离队日期"
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
                    "social_worker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.socialworker",
                        verbose_name="社工",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="volunteers.volunteer",
                        verbose_name="志愿者",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="volunteers.volunteerteam",
                        verbose_name="队伍",
                    ),
                ),
            ],
            options={
                "verbose_name": "队员",
                "verbose_name_plural": "队员",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("role", "leader"), ("status", "member")),
                        fields=("team",),
                        name="team_one_leader",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "member"])),
                        fields=("team", "volunteer"),
                        name="team_volunteer_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "member"])),
                        fields=("team", "social_worker"),
                        name="team_social_worker_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("social_worker__isnull", True), ("volunteer__isnull", False)),
                            models.Q(("social_worker__isnull", False), ("volunteer__isnull", True)),
                            _connector="OR",
                        ),
                        name="team_member_is_one_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "leader"), _negated=True),
                            ("volunteer__isnull", False),
                            _connector="OR",
                        ),
                        name="team_leader_is_a_volunteer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("joined_on__isnull", True), ("status__in", ["asked", "declined"])
                            ),
                            models.Q(
                                ("joined_on__isnull", False),
                                ("left_on__isnull", True),
                                ("status", "member"),
                            ),
                            models.Q(("left_on__isnull", False), ("status", "left")),
                            _connector="OR",
                        ),
                        name="team_member_since",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeeklyTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="星期几")),
                (
                    "part",
                    models.CharField(
                        choices=[("morning", "上午"), ("afternoon", "下午"), ("evening", "晚上")],
                        max_length=12,
                        verbose_name="时段",
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
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="times",
                        to="volunteers.volunteer",
                        verbose_name="志愿者",
                    ),
                ),
            ],
            options={
                "verbose_name": "志愿者可服务时间",
                "verbose_name_plural": "志愿者可服务时间",
                "ordering": ["weekday", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "weekday", "part"), name="volunteer_time_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))),
                        name="volunteer_weekday_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["morning", "afternoon", "evening"])),
                        name="volunteer_part_known",
                    ),
                ],
            },
        ),
    ]
