import django.db.models.deletion
from django.db import migrations, models

from requests.menu_defaults.needs import NEEDS


def write(apps, schema_editor):
    skills = {row.code: row for row in apps.get_model("volunteers", "Skill").objects.all()}
    items = apps.get_model("requests", "MenuItem").objects
    for code, needs in NEEDS.items():
        items.filter(code=code, community__isnull=True).update(
            skill=skills.get(needs.skill), needs_insurance=needs.insurance, least_age=needs.age
        )


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0005_numbers"),
        ("volunteers", "0005_insurance"),
    ]

    operations = [
        migrations.AddField(
            model_name="menuitem",
            name="skill",
            field=models.ForeignKey(
                blank=True,
                help_text="不会的志愿者接不了；要证件的技能，证件看过、没过期才算",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="volunteers.skill",
                verbose_name="要会什么",
            ),
        ),
        migrations.AddField(
            model_name="menuitem",
            name="needs_insurance",
            field=models.BooleanField(default=False, verbose_name="要有志愿服务保险"),
        ),
        migrations.AddField(
            model_name="menuitem",
            name="least_age",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="志愿者至少几岁"
            ),
        ),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
