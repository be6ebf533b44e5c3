"""The lists every place starts with: what volunteers do, and which of it needs a paper."""

from django.db import migrations

DOMAINS = [
    ("errands", "代办跑腿", "Errands"),
    ("digital", "手机和上网", "Phones and the internet"),
    ("integration", "搬迁融入", "Settling in"),
]
"""Beside those the organisations brought: what neighbours do and no organisation offers."""

_CHILDREN = ("无违法犯罪记录证明", "Certificate of no criminal record")
SKILLS = [
    # code, domain, name, name_en, (licence, licence_en) or None, on the first page
    ("company", "elder_care", "陪老人聊天", "Company for elders", None, True),
    ("cooking", "elder_care", "做饭送餐", "Cooking and meals", ("健康证", "Food handler's health certificate"), True),
    ("haircut", "elder_care", "理发", "Hairdressing", None, True),
    ("bathing", "elder_care", "助浴", "Help with bathing", ("养老护理员证书", "Care worker's certificate"), False),
    ("tutoring", "education", "辅导功课", "Tutoring", _CHILDREN, True),
    ("childminding", "children", "四点半看护", "After-school care", _CHILDREN, False),
    ("storytelling", "children", "讲绘本", "Reading to children", _CHILDREN, False),
    ("sign_language", "disability", "手语", "Sign language", None, False),
    ("wheelchair", "disability", "推轮椅、陪出门", "Going out with a wheelchair", None, False),
    ("electrician", "repair", "电工", "Electrical work", ("特种作业操作证（电工）", "Electrician's work permit"), True),
    ("plumbing", "repair", "修水管", "Plumbing", None, True),
    ("appliances", "repair", "修小家电", "Mending appliances", None, False),
    ("carpentry", "repair", "木工", "Carpentry", None, False),
    ("locksmith", "repair", "开锁换锁", "Locks", ("公安机关开锁备案证明", "Locksmith's police registration"), False),
    ("gas_check", "repair", "燃气安全检查", "Gas safety checks", ("燃气从业人员证", "Gas worker's certificate"), False),
    ("moving", "errands", "搬东西", "Carrying things", None, True),
    ("shopping", "errands", "代买代取", "Shopping and fetching", None, True),
    ("escort", "errands", "陪诊陪办事", "Going along to hospital or office", None, True),
    ("driving", "errands", "开车接送", "Driving", ("机动车驾驶证", "Driving licence"), True),
    ("forms", "errands", "帮填表、代写", "Filling in forms", None, False),
    ("nursing", "health", "护理", "Nursing", ("护士执业证书", "Nursing licence"), False),
    ("doctor", "health", "看病问药", "Medical advice", ("医师执业证书", "Physician's licence"), False),
    ("first_aid", "health", "急救", "First aid", ("急救员证", "First aid certificate"), False),
    ("massage", "health", "推拿康复", "Massage and rehabilitation", ("保健按摩师或康复治疗师证书", "Massage or rehabilitation certificate"), False),
    ("counselling", "mental_health", "心理疏导", "Counselling", ("心理咨询师或心理治疗师证书", "Counsellor's certificate"), False),
    ("grief", "mental_health", "陪伴丧亲的人", "Company in grief", None, False),
    ("law", "legal", "法律咨询", "Legal advice", ("律师执业证或法律职业资格证书", "Lawyer's licence or legal qualification"), False),
    ("mediation", "mediation", "邻里调解", "Mediation between neighbours", None, False),
    ("smartphone", "digital", "教用智能手机", "Teaching smartphones", None, True),
    ("computer", "digital", "修电脑、装网络", "Computers and networks", None, False),
    ("photo", "digital", "拍照摄像", "Photography", None, False),
    ("music", "culture_sport", "唱歌乐器", "Singing and music", None, False),
    ("dance", "culture_sport", "舞蹈", "Dancing", None, False),
    ("calligraphy", "culture_sport", "书法春联", "Calligraphy", None, False),
    ("sports", "culture_sport", "带体育活动", "Leading sports", None, False),
    ("cleaning", "environment", "清洁卫生", "Cleaning up", None, True),
    ("gardening", "environment", "养花种菜", "Gardening", None, False),
    ("recycling", "environment", "垃圾分类指导", "Sorting waste", None, False),
    ("patrol", "safety", "治安巡逻", "Patrols", None, True),
    ("fire_safety", "safety", "消防隐患排查", "Looking for fire hazards", None, False),
    ("dialect", "integration", "方言翻译", "Interpreting dialects", None, True),
    ("minority_language", "integration", "民族语言翻译", "Interpreting minority languages", None, False),
    ("foreign_language", "integration", "外语翻译", "Interpreting foreign languages", None, False),
    ("newcomers", "integration", "带新邻居认路", "Showing newcomers around", None, False),
    ("rescue", "safety", "应急救援", "Rescue", ("应急救援员证书", "Rescuer's certificate"), False),
    ("logistics", "safety", "物资分发", "Handing out supplies", None, False),
]  # fmt: skip


def write_domains(apps, schema_editor):
    domain = apps.get_model("organizations", "ServiceDomain")
    for position, (code, name, name_en) in enumerate(DOMAINS, 51):
        domain.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position * 10}
        )


def write_skills(apps, schema_editor):
    domains = {
        row.code: row for row in apps.get_model("organizations", "ServiceDomain").objects.all()
    }
    skill = apps.get_model("volunteers", "Skill")
    for position, (code, domain, name, name_en, licence, is_common) in enumerate(SKILLS, 1):
        paper, paper_en = licence or ("", "")
        skill.objects.get_or_create(
            code=code,
            defaults={
                "domain": domains[domain],
                "name": name,
                "name_en": name_en,
                "needs_licence": licence is not None,
                "licence": paper,
                "licence_en": paper_en,
                "is_common": is_common,
                "position": position * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0001_ground"), ("organizations", "0002_shipped_lists")]
    operations = [
        migrations.RunPython(write_domains, migrations.RunPython.noop),
        migrations.RunPython(write_skills, migrations.RunPython.noop),
    ]
