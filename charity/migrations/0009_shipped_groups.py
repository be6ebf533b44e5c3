"""For whom programmes may be, until the platform says otherwise."""

from django.db import migrations

# name, English, from, to, on a paper
GROUPS = [
    ("60 岁以上老人", "People of 60 and over", 60, None, False),
    ("80 岁以上老人", "People of 80 and over", 80, None, False),
    ("3 岁以下孩子", "Children up to three", None, 3, False),
    ("3–12 岁孩子", "Children from three to twelve", 3, 12, False),
    ("低保、特困家庭", "Low-income households", None, None, True),
    ("残疾人", "Disabled people", None, None, True),
    ("环卫工人、骑手等户外劳动者", "Outdoor workers", None, None, True),
    ("社区居民（凭居住证明）", "Residents, on proof of address", None, None, True),
]


def ship(apps, _schema_editor):
    EligibleGroup = apps.get_model("charity", "EligibleGroup")
    EligibleGroup.objects.bulk_create(
        EligibleGroup(
            name=name, name_en=english, least_age=least, most_age=most, on_paper=paper, position=at
        )
        for at, (name, english, least, most, paper) in enumerate(GROUPS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("charity", "0008_programmes")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
