"""How long things may take, and who is told when they take longer, until a place says otherwise."""

from django.db import migrations

# clock: (amount, unit) for the priorities urgent, high, normal, low
STANDARD = {
    "contact": [(30, "minutes"), (4, "hours"), (24, "hours"), (48, "hours")],
    "handling": [(24, "hours"), (2, "workdays"), (5, "workdays"), (15, "workdays")],
    "total": [(3, "workdays"), (5, "workdays"), (10, "workdays"), (30, "workdays")],
    "answer": [(1, "workdays")] * 4,
}
POLICIES = [
    ("standard", "一般事项", "Ordinary matters", STANDARD),
    (
        "urgent",
        "紧急求助",
        "Urgent help",
        STANDARD
        | {
            "contact": [(15, "minutes"), (30, "minutes"), (1, "hours"), (2, "hours")],
            "handling": [(2, "hours"), (4, "hours"), (12, "hours"), (24, "hours")],
        },
    ),
    (
        "utilities",
        "水电气暖",
        "Water, power, gas, heating",
        STANDARD
        | {
            "contact": [(30, "minutes"), (1, "hours"), (2, "hours"), (4, "hours")],
            "handling": [(12, "hours"), (24, "hours"), (24, "hours"), (2, "workdays")],
        },
    ),
    (
        "inquiry",
        "咨询",
        "Questions",
        STANDARD
        | {
            "contact": [(10, "minutes"), (20, "minutes"), (30, "minutes"), (60, "minutes")],
            "handling": [(2, "hours"), (4, "hours"), (1, "workdays"), (1, "workdays")],
        },
    ),
    (
        "wish",
        "心愿",
        "Wishes",
        STANDARD
        | {
            "contact": [(1, "workdays")] * 4,
            "handling": [(5, "workdays"), (10, "workdays"), (20, "workdays"), (30, "workdays")],
            "total": [(20, "workdays"), (30, "workdays"), (40, "workdays"), (60, "workdays")],
        },
    ),
]

DAY = 24 * 60
# clock, act, whom it tells, minutes before (−) or after the deadline, repeats every
LADDER = [
    ("contact", "urge", "keeper", 0, None),
    ("contact", "supervise", "secretary", 4 * 60, None),
    ("handling", "remind", "handler", -DAY, None),
    ("handling", "urge", "handler", 0, None),
    ("handling", "supervise", "secretary", DAY, None),
    ("handling", "escalate", "street", 3 * DAY, None),
    ("handling", "escalate", "district", 7 * DAY, 3 * DAY),
    ("total", "supervise", "secretary", 0, 7 * DAY),
    ("answer", "supervise", "secretary", 0, None),
    ("answer", "escalate", "street", DAY, 3 * DAY),
]


def write(apps, schema_editor):
    policy_model = apps.get_model("requests", "SlaPolicy")
    rule_model = apps.get_model("requests", "SlaRule")
    for code, name, name_en, clocks in POLICIES:
        policy, created = policy_model.objects.get_or_create(
            code=code,
            defaults={"name": name, "name_en": name_en, "is_default": code == "standard"},
        )
        if not created:
            continue
        for clock, amounts in clocks.items():
            for priority, (amount, unit) in enumerate(amounts, 1):
                rule_model.objects.create(
                    policy=policy, clock=clock, priority=priority, amount=amount, unit=unit
                )
    rung = apps.get_model("requests", "LadderRung")
    positions = {}
    for clock, act, tells, offset, repeats in LADDER:
        positions[clock] = positions.get(clock, 0) + 1
        rung.objects.get_or_create(
            area=None,
            clock=clock,
            position=positions[clock],
            defaults={
                "act": act,
                "tells": tells,
                "offset_minutes": offset,
                "repeats_every_minutes": repeats,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_ground")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
