"""One row, from the first moment: whoever keeps shared lists in memory compares it."""

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("core", "ReferenceMark").objects.create()


class Migration(migrations.Migration):
    dependencies = [("core", "0001_ground")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
