from django.db import migrations

CATEGORIES = [
    ("notice", "社区通知", "Community notice", False),
    ("safety", "安全提醒", "Safety", False),
    ("service", "便民服务", "Everyday services", False),
    ("policy", "惠民政策", "Benefits and policies", False),
    ("activity", "活动预告", "Coming activities", False),
    ("affairs", "居务公开", "Committee affairs", True),
    ("finance", "收支公开", "Income and expenses", True),
    ("works", "工程项目公开", "Public works", True),
    ("relief", "救助和捐赠公开", "Relief and donations", True),
    ("decision", "会议和决定", "Meetings and decisions", True),
    ("good_deeds", "好人好事", "Good deeds", False),
]


def write(apps, schema_editor):
    category = apps.get_model("communities", "NoticeCategory")
    for position, (code, name, name_en, is_disclosure) in enumerate(CATEGORIES, 1):
        category.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": name_en,
                "is_disclosure": is_disclosure,
                "position": position * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("communities", "0004_notices")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
