"""心愿: what hangs on the wall of a wish, and nothing else of it.

What the person said stays in his request, behind its wall. Here stands what a colleague wrote
anew so that nobody can be recognised, whom it says it is from, and until when it hangs.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from requests.models.service_requests import ServiceRequest
from requests.workflow import CloseKind, Status

TAKEN = (Status.ASSIGNED, Status.IN_PROGRESS, Status.SUSPENDED, Status.COMPLETED)
CONFIRMED = (CloseKind.RATED, CloseKind.VISITED)


class WishQuerySet(models.QuerySet["Wish"]):
    def published(self) -> "WishQuerySet":
        return self.filter(published_at__isnull=False)

    def waiting(self) -> "WishQuerySet":
        """On the wall, for anybody to fulfil."""
        return self.published().filter(
            service_request__status=Status.POOLED, until__gte=timezone.localdate()
        )

    def overdue(self) -> "WishQuerySet":
        """Off the wall; somebody owes the person an answer."""
        return self.published().filter(
            service_request__status=Status.POOLED, until__lt=timezone.localdate()
        )

    def taken(self) -> "WishQuerySet":
        return self.published().filter(service_request__status__in=TAKEN)

    def fulfilled(self) -> "WishQuerySet":
        """Only when the person himself, or who asked him, said so."""
        return self.published().filter(
            service_request__status=Status.CLOSED, service_request__close_kind__in=CONFIRMED
        )


class Wish(KeepsNumbers):
    class Help(models.TextChoices):
        TIME = "time", _("出一点时间")
        COMPANY = "company", _("找个伴")
        TEACH = "teach", _("教一样本事")
        LEND = "lend", _("借一件东西")
        GIVE = "give", _("送一件东西")
        MAKE = "make", _("做一件东西")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.OneToOneField(
        ServiceRequest, models.PROTECT, related_name="wish", verbose_name=_("诉求")
    )
    help = models.CharField(_("要什么样的帮忙"), max_length=8, choices=Help)
    text = FreeLine(_("墙上写的"), max_length=120, blank=True)
    who = FreeLine(_("是谁的心愿"), max_length=24, blank=True)
    """Such as 一位奶奶; the grid is added by the page."""
    until = models.DateField(_("挂到哪天"), null=True)
    published_at = models.DateTimeField(_("上墙时间"), null=True, editable=False)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁改写的")
    )
    thanks = FreeLine(_("谢谢的话"), max_length=120, blank=True)
    thanked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁放上墙的")
    )

    objects = WishQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="published_by_id")

    class Meta:
        verbose_name = _("心愿")
        verbose_name_plural = _("心愿")
        constraints = [
            models.CheckConstraint(
                name="wish_hangs_with_its_words",
                condition=Q(published_at__isnull=True)
                | ~Q(text="") & ~Q(who="") & Q(until__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="wish_thanks_were_released",
                condition=Q(thanks="") | Q(thanked_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["community", "-published_at"], name="wish_of_the_wall")]

    def __str__(self) -> str:
        return self.text or str(self.service_request_id)
