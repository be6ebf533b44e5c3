"""ONE tree of places. Codes and names change every year, so they are facts with dates, not keys."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.utils.translation import gettext_lazy as _

from core.words import said


class Level(models.TextChoices):
    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    DISTRICT = "district", _("区县")
    STREET = "street", _("街道 / 乡镇")
    COMMUNITY = "community", _("社区 / 村")
    GRID = "grid", _("网格")
    MICRO_GRID = "micro_grid", _("微网格")


class AreaQuerySet(models.QuerySet["Area"]):
    def communities(self) -> "AreaQuerySet":
        return self.filter(level=Level.COMMUNITY, is_active=True)

    def under(self, area: "Area") -> "AreaQuerySet":
        """The area and everything below it: one index range on the path."""
        return self.filter(path__startswith=area.path)

    def grids_in_order(self) -> "AreaQuerySet":
        """As they are counted, each before its micro-grids; a path sorts as text, 9 behind 20."""
        first = Case(When(level=Level.MICRO_GRID, then="parent__position"), default="position")
        grid = Case(When(level=Level.MICRO_GRID, then="parent_id"), default="id")
        return self.order_by("community__position", "community", first, grid, "level", "position")


class Area(models.Model):
    """A place that is governed as one: from province down to micro-grid.

    `path` lists the ids from the root ("/1/5/23/"), so "everything below" is a prefix.
    """

    level = models.CharField(_("层级"), max_length=16, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
    )
    path = models.CharField(_("路径"), max_length=120, unique=True, editable=False)
    community = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("所属社区"),
    )
    code = models.CharField(
        _("现行代码"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^\d{2,12}(-\d{1,3})?$", _("区划代码是 2 至 12 位数字"))],
    )
    name = models.CharField(_("名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    objects = AreaQuerySet.as_manager()

    is_reference = True

    class Meta:
        verbose_name = _("区域")
        verbose_name_plural = _("区域")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="area_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="area_grid_has_community",
                condition=~Q(level__in=["community", "grid", "micro_grid"])
                | Q(community__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["path"], name="area_path_prefix", opclasses=["varchar_pattern_ops"]
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return said(self, "name")

    @property
    def ancestor_ids(self) -> list[int]:
        return [int(pk) for pk in self.path.strip("/").split("/")]


class AreaName(models.Model):
    """What a place was called, and by which code, from when to when."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="names", verbose_name=_("区域"))
    code = models.CharField(_("代码"), max_length=16, blank=True)
    name = models.CharField(_("名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（不含）"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("区域名称沿革")
        verbose_name_plural = _("区域名称沿革")
        ordering = ["-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="area_one_name_at_a_time",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (Func(F("valid_from"), F("valid_to"), function="daterange"), "&&"),
                ],
            ),
            ExclusionConstraint(
                name="area_code_used_once_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (Func(F("valid_from"), F("valid_to"), function="daterange"), "&&"),
                ],
                condition=~Q(code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}".strip()


class CommunityProfile(models.Model):
    """What a community says about itself. Its counters are derived, never typed."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("普通社区")
        RELOCATION = "relocation", _("搬迁安置社区")
        MIXED = "mixed", _("人口聚拢型社区")
        RURAL = "rural", _("村")

    area = models.OneToOneField(
        Area, models.PROTECT, related_name="profile", verbose_name=_("社区")
    )
    kind = models.CharField(_("类型"), max_length=16, choices=Kind, default=Kind.ORDINARY)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    telephone = models.CharField(_("服务电话"), max_length=20, blank=True)
    address = models.CharField(_("服务中心地址"), max_length=120, blank=True)
    address_en = models.CharField(_("服务中心地址（英文）"), max_length=200, blank=True)
    opens_at = models.TimeField(_("工作日开门"), null=True, blank=True)
    closes_at = models.TimeField(_("工作日关门"), null=True, blank=True)
    # Empty is shut. What a working day is says the work calendar; on public holidays it is shut.
    weekend_opens_at = models.TimeField(_("周末开门"), null=True, blank=True)
    weekend_closes_at = models.TimeField(_("周末关门"), null=True, blank=True)
    data_processor = models.CharField(_("个人信息处理者"), max_length=120, blank=True)
    introduction = models.TextField(_("简介"), blank=True)
    introduction_en = models.TextField(_("简介（英文）"), blank=True)

    is_reference = True

    class Meta:
        verbose_name = _("社区档案")
        verbose_name_plural = _("社区档案")

    def __str__(self) -> str:
        return str(self.area)

    @property
    def place(self) -> str:
        return said(self, "address")


class AreaScope(models.Model):
    """Where a granted role holds. The one table that knows worker, street and district alike."""

    grant = models.ForeignKey(
        "accounts.RoleGrant", models.CASCADE, related_name="area_scopes", verbose_name=_("授权")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="scopes", verbose_name=_("区域"))

    class Meta:
        verbose_name = _("管辖范围")
        verbose_name_plural = _("管辖范围")
        constraints = [
            models.UniqueConstraint(fields=["grant", "area"], name="scope_once_per_grant")
        ]

    def __str__(self) -> str:
        return f"{self.grant} @ {self.area}"
