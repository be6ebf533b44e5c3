from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0004_numbers")]

    operations = [
        migrations.AddField(
            model_name="volunteer",
            name="insured_until",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="志愿服务保险到（含）"
            ),
        ),
    ]
