"""The menu a place starts with; what it changed or added itself is left alone."""

from django.db import migrations

from requests.menu_defaults import CATEGORIES, ITEMS
from requests.menu_defaults.needs import NEEDS


def write_items(apps, schema_editor):
    categories = _categories(apps.get_model("requests", "MenuCategory"))
    policies = {row.code: row for row in apps.get_model("requests", "SlaPolicy").objects.all()}
    item_model = apps.get_model("requests", "MenuItem")
    question_model = apps.get_model("requests", "MenuQuestion")
    for position, item in enumerate(ITEMS, 1):
        row, created = item_model.objects.get_or_create(
            code=item.code,
            defaults=_values(item)
            | {
                "category": categories[item.category],
                "sla": policies[item.sla],
                "position": position,
            },
        )
        if created:
            question_model.objects.bulk_create(
                question_model(
                    item=row,
                    kind=question.kind,
                    label=question.label.zh,
                    label_en=question.label.en,
                    options="\n".join(option.zh for option in question.options),
                    options_en="\n".join(option.en for option in question.options),
                    is_required=question.is_required,
                    position=at,
                )
                for at, question in enumerate(item.questions, 1)
            )


def _categories(model):
    rows = {}
    for position, category in enumerate(CATEGORIES, 1):
        rows[category.code], _created = model.objects.get_or_create(
            code=category.code,
            defaults={
                "parent": rows.get(category.parent),
                "name": category.name.zh,
                "name_en": category.name.en,
                "icon": category.icon,
                "position": position,
            },
        )
    return rows


SAID = ("name", "who", "otherwise", "advice", "price_note")
PLAIN = (
    *("kind", "answer", "call", "audience", "order_type", "matter", "dispatch", "minutes"),
    *("daily_quota", "price", "priority", "is_public", "is_risky", "keywords"),
)


def _values(item):
    values = {name: getattr(item, name) for name in PLAIN}
    for name in SAID:
        values |= {name: getattr(item, name).zh, f"{name}_en": getattr(item, name).en}
    return values


def write_needs(apps, schema_editor):
    skills = {row.code: row for row in apps.get_model("volunteers", "Skill").objects.all()}
    items = apps.get_model("requests", "MenuItem").objects
    for code, needs in NEEDS.items():
        items.filter(code=code, community__isnull=True).update(
            skill=skills.get(needs.skill), needs_insurance=needs.insurance, least_age=needs.age
        )


class Migration(migrations.Migration):
    dependencies = [("requests", "0002_shipped_promises"), ("volunteers", "0002_shipped_skills")]
    operations = [
        migrations.RunPython(write_items, migrations.RunPython.noop),
        migrations.RunPython(write_needs, migrations.RunPython.noop),
    ]
