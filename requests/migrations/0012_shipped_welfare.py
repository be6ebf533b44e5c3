"""Somebody old who lives alone did not open to his meal: within the hour one has been there.

On nobody's menu: the order comes by itself.
"""

from django.db import migrations

CLOCKS = {
    "contact": (15, "minutes"),
    "handling": (1, "hours"),
    "total": (4, "hours"),
    "answer": (1, "workdays"),
}
PRIORITIES = (1, 2, 3, 4)


def ship(apps, schema_editor):
    policy, created = apps.get_model("requests", "SlaPolicy").objects.get_or_create(
        code="welfare",
        defaults={"name": "没接到饭，上门看望", "name_en": "Look in after a missed meal"},
    )
    if created:
        apps.get_model("requests", "SlaRule").objects.bulk_create(
            apps.get_model("requests", "SlaRule")(
                policy=policy, clock=clock, priority=priority, amount=amount, unit=unit
            )
            for clock, (amount, unit) in CLOCKS.items()
            for priority in PRIORITIES
        )
    apps.get_model("requests", "MenuItem").objects.get_or_create(
        code="meal-missed",
        defaults={
            "category": apps.get_model("requests", "MenuCategory").objects.get(code="visit-elders"),
            "name": "没接到饭，上门看一看",
            "name_en": "Look in: a meal was not taken in",
            "who": "网格员",
            "who_en": "The grid worker",
            "otherwise": "敲门没人应又联系不上，马上报社区，打 110、120。",
            "otherwise_en": "If nobody answers, tell the community at once; call 110 or 120.",
            "minutes": 30,
            "priority": 1,
            "sla": policy,
            "is_active": False,
            "position": 999,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("requests", "0011_welfare_checks")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
