"""Fields of service and classes of posts as shipped. A place renames them, adds others,
retires what it lacks.
"""

from django.db import migrations

DOMAINS = [
    ("elder_care", "助老慰老", "Older people"),
    ("children", "儿童服务", "Children"),
    ("youth", "青少年服务", "Young people"),
    ("women_family", "妇女和家庭", "Women and families"),
    ("disability", "助残康复", "Disability support"),
    ("health", "健康医疗", "Health"),
    ("mental_health", "心理关爱", "Emotional support"),
    ("hardship", "帮困救助", "Help in hardship"),
    ("employment", "就业创业", "Work and skills"),
    ("education", "教育培训", "Learning"),
    ("legal", "法律服务", "Legal advice"),
    ("mediation", "矛盾调解", "Mediation"),
    ("culture_sport", "文体活动", "Culture and sport"),
    ("environment", "环境和院落治理", "Yards and environment"),
    ("repair", "便民维修", "Repairs"),
    ("safety", "安全和应急", "Safety and emergencies"),
    ("ceremony", "移风易俗", "Weddings and funerals"),
    ("industry", "产业发展", "Local business"),
    ("incubation", "培育社会组织", "Support for organisations"),
    ("venue", "场地和设备", "Rooms and equipment"),
]

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


def write_domains(apps, schema_editor):
    domain = apps.get_model("organizations", "ServiceDomain")
    for position, (code, name, name_en) in enumerate(DOMAINS, 1):
        domain.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position * 10}
        )


def write_classes(apps, schema_editor):
    model = apps.get_model("organizations", "PostClass")
    for position, (code, name, name_en) in enumerate(CLASSES, 1):
        model.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position * 10}
        )


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_ground")]
    operations = [
        migrations.RunPython(write_domains, migrations.RunPython.noop),
        migrations.RunPython(write_classes, migrations.RunPython.noop),
    ]
