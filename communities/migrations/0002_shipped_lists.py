"""The lists every community starts with: what a notice may be about, what a room may be."""

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

SERVICE, OFFICE = "service", "office"
KINDS = [
    ("hall", "服务大厅", "Service hall", False, SERVICE),
    ("council", "社区议事厅", "Community council room", False, SERVICE),
    ("children_council", "儿童议事厅", "Children's council room", False, SERVICE),
    ("counselling", "心理咨询室", "Counselling room", True, SERVICE),
    ("mediation", "调解室", "Mediation room", True, SERVICE),
    ("playroom", "益童乐园", "Children's playroom", False, SERVICE),
    ("family", "亲子娱乐空间", "Family playroom", False, SERVICE),
    ("care", "康养护理室", "Care and rehabilitation room", False, SERVICE),
    ("clinic", "社区卫生室", "Community clinic", True, SERVICE),
    ("social_work", "社工站", "Social work station", False, SERVICE),
    ("volunteers", "志愿者驿站", "Volunteers' corner", False, SERVICE),
    ("charity", "慈善超市", "Charity shop", False, SERVICE),
    ("canteen", "食堂", "Canteen", False, SERVICE),
    ("reading", "图书室", "Reading room", False, SERVICE),
    ("workshop", "手工坊", "Workshop", False, SERVICE),
    ("multi", "多功能厅", "Multi-purpose hall", False, SERVICE),
    ("meeting", "会议室", "Meeting room", False, SERVICE),
    ("rest", "歇脚点", "Place to rest", False, SERVICE),
    ("office", "办公室", "Office", False, OFFICE),
    ("store", "物资间", "Store", False, OFFICE),
]


def write_categories(apps, schema_editor):
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


def write_room_kinds(apps, schema_editor):
    kind = apps.get_model("communities", "RoomKind")
    for position, (code, name, name_en, is_sensitive, use) in enumerate(KINDS, 1):
        kind.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": name_en,
                "is_sensitive": is_sensitive,
                "use": use,
                "position": position * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_ground")]
    operations = [
        migrations.RunPython(write_categories, migrations.RunPython.noop),
        migrations.RunPython(write_room_kinds, migrations.RunPython.noop),
    ]
