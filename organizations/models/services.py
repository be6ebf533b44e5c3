"""What an organisation offers: which kind, which days, how much, for whom, at what price."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from core.words import listed, said
from organizations.models.organizations import Organization
from organizations.workflow import Status


class ServiceDomain(models.Model):
    """Fields of service; a place may rename, add and retire them."""

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("服务领域")
        verbose_name_plural = _("服务领域")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return said(self, "name")


class Weekday(models.IntegerChoices):
    """As date.isoweekday() counts them."""

    MONDAY = 1, _("周一")
    TUESDAY = 2, _("周二")
    WEDNESDAY = 3, _("周三")
    THURSDAY = 4, _("周四")
    FRIDAY = 5, _("周五")
    SATURDAY = 6, _("周六")
    SUNDAY = 7, _("周日")


class Audience(models.TextChoices):
    EVERYBODY = "everybody", _("所有居民")
    ELDERS = "elders", _("老年人")
    CHILDREN = "children", _("儿童")
    YOUTH = "youth", _("青少年")
    WOMEN = "women", _("妇女")
    DISABLED = "disabled", _("残疾人")
    HARDSHIP = "hardship", _("困难家庭")
    NEWCOMERS = "newcomers", _("搬迁和新来的居民")
    NEW_EMPLOYMENT = "new_employment", _("骑手、司机等新就业群体")
    ORGANIZATIONS = "organizations", _("别的社会组织")


class OfferedServiceQuerySet(models.QuerySet["OfferedService"]):
    def offered(self) -> "OfferedServiceQuerySet":
        """Open now: neither withdrawn nor of an organisation that is suspended or gone, and what it
        asks for was approved."""
        priced = Q(price="free") | Q(price_approved_on__isnull=False)
        return self.filter(priced, is_active=True, organization__status=Status.ACTIVE)

    def unpriced(self) -> "OfferedServiceQuerySet":
        """A fee was said that nobody else has approved."""
        standing = self.filter(is_active=True, organization__status=Status.ACTIVE)
        return standing.filter(price="low_fee", price_approved_on__isnull=True)

    def visible_to(self, viewer: Viewer) -> "OfferedServiceQuerySet":
        seen = Organization.objects.visible_to(viewer).values("pk")
        return self.filter(organization__in=seen)

    def manageable_by(self, viewer: Viewer) -> "OfferedServiceQuerySet":
        kept = Organization.objects.manageable_by(viewer).values("pk")
        return self.filter(organization__in=kept)


class OfferedService(models.Model):
    """One thing it does for people, as the resident reads it and the desk will match it."""

    class Price(models.TextChoices):
        FREE = "free", _("免费")
        LOW_FEE = "low_fee", _("低偿")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="services", verbose_name=_("组织")
    )
    domain = models.ForeignKey(
        ServiceDomain, models.PROTECT, related_name="services", verbose_name=_("服务领域")
    )
    name = models.CharField(_("服务名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    description = models.CharField(_("做什么"), max_length=200, blank=True)
    description_en = models.CharField(_("做什么（英文）"), max_length=300, blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday), verbose_name=_("哪几天")
    )
    starts_at = models.TimeField(_("几点开始"))
    ends_at = models.TimeField(_("几点结束"))
    weekly_capacity = models.PositiveSmallIntegerField(
        _("每周能接几单"), help_text=_("派单时按这个数留余地")
    )
    audiences = ArrayField(
        models.CharField(max_length=16, choices=Audience), verbose_name=_("为谁服务")
    )
    is_volunteer = models.BooleanField(
        _("志愿服务"), default=False, help_text=_("志愿服务不收费，低偿也不行")
    )
    price = models.CharField(_("收费"), max_length=8, choices=Price, default=Price.FREE)
    price_note = models.CharField(
        _("收费标准"), max_length=120, blank=True, help_text=_("低偿的写明多少钱、谁免费；会公开")
    )
    price_note_en = models.CharField(_("收费标准（英文）"), max_length=200, blank=True)
    price_said_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁写的收费标准"),
    )
    price_approved_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁批准的收费标准"),
    )
    price_approved_on = models.DateField(_("收费批准日期"), null=True, editable=False)
    is_active = models.BooleanField(_("在提供"), default=True, editable=False)
    created_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    objects = OfferedServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("提供的服务")
        verbose_name_plural = _("提供的服务")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(is_active=True),
                name="service_named_once_per_organization",
            ),
            models.CheckConstraint(
                name="service_price_known", condition=Q(price__in=["free", "low_fee"])
            ),
            models.CheckConstraint(
                name="service_of_volunteers_is_free",
                condition=Q(is_volunteer=False) | Q(price="free"),
                violation_error_message=_("志愿服务不收费"),
            ),
            models.CheckConstraint(
                name="service_low_fee_says_how_much",
                condition=Q(price="free", price_note="") | Q(price="low_fee") & ~Q(price_note=""),
            ),
            models.CheckConstraint(
                name="service_price_approved_as_a_whole",
                condition=Q(price_approved_by__isnull=True, price_approved_on__isnull=True)
                | Q(
                    price="low_fee",
                    price_approved_by__isnull=False,
                    price_approved_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="service_price_approved_by_another",
                condition=Q(price_approved_by__isnull=True)
                | ~Q(price_approved_by=F("price_said_by")),
            ),
            models.CheckConstraint(
                name="service_starts_before_it_ends",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("结束要晚于开始"),
            ),
            models.CheckConstraint(
                name="service_has_days",
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7], weekdays__len__gt=0),
            ),
            models.CheckConstraint(
                name="service_is_for_somebody", condition=Q(audiences__len__gt=0)
            ),
            models.CheckConstraint(
                name="service_can_take_something", condition=Q(weekly_capacity__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")

    @property
    def what(self) -> str:
        return said(self, "description")

    @property
    def is_priced(self) -> bool:
        """Nobody is asked for what one person alone has said."""
        return self.price == self.Price.FREE or self.price_approved_on is not None

    @property
    def fee(self) -> str:
        return said(self, "price_note")

    @property
    def days(self) -> str:
        """周一、周三; a whole week by its name."""
        days = list(self.weekdays)
        if len(days) == 7:
            return gettext("每天")
        if days == [1, 2, 3, 4, 5]:
            return gettext("周一到周五")
        return listed(str(Weekday(day).label) for day in days)

    @property
    def for_whom(self) -> str:
        return listed(str(Audience(each).label) for each in self.audiences)
