"""The catalogue a place starts with; what it wrote itself is left alone."""

from django.db import migrations
from django.utils import timezone

from requests.menu_defaults.rules import RULES


def write(apps, schema_editor):
    catalogue_model = apps.get_model("requests", "DispatchCatalogue")
    rule_model = apps.get_model("requests", "DispatchRule")
    categories = {row.code: row for row in apps.get_model("requests", "MenuCategory").objects.all()}
    catalogue, created = catalogue_model.objects.get_or_create(
        area=None,
        version=1,
        defaults={"status": "in_force", "in_force_at": timezone.now(), "note": "出厂的目录"},
    )
    if created:
        rule_model.objects.bulk_create(
            rule_model(
                catalogue=catalogue,
                position=position,
                lead_lane=line.lead,
                support_lanes=list(line.support),
                mode=line.mode,
                order_type=line.order_type,
                matter=line.matter,
                kind=line.kind,
                category=categories.get(line.category),
            )
            for position, line in enumerate(RULES, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("requests", "0005_shipped_guides")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
