"""What a vision became. Those that were done before had only their result: done as it stands."""

from django.conf import settings
from django.db import migrations, models

REPORTED = ("completed", "disputed", "closed")


def as_it_stands(apps, schema_editor):
    rows = apps.get_model("requests", "ServiceRequest").objects
    rows.filter(order_type="vision", status__in=REPORTED).update(became="done")


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0003_hours_at_the_weekend"),
        ("requests", "0009_what_presses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="servicerequest",
            name="became",
            field=models.CharField(
                blank=True,
                choices=[
                    ("project", "立成了项目"),
                    ("meeting", "上了居民议事会"),
                    ("policy", "递成了政策建议"),
                    ("done", "当场就办成了"),
                    ("not_taken", "这次没有采纳"),
                ],
                editable=False,
                max_length=12,
                verbose_name="成了什么",
            ),
        ),
        migrations.AddField(
            model_name="servicerequest",
            name="became_where",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="到哪里跟"
            ),
        ),
        migrations.RunPython(as_it_stands, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("order_type", "vision"),
                        ("status__in", ("completed", "disputed", "closed")),
                        ("became__in", ["project", "meeting", "policy", "done", "not_taken"]),
                    ),
                    models.Q(
                        models.Q(
                            ("order_type", "vision"),
                            ("status__in", ("completed", "disputed", "closed")),
                            _negated=True,
                        ),
                        ("became", ""),
                    ),
                    _connector="OR",
                ),
                name="service_request_vision_became",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("became__in", frozenset(["meeting", "policy", "project"])),
                        models.Q(("became_where", ""), _negated=True),
                    ),
                    ("became__in", ["done", "not_taken"]),
                    models.Q(("became", ""), ("became_where", "")),
                    _connector="OR",
                ),
                name="service_request_became_followed",
            ),
        ),
    ]
