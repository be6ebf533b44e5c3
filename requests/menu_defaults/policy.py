"""政策咨询: questions that want an answer today."""

from requests.menu_defaults.shape import Both, Item, choice, number, text

DESK = Both("窗口的民政专干", "The civil affairs officer at the counter")
FULL_ANSWER = Both(
    "答不上来的替您问主管部门，一个工作日内回您。",
    "What we do not know we ask the authority and answer within one working day.",
)

ITEMS = (
    Item(
        "policy-money",
        "ask-pension",
        Both("养老、社保怎么办", "Pensions and social insurance"),
        Both("窗口的人社专干", "The officer for social insurance"),
        FULL_ANSWER,
        "养老保险 社保 退休 参保 认证 pension",
        (
            choice(
                "想问",
                "About",
                Both("参保缴费", "Joining and paying"),
                Both("领取、认证", "Receiving, yearly check"),
                Both("转移", "Transfer"),
                must=True,
            ),
        ),
        kind="inquiry",
        sla="inquiry",
    ),
    Item(
        "policy-money",
        "ask-medical",
        Both("医保怎么报", "Medical insurance"),
        Both("窗口的医保专干", "The officer for medical insurance"),
        FULL_ANSWER,
        "医保 报销 异地就医 门诊慢特病 medical insurance",
        (
            choice(
                "想问",
                "About",
                Both("缴费", "Paying"),
                Both("报销", "Refunds"),
                Both("异地就医", "Treatment elsewhere"),
                must=True,
            ),
        ),
        kind="inquiry",
        sla="inquiry",
    ),
    Item(
        "policy-money",
        "ask-relief",
        Both("低保、救助问一问", "Relief and allowances"),
        DESK,
        Both(
            "够不够条件由街道和区民政局定；我们告诉您带什么、怎么递。",
            "The subdistrict and district decide; we tell you what to bring.",
        ),
        "低保 特困 临时救助 残疾补贴 高龄津贴 relief",
        (
            choice(
                "替谁问",
                "For whom",
                Both("自己", "Myself"),
                Both("家里人", "Family"),
                Both("邻居", "A neighbour"),
            ),
        ),
        kind="inquiry",
        sla="inquiry",
    ),
    Item(
        "policy-life",
        "ask-school",
        Both("入学、托育", "Schools and child care"),
        Both("窗口", "The counter"),
        Both(
            "学区以教育局当年公布的为准，我们帮您查。",
            "School areas are as the education office announces each year; we look them up.",
        ),
        "上学 入学 学区 幼儿园 托育 school",
        (number("孩子几岁", "The child's age", must=True),),
        kind="inquiry",
        sla="inquiry",
    ),
    Item(
        "policy-life",
        "ask-work",
        Both("找工作、培训", "Work and training"),
        Both("人社专干", "The labour officer"),
        Both(
            "没有合适岗位的登记下来，有了先通知您。",
            "If nothing fits we note it and tell you first.",
        ),
        "找工作 招聘 培训 零工 就业 work job",
        (text("会什么，想做什么", "What you can do and want to do", must=True),),
        kind="inquiry",
    ),
    Item(
        "policy-life",
        "ask-residence",
        Both("落户、居住证、租房备案", "Residence and tenancy papers"),
        Both("窗口和社区民警", "The counter with the community police"),
        FULL_ANSWER,
        "户口 居住证 租房 备案 落户 身份证 residence",
        (
            choice(
                "想办",
                "What",
                Both("居住证", "Residence permit"),
                Both("落户", "Registration"),
                Both("租房备案", "Tenancy"),
                must=True,
            ),
        ),
        kind="inquiry",
        sla="inquiry",
    ),
    Item(
        "policy-life",
        "ask-disability",
        Both("残疾评定、辅具", "Disability assessment and aids"),
        Both("残联专职委员", "The disability officer"),
        FULL_ANSWER,
        "残疾证 评残 辅具 补贴 disability",
        (choice("要上门吗", "Home visit", Both("要", "Yes"), Both("不用", "No")),),
        kind="inquiry",
        sla="inquiry",
    ),
    Item(
        "policy-life",
        "ask-anything",
        Both("不知道该问谁", "Not sure whom to ask"),
        Both("接待岗", "The front desk"),
        FULL_ANSWER,
        "咨询 怎么办 问一下 政策 question",
        (),
        kind="inquiry",
        sla="inquiry",
    ),
)
