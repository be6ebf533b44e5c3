"""Where people live: estate, building, dwelling, household."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.models.area import Area
from core.fields import EncryptedField
from core.models import RowScope


class Estate(models.Model):
    """A residential compound (小区) inside a community."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("小区名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("小区")
        verbose_name_plural = _("小区")
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="estate_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class BuildingQuerySet(models.QuerySet["Building"]):
    def as_they_stand(self) -> "BuildingQuerySet":
        """2号楼 before 10号楼: by the number in the name, then by the name."""
        digits = Func(F("name"), Value(r"\d{1,9}"), function="substring")
        number = Cast(digits, models.BigIntegerField())
        return self.order_by("estate__name", number.asc(nulls_last=True), "name", "pk")


class Building(models.Model):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="buildings",
        verbose_name=_("网格"),
    )
    estate = models.ForeignKey(
        Estate, models.PROTECT, related_name="buildings", verbose_name=_("小区")
    )
    name = models.CharField(_("楼栋"), max_length=32)
    units = models.PositiveSmallIntegerField(_("单元数"), default=1)
    floors = models.PositiveSmallIntegerField(_("层数"), default=6)
    longitude = models.DecimalField(
        _("经度（WGS84）"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    latitude = models.DecimalField(
        _("纬度（WGS84）"), max_digits=9, decimal_places=6, null=True, blank=True
    )

    objects = BuildingQuerySet.as_manager()

    class Meta:
        verbose_name = _("楼栋")
        verbose_name_plural = _("楼栋")
        constraints = [
            models.UniqueConstraint(fields=["estate", "name"], name="building_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.estate.name}{self.name}"


class Dwelling(models.Model):
    """One door: building, unit, floor, room. Public by itself; who lives there is not."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    building = models.ForeignKey(
        Building, models.PROTECT, related_name="dwellings", verbose_name=_("楼栋")
    )
    unit = models.CharField(_("单元"), max_length=8, blank=True)
    floor = models.SmallIntegerField(_("楼层"), null=True, blank=True)
    room = models.CharField(_("室号"), max_length=16)
    standard_address_code = models.CharField(_("标准地址编码"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("房屋")
        verbose_name_plural = _("房屋")
        constraints = [
            models.UniqueConstraint(
                fields=["building", "unit", "room"], name="dwelling_one_door_once"
            )
        ]

    def __str__(self) -> str:
        unit = f"{self.unit}单元" if self.unit else ""  # data: an address
        return f"{self.building}{unit}{self.room}"


class HouseholdQuerySet(models.QuerySet["Household"]):
    def present(self) -> "HouseholdQuerySet":
        return self.filter(status=Household.Status.PRESENT)

    def visible_to(self, viewer: Viewer) -> "HouseholdQuerySet":
        if viewer.role.browses_residents:
            return self.filter(reaches(viewer))
        return self.filter(pk__in=viewer.household_ids)

    def manageable_by(self, viewer: Viewer) -> "HouseholdQuerySet":
        if not viewer.role.manages_registers:
            return self.none()
        return self.filter(reaches(viewer))


class Household(models.Model):
    """People living together in a dwelling. Not the 户籍 household: see Resident."""

    class Status(models.TextChoices):
        PRESENT = "present", _("在住")
        ENDED = "ended", _("已销户")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="households",
        verbose_name=_("网格"),
    )
    dwelling = models.ForeignKey(
        Dwelling, models.PROTECT, related_name="households", verbose_name=_("房屋")
    )
    number = models.CharField(_("户编号"), max_length=24)
    status = models.CharField(
        _("状态"), max_length=16, choices=Status, default=Status.PRESENT, editable=False
    )
    status_on = models.DateField(_("状态日期"), null=True, blank=True, editable=False)
    is_rented = models.BooleanField(_("租住"), default=False)
    note = EncryptedField(_("备注"), mask="note", blank=True)

    objects = HouseholdQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("家庭户")
        verbose_name_plural = _("家庭户")
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="household_number_once"),
            models.CheckConstraint(
                name="household_status_known", condition=Q(status__in=["present", "ended"])
            ),
        ]

    def __str__(self) -> str:
        return self.number
