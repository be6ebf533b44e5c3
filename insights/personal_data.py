"""What figures keep about people, why, and for how long (core.personal reads it). The figures
themselves keep nobody: a sum has no name, and who was counted is a keyed digest."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.personal import Declared
from insights.models import SavedView

_KEPT = Declared(_("下次打开还是这一页"), _("本人自己存的"), _("本人删去或账号注销为止"))

PERSONAL_FIELDS = {"insights.SavedView": dict.fromkeys(("owner", "name"), _KEPT)}


def export_person(subject: UUID) -> dict[str, Any]:
    rows = SavedView.objects.filter(owner__subject=subject).order_by("pk")
    return {"saved_views": [{"name": row.name, "address": row.address} for row in rows]}


def erase_person(subject: UUID) -> dict[str, int]:
    deleted, _each = SavedView.objects.filter(owner__subject=subject).delete()
    return {"saved_views": deleted}
