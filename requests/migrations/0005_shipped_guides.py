"""The guides a place starts with; what it wrote itself is left alone."""

from django.db import migrations

from requests.guide_defaults import GUIDES

SAID = ("name", "department", "who", "materials", "steps", "fee", "takes", "place", "notice")
PLAIN = ("group", "source", "is_online", "link_name", "link_url", "keywords")


def write(apps, schema_editor):
    model = apps.get_model("requests", "Guide")
    for position, guide in enumerate(GUIDES, 1):
        values = {name: getattr(guide, name) for name in PLAIN}
        for name in SAID:
            values |= {name: getattr(guide, name).zh, f"{name}_en": getattr(guide, name).en}
        model.objects.get_or_create(
            code=guide.code, version=1, defaults=values | {"position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("requests", "0004_shipped_replies")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
