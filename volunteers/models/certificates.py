"""志愿服务记录证明: who recorded the hours certifies them. The platform never does."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from communities.regions import committee_of
from core.fields import FreeLine, NameField
from core.models import KeepsNumbers, RowScope
from core.spans import in_hours
from organizations.models import AgreementTerm, Organization, SchoolGroup
from volunteers.access import keeps_register, sees_register
from volunteers.models.hours import ServiceRecord
from volunteers.models.volunteers import Volunteer
from volunteers.workflow import CertificateStatus

OPEN = (CertificateStatus.APPLIED, CertificateStatus.PUBLIC)
NUMBERED = (CertificateStatus.ISSUED, CertificateStatus.REVOKED)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def public(self) -> "CertificateQuerySet":
        return self.filter(status=CertificateStatus.PUBLIC)

    def resting_on(self, record: ServiceRecord) -> "CertificateQuerySet":
        """They say its hours, on the wall or on paper: without it they hold no longer."""
        holding = [CertificateStatus.PUBLIC, CertificateStatus.ISSUED]
        return self.filter(entries__record=record, status__in=holding)

    def waiting_for(self, viewer: Viewer) -> "CertificateQuerySet":
        """For his word: whoever asked for it is another."""
        rows = self.manageable_by(viewer).filter(status=CertificateStatus.APPLIED)
        return rows.exclude(applied_by=viewer.user_id or 0)

    def visible_to(self, viewer: Viewer) -> "CertificateQuerySet":
        """The staff of the place, who certifies, and whose it is."""
        rule = sees_register(viewer, grid="") | Q(organization_id__in=viewer.organization_ids)
        if viewer.user_id is not None:
            mine = Volunteer.objects.filter(user_id=viewer.user_id)  # no join: who certifies
            rule |= Q(volunteer__in=mine.values("pk"))  # does not see the register
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "CertificateQuerySet":
        """Who recorded the hours: the committee its own, an organisation its own."""
        committee = keeps_register(viewer) & Q(organization__isnull=True)
        return self.filter(committee | Q(organization_id__in=viewer.organization_ids))


class Certificate(KeepsNumbers):
    """服务记录证明; of a student whose school has an agreement here, 社会实践证明: the same hours
    by the same clock, and the school and the term beside them."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("志愿服务记录证明")
        PRACTICE = "practice", _("社会实践证明")

    kind = models.CharField(_("哪一种"), max_length=8, choices=Kind, default=Kind.SERVICE)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="certificates", verbose_name=_("志愿者")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("出具单位"),
    )
    """None: the committee of the community."""
    code = models.UUIDField(_("核验码"), default=uuid.uuid4, unique=True, editable=False)
    name = NameField(_("姓名"), blank=True)
    volunteer_number = models.CharField(_("志愿者编号"), max_length=13)
    """As they were when he applied: what was printed does not change with the register."""
    term = models.ForeignKey(
        AgreementTerm, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("哪个学期"),
    )  # fmt: skip
    group = models.ForeignKey(
        SchoolGroup, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("团支部或社团"),
    )  # fmt: skip
    period_from = models.DateField(_("从哪天"))
    period_until = models.DateField(_("到哪天（含）"))
    minutes = models.PositiveIntegerField(_("多少分钟"), default=0, editable=False)
    status = models.CharField(
        _("状态"),
        max_length=8,
        choices=CertificateStatus,
        default=CertificateStatus.APPLIED,
        editable=False,
    )
    applied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, editable=False, related_name="+", verbose_name=_("申请人")
    )
    applied_at = models.DateTimeField(_("申请时间"), db_default=Now(), editable=False)
    verified_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("核对人"),
    )
    verified_at = models.DateTimeField(_("核对时间"), null=True, editable=False)
    public_until = models.DateField(_("公示到（含）"), null=True, editable=False)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, editable=False)
    seq = models.PositiveIntegerField(_("当年第几份"), null=True, editable=False)
    number = models.CharField(_("证明编号"), max_length=32, blank=True, editable=False)
    issued_at = models.DateTimeField(_("出证时间"), null=True, editable=False)
    reason = FreeLine(_("原因"), max_length=200, blank=True, editable=False)
    ended_at = models.DateTimeField(_("结束时间"), null=True, editable=False)
    records = models.ManyToManyField(
        ServiceRecord, through="CertificateEntry", related_name="certificates"
    )

    objects = CertificateQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("服务记录证明")
        verbose_name_plural = _("服务记录证明")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "year", "seq"],
                condition=Q(seq__isnull=False),
                name="certificate_number_in_order",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="certificate_number_once"
            ),
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(status__in=["applied", "public"]),
                name="certificate_one_at_a_time",
            ),
            models.CheckConstraint(
                name="certificate_status_known", condition=Q(status__in=CertificateStatus.values)
            ),
            models.CheckConstraint(
                name="certificate_of_practice_names_the_term",
                condition=Q(kind="service", term__isnull=True, group__isnull=True)
                | Q(kind="practice", term__isnull=False, organization__isnull=True),
            ),
            models.CheckConstraint(
                name="certificate_period_in_order",
                condition=Q(period_until__gte=F("period_from")),
            ),
            models.CheckConstraint(
                name="certificate_verified_by_another",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("applied_by")),
            ),
            models.CheckConstraint(
                name="certificate_public_was_verified",
                condition=Q(status="applied", verified_at__isnull=True)
                | Q(status="refused")
                | Q(
                    status__in=["public", "issued", "revoked"],
                    verified_by__isnull=False,
                    verified_at__isnull=False,
                    public_until__isnull=False,
                    minutes__gt=0,
                ),
            ),
            models.CheckConstraint(
                name="certificate_numbered_when_issued",
                condition=Q(
                    status__in=["issued", "revoked"],
                    year__isnull=False,
                    seq__isnull=False,
                    issued_at__isnull=False,
                )
                & ~Q(number="")
                | Q(status__in=["applied", "public", "refused"], seq__isnull=True, number=""),
            ),
            models.CheckConstraint(
                name="certificate_over_for_a_reason",
                condition=Q(status__in=["applied", "public", "issued"], reason="")
                | Q(status__in=["refused", "revoked"], ended_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-id"], name="certificate_newest"),
            models.Index(
                fields=["public_until"], name="certificate_due", condition=Q(status="public")
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("证明申请"))

    @property
    def hours(self) -> str:
        return in_hours(self.minutes)

    @property
    def issuer(self) -> str:
        """Whose seal it gets: the organisation's, or that of the committee by its legal name."""
        return self.organization.title if self.organization else committee_of(self.community)

    @property
    def is_practice(self) -> bool:
        return self.kind == self.Kind.PRACTICE

    @property
    def school(self) -> str:
        return self.term.pairing.organization.title if self.term else ""

    @property
    def is_issued(self) -> bool:
        return self.status == CertificateStatus.ISSUED


class CertificateEntry(models.Model):
    """What exactly was certified."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="entries", verbose_name=_("服务记录证明")
    )
    record = models.ForeignKey(
        ServiceRecord, models.PROTECT, related_name="certified", verbose_name=_("服务记录")
    )

    row_scope = RowScope(
        community="community_id", with_owner="volunteers_certificate.certificate_id"
    )

    class Meta:
        verbose_name = _("证明里的记录")
        verbose_name_plural = _("证明里的记录")
        constraints = [
            models.UniqueConstraint(fields=["certificate", "record"], name="certificate_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} ∋ {self.record_id}"
