import uuid

from django.db import migrations, models


def begin(apps, schema_editor):
    apps.get_model("core", "ReferenceMark").objects.create()


class Migration(migrations.Migration):
    dependencies = [("core", "0001_ground")]
    operations = [
        migrations.CreateModel(
            name="ReferenceMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.UUIDField(default=uuid.uuid4, verbose_name="标记")),
            ],
            options={"verbose_name": "共用资料的标记", "verbose_name_plural": "共用资料的标记"},
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
