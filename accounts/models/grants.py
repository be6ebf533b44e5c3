from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import ADMINISTRATORS, ROLE_CHOICES, ROLES, Role
from core.fields import FreeLine
from core.models import KeepsNumbers


def in_force(day: date | None = None, at: str = "") -> Q:
    """`at` is the way to the grant: "grants__" where one asks from the account."""
    day = day or timezone.localdate()
    still = Q((f"{at}ends_on__isnull", True)) | Q((f"{at}ends_on__gte", day))
    return still & Q((f"{at}starts_on__lte", day), (f"{at}revoked_at__isnull", True))


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self, on: date | None = None) -> "RoleGrantQuerySet":
        return self.filter(in_force(on))

    def needing_second_factor(self) -> "RoleGrantQuerySet":
        """In force, or from a day to come on: the code may be handed over before that day."""
        needing = [code for code, role in ROLES.items() if role.needs_mfa]
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()),
            role__in=needing,
            revoked_at__isnull=True,
        )

    def not_over(self) -> "RoleGrantQuerySet":
        """In force, or still to begin."""
        still = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
        return self.filter(still, revoked_at__isnull=True)


class RoleGrant(KeepsNumbers):
    """Who holds which role, from when to when, and who said so.

    Where it holds stands in the upper rooms: AreaScope in communities, OrganizationScope in
    organizations.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", verbose_name=_("账号")
    )
    role = models.CharField(_("角色"), max_length=32, choices=ROLE_CHOICES)
    starts_on = models.DateField(_("起"), default=timezone.localdate)
    ends_on = models.DateField(_("止（含）"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("授予人"),
    )
    delegated_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("代理自"),
    )
    reason = FreeLine(_("事由"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("收回时间"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("收回人"),
    )
    revoke_reason = FreeLine(_("收回事由"), max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(_("授予时间"), db_default=Now())

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("授权")
        verbose_name_plural = _("授权")
        constraints = [
            models.CheckConstraint(
                name="grant_role_known", condition=Q(role__in=[code for code, _ in ROLE_CHOICES])
            ),
            models.CheckConstraint(
                name="grant_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="grant_delegation_has_an_end",
                condition=Q(delegated_from__isnull=True) | Q(ends_on__isnull=False),
            ),
            # Three administrators are three people, and none of them works in the town: whoever
            # holds one of these roles holds no other, whatever day one looks at.
            ExclusionConstraint(
                name="grant_administrators_stand_apart",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Case(
                            When(role__in=sorted(ADMINISTRATORS), then=F("role")),
                            default=Value("town"),
                        ),
                        RangeOperators.NOT_EQUAL,
                    ),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(revoked_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["user"], name="grant_standing", condition=Q(revoked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def definition(self) -> Role:
        return ROLES[self.role]
