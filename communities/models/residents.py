"""People of a community. A resident need not have an account, a phone, or a paper."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.fields import PinyinField
from communities.models.area import Area
from communities.models.housing import Household
from core.fields import BlindIndexField, EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope

PROTECTED_UNDER = 14


class ResidentStatus(models.TextChoices):
    PRESENT = "present", _("在册")
    MOVED = "moved", _("已迁出")
    DECEASED = "deceased", _("已故")
    MERGED = "merged", _("并入另一份")


class ResidentQuerySet(models.QuerySet["Resident"]):
    def present(self) -> "ResidentQuerySet":
        return self.filter(status=ResidentStatus.PRESENT)

    def visible_to(self, viewer: Viewer) -> "ResidentQuerySet":
        """Staff whose role opens the register, inside its places; else oneself and one's own."""
        if viewer.role.browses_residents:
            return self.filter(reaches(viewer))
        if viewer.is_staff:
            return self.none()
        return self.filter(
            Q(pk__in=viewer.resident_ids | viewer.acts_for)
            | Q(household_id__in=viewer.household_ids, status=ResidentStatus.PRESENT)
        )

    def manageable_by(self, viewer: Viewer) -> "ResidentQuerySet":
        if not viewer.role.manages_registers:
            return self.none()
        return self.filter(reaches(viewer))


class Resident(models.Model):
    """A natural person living or registered in the community."""

    class Gender(models.TextChoices):
        FEMALE = "female", _("女")
        MALE = "male", _("男")
        UNKNOWN = "unknown", _("未登记")

    class Origin(models.TextChoices):
        LOCAL = "local", _("原户籍")
        RELOCATED = "relocated", _("搬迁")
        FLOATING = "floating", _("流动")

    class Residence(models.TextChoices):
        """Registered address and living address are two facts (人户关系)."""

        BOTH_HERE = "both_here", _("户在人在")
        REGISTERED_ONLY = "registered_only", _("户在人不在")
        LIVING_ONLY = "living_only", _("人在户不在")
        FLOATING = "floating", _("流动")

    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Names the person in audit, consent and erasure."""
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="residents",
        verbose_name=_("网格"),
    )
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("所在户"),
    )
    is_head = models.BooleanField(_("户代表"), default=False)
    relation_to_head = models.CharField(_("与户代表关系"), max_length=16, blank=True)
    guardian = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wards",
        verbose_name=_("监护人"),
    )
    name = NameField(_("姓名"))
    name_key = PinyinField(_("拼音序"), max_length=96)
    name_initials = PinyinField(_("拼音首字母"), max_length=16, initials=True)
    gender = models.CharField(_("性别"), max_length=8, choices=Gender, default=Gender.UNKNOWN)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    id_number = EncryptedField(_("身份证号"), mask="id_number", blank=True)
    id_index = BlindIndexField(source="id_number", kind="id_number")
    proof_index = BlindIndexField(source="identity_proof", kind="name_last6", db_index=True)
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    registered_address = EncryptedField(_("户籍地址"), mask="address", blank=True)
    residence_kind = models.CharField(
        _("人户关系"), max_length=16, choices=Residence, default=Residence.BOTH_HERE
    )
    origin = models.CharField(_("来源"), max_length=16, choices=Origin, default=Origin.LOCAL)
    origin_place = models.CharField(_("来源乡镇、村"), max_length=64, blank=True)
    is_new_employment = models.BooleanField(_("新就业群体（骑手、司机等）"), default=False)
    note = EncryptedField(_("备注"), mask="note", blank=True)
    status = models.CharField(
        _("状态"),
        max_length=16,
        choices=ResidentStatus,
        default=ResidentStatus.PRESENT,
        editable=False,
    )
    status_on = models.DateField(_("状态日期"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )
    moved_in_on = models.DateField(_("迁入日期"), null=True, blank=True)
    created_at = models.DateTimeField(_("建档时间"), db_default=Now())

    objects = ResidentQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("居民")
        verbose_name_plural = _("居民")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "id_index"],
                condition=~Q(id_index="") & Q(status="present"),
                name="resident_id_once_per_community",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(is_head=True, status="present"),
                name="household_one_head",
            ),
            models.CheckConstraint(
                name="resident_status_known", condition=Q(status__in=ResidentStatus.values)
            ),
            models.CheckConstraint(
                name="resident_merged_points_on",
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="resident_not_merged_into_itself", condition=~Q(merged_into=F("pk"))
            ),
            models.CheckConstraint(
                name="resident_not_own_guardian", condition=~Q(guardian=F("pk"))
            ),
        ]
        indexes = [
            models.Index(fields=["community", "name_key"], name="resident_by_name"),
            models.Index(fields=["grid", "name_key"], name="resident_by_grid"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def identity_proof(self) -> str:
        """Name and last six of the ID number: what somebody types to say "that is me"."""
        number = self.id_number.open()
        return proof_text(self.name.open(), number[-6:]) if number else ""

    @property
    def is_protected(self) -> bool:
        """A child whose guardian decides, and whose record stays closed without an approval."""
        age = self.age_on(timezone.localdate())
        return age is not None and age < PROTECTED_UNDER

    def age_on(self, day: date) -> int | None:
        if self.born_on is None:
            return None
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday


def proof_text(name: str, last_six: str) -> str:
    return f"{name.strip()}#{last_six.strip().upper()}"


class MergeRecord(KeepsNumbers):
    """What exactly moved when two records of one person became one, so that it can move back."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    kept = models.ForeignKey(
        Resident, models.PROTECT, related_name="absorptions", verbose_name=_("留下的一份")
    )
    absorbed = models.ForeignKey(
        Resident, models.PROTECT, related_name="absorbed_by", verbose_name=_("并入的一份")
    )
    moved = models.JSONField(_("移动的记录"), default=list)
    """[{"model", "field", "pk", "before", "after"}]: ids and states, nothing personal."""
    personal = EncryptedField(_("改动前后的资料"), mask="note", blank=True)
    """JSON {field: [before, after]} of the kept record's personal fields that were filled in."""
    reason = FreeLine(_("依据"), max_length=200)
    merged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("经办人")
    )
    merged_at = models.DateTimeField(_("合并时间"), db_default=Now())
    undone_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("档案合并记录")
        verbose_name_plural = _("档案合并记录")
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="merge_once_while_open",
            ),
            models.CheckConstraint(name="merge_two_records", condition=~Q(kept=F("absorbed"))),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"


class CareLabelQuerySet(models.QuerySet["CareLabel"]):
    def in_force(self, on: date | None = None) -> "CareLabelQuerySet":
        day = on or timezone.localdate()
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            valid_from__lte=day,
            ended_at__isnull=True,
        )

    def to_review(self, until: date) -> "CareLabelQuerySet":
        """Not taken off, and over by then: ended ones that nobody looked at are among them."""
        return self.filter(valid_to__lte=until, ended_at__isnull=True)


class CareLabel(models.Model):
    """老小残困: why somebody needs closer attention, on what evidence, until when."""

    class Ending(models.TextChoices):
        NO_LONGER = "no_longer", _("情形不再存在")
        MISTAKE = "mistake", _("登记有误")
        EXPIRED = "expired", _("到期")
        DIED = "died", _("本人已故")
        MOVED = "moved", _("本人迁出")
        WITHDRAWN = "withdrawn", _("本人撤回同意")

    class Basis(models.TextChoices):
        """communities.care_basis says which label may stand on which."""

        DUTY = "duty", _("有名单或证件，按法定职责登记")
        CONSENT = "consent", _("本人说的、入户看到的，经本人单独同意")

    class Group(models.TextChoices):
        ELDER = "elder", _("老")
        CHILD = "child", _("小")
        DISABLED = "disabled", _("残")
        HARDSHIP = "hardship", _("困")

    class Condition(models.TextChoices):
        NONE = "", _("未细分")
        LIVING_ALONE = "living_alone", _("独居")
        EMPTY_NEST = "empty_nest", _("空巢")
        DEPENDENT = "dependent", _("失能")
        PARTLY_DEPENDENT = "partly_dependent", _("半失能")
        VERY_OLD = "very_old", _("高龄（80 岁以上）")
        LEFT_BEHIND = "left_behind", _("留守")
        UNATTENDED = "unattended", _("事实无人抚养")
        SIGHT = "sight", _("视力残疾")
        HEARING = "hearing", _("听力残疾")
        LIMB = "limb", _("肢体残疾")
        MENTAL = "mental", _("精神或智力残疾")
        LOW_INCOME = "low_income", _("低保")
        EXTREME_HARDSHIP = "extreme_hardship", _("特困")
        MARGINAL = "marginal", _("低保边缘")
        SUDDEN_HARDSHIP = "sudden_hardship", _("急难")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    resident = models.ForeignKey(
        Resident, models.PROTECT, related_name="care_labels", verbose_name=_("居民")
    )
    group = models.CharField(_("类别"), max_length=16, choices=Group)
    condition = models.CharField(
        _("情形"), max_length=24, choices=Condition, blank=True, default=Condition.NONE
    )
    basis = models.CharField(
        _("凭什么登记"), max_length=8, choices=Basis, default=Basis.DUTY, db_default=Basis.DUTY
    )
    evidence = EncryptedField(_("依据"), mask="note", blank=True)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（含）"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("登记人"),
    )
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())
    ended_at = models.DateTimeField(_("取消时间"), null=True, blank=True, editable=False)
    end_reason = models.CharField(
        _("取消原因"), max_length=16, choices=Ending, blank=True, editable=False
    )

    objects = CareLabelQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("关爱标签")
        verbose_name_plural = _("关爱标签")
        constraints = [
            models.CheckConstraint(
                name="care_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["resident", "group", "condition"],
                condition=Q(ended_at__isnull=True),
                name="care_one_open_label_of_a_kind",
            ),
            models.CheckConstraint(
                name="care_basis_known", condition=Q(basis__in=["duty", "consent"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()} {self.get_condition_display()}".strip()
