"""The matters a grid meets, as shipped."""

from django.db import migrations

MATTERS = [
    ("security", "治安隐患", "Public security", "可疑人员、电动车被盗", "Suspicious persons, stolen scooters"),
    ("dispute", "矛盾纠纷", "Disputes", "邻里吵架、家庭纠纷", "Quarrels between neighbours or at home"),
    ("fire", "消防通道", "Fire safety", "楼道堆物、飞线充电、占消防通道", "Blocked stairs, scooters charged by loose cables"),
    ("fraud", "反诈宣传", "Fraud", "诈骗电话、养生骗局", "Fraud by telephone, dubious health cures"),
    ("rented", "出租房和流动人口", "Rented homes and newcomers", "群租、未登记", "Crowded rooms, people not registered"),
    ("special_groups", "重点人员帮教", "Aftercare", "社区矫正、戒毒康复", "Probation, recovery from addiction"),
    ("allowance", "低保和临时救助", "Hardship relief", "低保、临时救助、特困", "Minimum allowance, one-off relief"),
    ("elder_care", "养老服务", "Care for the elderly", "高龄补贴、独居老人", "Allowance in old age, elders alone"),
    ("child_welfare", "困境儿童", "Children in need", "留守、事实无人抚养", "Left-behind or uncared-for children"),
    ("disabled", "残疾人福利", "Disability benefits", "两项补贴、辅具", "Allowances, aids"),
    ("homeless", "流浪救助", "People without shelter", "街上过夜、走失", "Sleeping rough, lost persons"),
    ("funeral", "殡葬祭扫", "Funerals", "占道搭灵棚、烧纸", "Mourning tents on the road, burning paper"),
    ("street_trade", "占道经营", "Street trade", "摊点占道、店外经营", "Stalls on the pavement"),
    ("illegal_building", "违法搭建", "Unlicensed building", "楼顶、阳台、院子搭建", "Built on roofs, balconies, yards"),
    ("waste", "垃圾分类和市容", "Waste and cleanliness", "乱堆垃圾、小广告", "Dumped waste, stuck-on ads"),
    ("dogs", "养犬和噪声", "Dogs and noise", "不拴绳、夜间噪声", "Dogs off the lead, noise at night"),
    ("facilities", "井盖路灯", "Manholes and street lamps", "井盖缺失、路灯不亮", "Missing covers, dark lamps"),
    ("petition", "信访苗头", "Petitions in the making", "串联上访、多年没解决", "Joint petitions, old grievances"),
    ("wages", "欠薪", "Unpaid wages", "工地、门店欠薪", "Unpaid by sites or shops"),
    ("resettlement", "征拆遗留", "Resettlement", "过渡费、安置没到位", "Promised flats or rent not there"),
    ("food", "食品安全", "Food safety", "餐馆卫生、过期食品", "Kitchens, food out of date"),
    ("lift", "电梯安全", "Lifts", "困人、超期未检", "People stuck, inspection overdue"),
    ("consumer", "消费投诉", "Consumer complaints", "预付卡、短斤少两", "Prepaid cards, short weight"),
    ("licence", "无证经营", "Trading without licence", "无照、超范围", "No licence, or beyond it"),
    ("property", "物业服务", "Property management", "物业不管、维修资金", "Manager does nothing, repair fund"),
    ("health", "公共卫生", "Public health", "传染病、病媒", "Infections, pests"),
]  # fmt: skip


def write_matters(apps, schema_editor):
    matter = apps.get_model("grids", "GridMatter")
    for position, (code, name, name_en, examples, examples_en) in enumerate(MATTERS, 1):
        matter.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": name_en,
                "examples": examples,
                "examples_en": examples_en,
                "position": position * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("grids", "0001_ground")]
    operations = [migrations.RunPython(write_matters, migrations.RunPython.noop)]
