from django.db import migrations, models

SUMMARY = """只存办事要用的：手机号和称呼；身份证号核对一次，之后加密保存。
健康、困难、孩子的信息，您逐项同意才登记，随时可以撤回。
为您办事的人才看得到，每看一次都有记录；街道和区里只看数字。
到期由系统删除。要看、要改、要删、要一份，在“我的信息”里提。
不同意、不用手机，事情一样办。"""

SUMMARY_EN = """We keep what the work needs: a mobile number and a name. Your ID number is checked once, then kept encrypted.
Health, hardship and children's data only if you agree to each; you may withdraw at any time.
Only those who work for you see it, and each look is logged; street and district see figures.
What is due is deleted by the system. To look, correct, delete or have a copy, ask under "My data".
If you do not agree, or have no phone, you are served all the same."""


def say_it_in_short(apps, schema_editor):
    first = apps.get_model("accounts", "PrivacyNotice").objects.filter(version=1, summary="")
    first.update(summary=SUMMARY, summary_en=SUMMARY_EN)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_enrolment_codes")]
    operations = [
        migrations.AddField(
            "privacynotice",
            "summary",
            models.TextField(blank=True, default="", verbose_name="先看这几句（一行一句）"),
            preserve_default=False,
        ),
        migrations.AddField(
            "privacynotice",
            "summary_en",
            models.TextField(blank=True, default="", verbose_name="英文的先看这几句"),
            preserve_default=False,
        ),
        migrations.RunPython(say_it_in_short, migrations.RunPython.noop),
    ]
