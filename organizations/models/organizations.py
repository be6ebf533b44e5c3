"""Organisations of every kind that stand beside a community: who they are and how they stand."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.fields import PinyinField
from communities.models import Area
from core.fields import BlindIndexField, EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, RowScope
from core.words import said
from organizations.access import keeps_register, touches, under, works_in_a_place
from organizations.kinds import KINDS_OF, Family, Kind, Registration
from organizations.workflow import Status

REMIND_BEFORE = timedelta(days=30)
"""So long before a filing ends its managers and keepers are told."""
GRADES = range(1, 6)
YEARS_OF_A_GRADE = 5


def _kind_belongs_to_family() -> Q:
    rule = NOTHING
    for family, kinds in KINDS_OF.items():
        rule |= Q(family=family.value, kind__in=[kind.value for kind in kinds])
    return rule


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def active(self) -> "OrganizationQuerySet":
        return self.filter(status=Status.ACTIVE)

    def standing(self) -> "OrganizationQuerySet":
        """Everything but what has left the register."""
        return self.exclude(status=Status.CLOSED)

    def with_expired_filing(self) -> "OrganizationQuerySet":
        return self.filter(filed_until__lt=timezone.localdate())

    def with_ending_filing(self) -> "OrganizationQuerySet":
        """Ended, or to be renewed by now."""
        return self.standing().filter(filed_until__lte=timezone.localdate() + REMIND_BEFORE)

    def unreviewed(self, year: int) -> "OrganizationQuerySet":
        """Social organisations that stood throughout that year, and were not looked at since."""
        stood = Q(founded_on__year__lte=year) | Q(
            founded_on__isnull=True, created_at__year__lte=year
        )
        rows = self.filter(stood, family="social", status__in=[Status.ACTIVE, Status.SUSPENDED])
        return rows.exclude(reviews__year=year)

    def serving(self, place: Area) -> "OrganizationQuerySet":
        """They say that they work in this place, or in one around it."""
        there = ServiceArea.objects.filter(area__in=place.ancestor_ids)
        return self.filter(pk__in=there.values("organization_id"))

    def visible_to(self, viewer: Viewer) -> "OrganizationQuerySet":
        """Everybody sees the active ones; who works in a place sees those that stand there, above
        it or below it, and those that serve it, whatever their state; a manager his own."""
        if viewer.role.reach.is_office:
            return self.filter(Q(status=Status.ACTIVE) | Q(pk__in=viewer.organization_ids))
        if not works_in_a_place(viewer):
            return self.active()
        return self.filter(_at_work(viewer))

    def at_desk_of(self, viewer: Viewer) -> "OrganizationQuerySet":
        """What the register at the desk lists: nothing for who has no register."""
        if works_in_a_place(viewer):
            return self.filter(_at_work(viewer))
        return self.filter(pk__in=viewer.organization_ids)

    def manageable_by(self, viewer: Viewer) -> "OrganizationQuerySet":
        """Who keeps the register of the place it stands in, and its own managers."""
        return self.filter(_kept_by(viewer) | Q(pk__in=viewer.organization_ids))

    def kept_by(self, viewer: Viewer) -> "OrganizationQuerySet":
        """Confirming, suspending, closing, appointing: never by its own managers."""
        return self.filter(_kept_by(viewer))


def _at_work(viewer: Viewer) -> Q:
    serving = ServiceArea.objects.filter(touches(viewer, "area")).values("organization_id")
    return touches(viewer, "area") | Q(pk__in=serving)


def _kept_by(viewer: Viewer) -> Q:
    return under(viewer, "area") if keeps_register(viewer) else NOTHING


class Organization(KeepsNumbers):
    """One body, registered once, whatever number of places it works in. All of it is public."""

    class Source(models.TextChoices):
        HOME_GROWN = "home_grown", _("本地")
        INTRODUCED = "introduced", _("引进")

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        verbose_name=_("在哪一级"),
        help_text=_("社区的填社区；街道、区县的填街道、区县"),
    )
    community = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("社区"),
    )
    family = models.CharField(_("大类"), max_length=8, choices=Family, editable=False)
    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    name_key = PinyinField(_("拼音序"), max_length=240)
    name_initials = PinyinField(_("拼音首字母"), max_length=80, initials=True)
    registration = models.CharField(_("登记情况"), max_length=12, choices=Registration)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    filing_number = models.CharField(_("备案编号"), max_length=40, blank=True)
    filing_authority = models.CharField(_("备案机关"), max_length=80, blank=True)
    filed_until = models.DateField(_("备案有效期至"), null=True, blank=True)
    grade = models.PositiveSmallIntegerField(
        _("评估等级"),
        choices=[(grade, f"{grade}A") for grade in GRADES],
        null=True,
        blank=True,
        editable=False,
    )
    graded_on = models.DateField(_("评定日期"), null=True, blank=True, editable=False)
    graded_until = models.DateField(_("等级有效到（含）"), null=True, blank=True, editable=False)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=12, choices=Source, default=Source.HOME_GROWN)
    is_hub = models.BooleanField(
        _("枢纽型"), default=False, help_text=_("带着别的社会组织一起做：培训、场地、对接")
    )
    sector = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("所属行业党委"),
    )
    address = models.CharField(_("地址"), max_length=120, blank=True)
    address_en = models.CharField(_("地址（英文）"), max_length=200, blank=True)
    telephone = models.CharField(
        _("公开电话"), max_length=20, blank=True, help_text=_("居民看得到；不要写个人手机号")
    )
    introduction = models.TextField(_("简介"), max_length=600, blank=True)
    introduction_en = models.TextField(_("简介（英文）"), max_length=1200, blank=True)

    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.PROPOSED, editable=False
    )
    status_on = models.DateField(_("状态日期"), default=timezone.localdate, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("提出人"),
    )
    created_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    objects = OrganizationQuerySet.as_manager()
    row_scope = RowScope(declared=True)

    is_kept = False
    is_own = False
    in_hub = False
    """What the viewer is to it; set by the query that fetched it for him."""

    class Meta:
        verbose_name = _("组织和单位")
        verbose_name_plural = _("组织和单位")
        constraints = [
            models.CheckConstraint(
                name="organization_kind_fits_family",
                condition=_kind_belongs_to_family(),
                violation_error_message=_("这个种类不属于这个大类"),
            ),
            models.CheckConstraint(
                name="organization_registration_fits_family",
                condition=Q(family="social", registration__in=["registered", "filed", "managed"])
                | Q(family__in=["partner", "mass"], registration__in=["registered", "none"])
                | Q(family="party", registration="none"),
            ),
            models.CheckConstraint(
                name="organization_legal_person_registered",
                condition=~Q(kind__in=["society", "service_agency", "foundation"])
                | Q(registration="registered"),
            ),
            models.CheckConstraint(
                name="organization_registered_has_code",
                condition=~Q(registration="registered") | ~Q(uscc=""),
            ),
            models.CheckConstraint(
                name="organization_filed_has_number_and_end",
                condition=Q(registration="filed", filed_until__isnull=False)
                & ~Q(filing_number="")
                & ~Q(filing_authority="")
                | ~Q(registration="filed") & Q(filed_until__isnull=True, filing_number=""),
            ),
            models.CheckConstraint(
                name="organization_grade_has_its_days",
                condition=Q(grade__isnull=True, graded_on__isnull=True, graded_until__isnull=True)
                | Q(grade__range=(1, 5), graded_until__gt=F("graded_on")),
            ),
            models.CheckConstraint(
                name="organization_grade_of_registered",
                condition=Q(grade__isnull=True) | Q(family="social", registration="registered"),
            ),
            models.CheckConstraint(
                name="organization_status_known",
                condition=Q(status__in=["proposed", "active", "suspended", "closed"]),
            ),
            models.CheckConstraint(
                name="organization_stopped_for_a_reason",
                condition=Q(status__in=["proposed", "active"], reason="")
                | Q(status__in=["suspended", "closed"]) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="organization_source_known",
                condition=Q(source__in=["home_grown", "introduced"]),
            ),
            models.CheckConstraint(
                name="organization_sector_is_another",
                condition=Q(sector__isnull=True) | ~Q(sector=F("pk")),
            ),
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~Q(uscc="") & ~Q(status="closed"),
                name="organization_code_once",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=~Q(status="closed"),
                name="organization_named_once_in_its_place",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "family", "name_key"], name="organization_by_name"),
            models.Index(
                fields=["filed_until"],
                name="organization_filing_ends",
                condition=Q(registration="filed") & ~Q(status="closed"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    @property
    def place(self) -> str:
        return said(self, "address")

    @property
    def about(self) -> str:
        return said(self, "introduction")

    @property
    def grade_has_ended(self) -> bool:
        return self.graded_until is not None and self.graded_until < timezone.localdate()

    @property
    def filing_has_ended(self) -> bool:
        return self.filed_until is not None and self.filed_until < timezone.localdate()

    @property
    def filing_ends_soon(self) -> bool:
        """While there is still time to renew it."""
        if self.filed_until is None or self.filing_has_ended:
            return False
        return self.filed_until - timezone.localdate() <= REMIND_BEFORE


class ServiceArea(models.Model):
    """Where it works: a community, or a whole street or district."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="service_areas", verbose_name=_("组织")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("服务范围"))

    class Meta:
        verbose_name = _("服务范围")
        verbose_name_plural = _("服务范围")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "area"], name="service_area_once_per_organization"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} @ {self.area}"


class ContactPersonQuerySet(models.QuerySet["ContactPerson"]):
    def visible_to(self, viewer: Viewer) -> "ContactPersonQuerySet":
        """Who keeps the register of its place, works in its community, or manages it."""
        rule = Q(organization_id__in=viewer.organization_ids)
        if works_in_a_place(viewer) and viewer.role.browses_residents:
            rule |= Q(community_id__in=viewer.community_ids)
        if keeps_register(viewer):
            kept = Organization.objects.kept_by(viewer).values("pk")
            rule |= Q(organization_id__in=kept)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "ContactPersonQuerySet":
        kept = Organization.objects.manageable_by(viewer).values("pk")
        return self.filter(organization_id__in=kept)


class ContactPerson(models.Model):
    """Whom the town calls. A person, so a row of its own behind the wall."""

    organization = models.OneToOneField(
        Organization, models.CASCADE, related_name="contact", verbose_name=_("组织")
    )
    community = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("社区"),
    )
    name = NameField(_("联系人"))
    position = models.CharField(_("职务"), max_length=40, blank=True)
    phone = EncryptedField(_("联系人电话"), mask="phone", blank=True)
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    written_at = models.DateTimeField(_("登记时间"), auto_now=True)

    objects = ContactPersonQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id", shared=True)

    class Meta:
        verbose_name = _("联系人")
        verbose_name_plural = _("联系人")

    def __str__(self) -> str:
        return str(self.name)
