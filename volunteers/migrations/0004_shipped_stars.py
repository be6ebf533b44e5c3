"""The usual five stars; a place may change hours and words."""

from django.db import migrations

STARS = [
    (1, 100, "一星志愿者", "One-star volunteer"),
    (2, 300, "二星志愿者", "Two-star volunteer"),
    (3, 600, "三星志愿者", "Three-star volunteer"),
    (4, 1000, "四星志愿者", "Four-star volunteer"),
    (5, 1500, "五星志愿者", "Five-star volunteer"),
]


def write_stars(apps, schema_editor):
    star = apps.get_model("volunteers", "StarLevel")
    for level, hours, name, name_en in STARS:
        star.objects.get_or_create(
            level=level, defaults={"hours": hours, "name": name, "name_en": name_en}
        )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_hours")]
    operations = [migrations.RunPython(write_stars, migrations.RunPython.noop)]
