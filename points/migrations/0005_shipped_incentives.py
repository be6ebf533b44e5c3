"""The eight of the source, and for whom they may be; a place may change the words."""

from django.db import migrations

KINDS = [
    ("funding", "经费有保障", "Funds secured"),
    ("identity", "智码有身份", "A smart code as identity"),
    ("parking", "停车有优惠", "Parking discounts"),
    ("schooling", "助学有奖励", "Rewards for schooling"),
    ("care", "关怀有慰问", "Visits and care"),
    ("honour", "先进有优先", "Priority for the outstanding"),
    ("growth", "前途有发展", "Prospects to grow"),
    ("points", "积分有奖惩", "Points given and taken"),
]
ROLES = [
    ("volunteer", "志愿者", "Volunteer"),
    ("building_head", "楼栋长、联户长", "Building or group head"),
    ("grid_worker", "网格员", "Grid worker"),
    ("resident", "居民", "Resident"),
    ("donor", "出资人", "Donor"),
    ("new_employment", "新就业群体", "New forms of employment"),
]


def write(apps, schema_editor):
    for model, rows in (("IncentiveKind", KINDS), ("IncentiveRole", ROLES)):
        table = apps.get_model("points", model)
        for position, (code, name, name_en) in enumerate(rows, start=1):
            words = {"name": name, "name_en": name_en, "position": position}
            table.objects.get_or_create(code=code, defaults=words)


class Migration(migrations.Migration):
    dependencies = [("points", "0004_incentives")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
