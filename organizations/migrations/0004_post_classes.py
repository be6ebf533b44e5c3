"""The eight classes of posts as shipped. A place renames them, adds others, retires what it lacks."""

from django.db import migrations

CLASSES = [
    ("party_building", "组织建设", "Party building"),
    ("legal", "法律咨询与援助", "Legal advice and aid"),
    ("hardship", "助困扶残与就业援助", "Hardship, disability and jobs"),
    ("governance", "社区治理", "Community governance"),
    ("health", "健康医疗", "Health and medicine"),
    ("culture_sport", "文化体育", "Culture and sport"),
    ("safety", "安全宣传与治安巡逻", "Safety and patrols"),
    ("other", "其他", "Other"),
]


def write_classes(apps, schema_editor):
    model = apps.get_model("organizations", "PostClass")
    for position, (code, name, name_en) in enumerate(CLASSES, 1):
        model.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position * 10}
        )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_checkins_and_social_workers")]

    operations = [migrations.RunPython(write_classes, migrations.RunPython.noop)]
