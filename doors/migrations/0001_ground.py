"""The tables of the room, as they stand."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chapter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True, verbose_name="章节")),
                ("told_on", models.DateField(verbose_name="故事里的今天")),
                (
                    "told_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="讲完时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "小镇故事章节",
                "verbose_name_plural": "小镇故事章节",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DemoPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=32, verbose_name="分组")),
                ("group_en", models.CharField(max_length=64, verbose_name="分组（英文）")),
                ("story", models.CharField(max_length=120, verbose_name="一句话")),
                ("story_en", models.CharField(max_length=200, verbose_name="一句话（英文）")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "演示人物",
                "verbose_name_plural": "演示人物",
                "ordering": ["position", "id"],
            },
        ),
    ]
