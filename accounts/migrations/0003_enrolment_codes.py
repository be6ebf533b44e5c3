"""Apart: it points at a table of allauth, which points at our accounts."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shipped_notice"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="EnrolmentCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=32, verbose_name="摘要（不可逆）")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="试错次数")),
                (
                    "issued_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="发码时间",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="有效至")),
                (
                    "used_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="使用时间"
                    ),
                ),
                (
                    "authenticator",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mfa.authenticator",
                        verbose_name="绑定的动态口令",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发码人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "动态口令绑定码",
                "verbose_name_plural": "动态口令绑定码",
                "indexes": [models.Index(fields=["user"], name="enrolment_by_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_by__isnull", True),
                            models.Q(("user", models.F("issued_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="enrolment_not_for_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("authenticator__isnull", True),
                            ("used_at__isnull", False),
                            _connector="OR",
                        ),
                        name="enrolment_bound_by_use",
                    ),
                ],
            },
        ),
    ]
