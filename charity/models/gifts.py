"""Who gave what to whom, for which purpose, and whether it came."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.bringing import BROUGHT_RULES, Brought
from charity.workflow import HAD, GiftStatus
from communities.access import NOTHING, keeps_lists, reaches
from communities.models import Area
from core.fields import BlindIndexField, EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope
from organizations.models import Organization


class Resource(models.TextChoices):
    MONEY = "money", _("资金")
    GOODS = "goods", _("物资")
    SERVICE = "service", _("服务")
    VENUE = "venue", _("场地")


class Purpose(models.TextChoices):
    ANY = "any", _("不限定")
    ELDERS = "elders", _("助老")
    CHILDREN = "children", _("助幼")
    STUDENTS = "students", _("助学")
    DISABLED = "disabled", _("助残")
    HARDSHIP = "hardship", _("济困")
    ILLNESS = "illness", _("助医")
    DISASTER = "disaster", _("救灾应急")
    PUBLIC = "public", _("社区公共事务")
    OTHER = "other", _("其他，写明")


RECEIPTED = frozenset({Resource.MONEY, Resource.GOODS})
"""Property: the organisation writes the unified donation receipt for it."""


def kept(viewer: Viewer) -> Q:
    """The staff of the community as a whole: who gave what is no business of a grid."""
    return reaches(viewer, grid="") if keeps_lists(viewer) else NOTHING


class DonorQuerySet(models.QuerySet["Donor"]):
    def visible_to(self, viewer: Viewer) -> "DonorQuerySet":
        """The staff, and whoever writes the receipt for something he gave."""
        rule = kept(viewer)
        if viewer.organization_ids:
            given = Gift.objects.filter(organization_id__in=viewer.organization_ids)
            rule |= Q(pk__in=given.values("donor_id"))
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "DonorQuerySet":
        return self.filter(kept(viewer))


class Donor(models.Model):
    """A person, or a unit with the person one calls there."""

    class Kind(models.TextChoices):
        PERSON = "person", _("个人")
        UNIT = "unit", _("单位")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    kind = models.CharField(_("个人还是单位"), max_length=8, choices=Kind)
    unit_name = models.CharField(_("单位名称"), max_length=80, blank=True)
    name = NameField(_("姓名或联系人"), blank=True)
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    registered_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    objects = DonorQuerySet.as_manager()
    row_scope = RowScope(community="community_id", among="charity_gift.donor_id")

    class Meta:
        verbose_name = _("捐赠人")
        verbose_name_plural = _("捐赠人")
        constraints = [
            models.CheckConstraint(
                name="donor_is_a_person_or_a_unit",
                condition=Q(kind="person", unit_name="") & ~Q(name="")
                | Q(kind="unit") & ~Q(unit_name=""),
            ),
            models.UniqueConstraint(
                fields=["community", "unit_name"],
                condition=Q(kind="unit"),
                name="donor_unit_once_per_community",
            ),
            models.UniqueConstraint(
                fields=["community", "phone_index", "name"],
                condition=Q(kind="person") & ~Q(phone_index=""),
                name="donor_person_once_per_community",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unit(self) -> bool:
        return self.kind == self.Kind.UNIT

    @property
    def title(self) -> str:
        """A person's name reads as its mask until a query discloses it."""
        return self.unit_name if self.is_unit else str(self.name)


class GiftQuerySet(models.QuerySet["Gift"]):
    def standing(self) -> "GiftQuerySet":
        """Offered or here."""
        return self.filter(status__in=[GiftStatus.OFFERED, GiftStatus.RECEIVED])

    def without_receipt(self) -> "GiftQuerySet":
        """Received, and no receipt was written or waived."""
        return self.filter(
            status=GiftStatus.RECEIVED,
            resource__in=sorted(RECEIPTED),
            receipt_number="",
            receipt_waived=False,
        )

    def visible_to(self, viewer: Viewer) -> "GiftQuerySet":
        rule = kept(viewer)
        if viewer.organization_ids:
            rule |= Q(organization_id__in=viewer.organization_ids)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "GiftQuerySet":
        """The community keeps the register; the organisation says what it has in hand."""
        return self.visible_to(viewer)


class Gift(KeepsNumbers, Brought):
    """A record of what a qualified organisation was offered, and whether it accepted it. The
    platform itself takes nothing."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="gifts", verbose_name=_("受赠单位")
    )
    donor = models.ForeignKey(
        Donor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gifts",
        verbose_name=_("捐赠人"),
    )
    is_anonymous = models.BooleanField(_("公开时不具名"), default=False)
    resource = models.CharField(_("类别"), max_length=8, choices=Resource)
    what = FreeLine(_("捐了什么"), max_length=120)
    amount = models.DecimalField(
        _("金额或估值（元）"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    quantity = models.DecimalField(
        _("数量"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("计量单位"), max_length=8, blank=True)
    measure = models.GeneratedField(
        expression=Case(
            When(resource="money", then=F("amount")),
            default=Coalesce(F("quantity"), Value(Decimal(1))),
        ),
        output_field=models.DecimalField(max_digits=12, decimal_places=2),
        db_persist=True,
        verbose_name=_("能用多少"),
    )
    """What its uses are measured by: yuan, or so many of the unit; uncounted it is one thing."""
    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose, default=Purpose.ANY)
    restriction = FreeLine(_("捐赠人的要求"), max_length=200, blank=True)
    use_from = models.DateField(_("从哪天起用"), null=True, blank=True)
    use_until = models.DateField(_("用到哪天（含）"), null=True, blank=True)
    campaign = models.ForeignKey(
        "charity.Campaign",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gifts",
        verbose_name=_("哪场募捐"),
    )
    agreement_number = models.CharField(_("协议编号"), max_length=40, blank=True)
    receipt_number = models.CharField(_("票据号"), max_length=40, blank=True)
    receipt_waived = models.BooleanField(_("捐赠人不要票据"), default=False)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=GiftStatus,
        default=GiftStatus.OFFERED,
        editable=False,
    )
    offered_on = models.DateField(_("提出日期"), default=timezone.localdate)
    received_on = models.DateField(_("收到日期"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    confirmed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("确认收到的人"),
    )

    objects = GiftQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization", "brought_unit")
    """The charity of a whole district accepts for its communities, and its people bring things."""

    class Meta:
        verbose_name = _("捐赠")
        verbose_name_plural = _("捐赠")
        constraints = [
            models.CheckConstraint(
                name="gift_status_known", condition=Q(status__in=GiftStatus.values)
            ),
            models.CheckConstraint(
                name="gift_resource_known", condition=Q(resource__in=Resource.values)
            ),
            models.CheckConstraint(
                name="gift_purpose_known", condition=Q(purpose__in=Purpose.values)
            ),
            models.CheckConstraint(
                name="gift_money_has_an_amount",
                condition=Q(resource="money", amount__isnull=False, quantity__isnull=True, unit="")
                | ~Q(resource="money"),
            ),
            models.CheckConstraint(
                name="gift_goods_are_counted",
                condition=~Q(resource="goods") | Q(quantity__isnull=False) & ~Q(unit=""),
            ),
            models.CheckConstraint(
                name="gift_is_worth_something",
                condition=(Q(amount__isnull=True) | Q(amount__gt=0))
                & (Q(quantity__isnull=True) | Q(quantity__gt=0)),
            ),
            models.CheckConstraint(
                name="gift_other_purpose_is_said",
                condition=~Q(purpose="other") | ~Q(restriction=""),
            ),
            models.CheckConstraint(
                name="gift_period_in_order",
                condition=Q(use_from__isnull=True)
                | Q(use_until__isnull=True)
                | Q(use_until__gte=F("use_from")),
            ),
            models.CheckConstraint(
                name="gift_of_nobody_is_anonymous",
                condition=Q(donor__isnull=False) | Q(is_anonymous=True),
            ),
            models.CheckConstraint(
                name="gift_in_hand_since_a_day",
                condition=Q(
                    status__in=[state.value for state in HAD],
                    received_on__isnull=False,
                    confirmed_by__isnull=False,
                )
                | ~Q(status__in=[state.value for state in HAD])
                & Q(received_on__isnull=True, confirmed_by__isnull=True, receipt_number=""),
            ),
            models.CheckConstraint(
                name="gift_over_for_a_reason",
                condition=Q(status__in=["offered", "received"], ended_on__isnull=True, reason="")
                | Q(status__in=["refused", "withdrawn", "returned"], ended_on__isnull=False)
                & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="gift_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="gift_receipt_or_waived",
                condition=Q(receipt_number="") | Q(receipt_waived=False),
            ),
            models.UniqueConstraint(
                fields=["organization", "receipt_number"],
                condition=~Q(receipt_number=""),
                name="gift_receipt_number_once",
            ),
            *BROUGHT_RULES,
        ]
        indexes = [
            models.Index(fields=["community", "-offered_on", "-id"], name="gift_newest"),
            models.Index(fields=["organization", "status"], name="gift_by_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    @property
    def number(self) -> str:
        """What one says on the telephone."""
        return f"J{self.pk:06d}" if self.pk else ""

    @property
    def donor_title(self) -> str:
        return self.donor.title if self.donor else str(_("不留名"))

    @property
    def worth(self) -> str:
        """How much of it, as one says it."""
        if self.resource == Resource.MONEY:
            return str(_("{amount} 元").format(amount=money(self.amount)))
        return f"{plain(self.quantity)} {self.unit}".strip() if self.quantity else ""

    @property
    def needs_receipt(self) -> bool:
        open_ = not self.receipt_number and not self.receipt_waived
        return self.status == GiftStatus.RECEIVED and self.resource in RECEIPTED and open_

    @property
    def is_restricted(self) -> bool:
        return self.purpose != Purpose.ANY or bool(self.restriction or self.use_until)

    @property
    def use_is_over(self) -> bool:
        """Its time to be used has passed; whether it was, the trace says."""
        over: date | None = self.use_until
        return over is not None and over < timezone.localdate()


def money(amount: Decimal | None) -> str:
    return f"{amount or 0:,.2f}".removesuffix(".00")


def plain(quantity: Decimal | None) -> str:
    """12.00 is twelve, and a hundred is not 1E+2."""
    return f"{(quantity or Decimal()).normalize():f}"
