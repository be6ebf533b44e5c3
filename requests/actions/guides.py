"""A guide is never edited: a change is the next version; what was told before stays readable."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import audit
from requests.models import Guide

KEPT = ("code", "group", "position")


@transaction.atomic
def revise(guide: Guide, *, actor: User | None, **values: object) -> Guide:
    """The next version, with everything that did not change."""
    before = Guide.objects.select_for_update().get(pk=guide.pk)
    if before.replaced_at is not None:
        before = Guide.objects.select_for_update().get(code=guide.code, replaced_at__isnull=True)
    fields = {
        field.name: getattr(before, field.name)
        for field in Guide._meta.concrete_fields
        if field.editable and not field.primary_key and field.name != "created_at"
    }
    before.replaced_at = timezone.now()
    before.save(update_fields=["replaced_at"])
    fresh = Guide.objects.create(**(fields | values), version=before.version + 1)
    audit.record(
        "requests.guide.revise",
        fresh,
        actor=actor,
        scope=None,
        details={"code": fresh.code, "version": fresh.version, "changed": sorted(values)},
    )
    return fresh
