"""Hardship, age, disability, birth."""

from requests.guide_defaults.insurance import HALL
from requests.guide_defaults.shape import Guide, Two

CIVIL = Two("民政", "Civil affairs")
DISABLED = Two("残疾人联合会", "Disabled Persons' Federation")
HEALTH = Two("卫生健康", "Health")

GUIDES = (
    Guide(
        "minimum-living",
        "care",
        Two("最低生活保障申请", "Minimum living allowance"),
        CIVIL,
        "《社会救助暂行办法》",
        Two(
            "共同生活的家庭成员人均收入低于当地低保标准，家庭财产符合规定的家庭；重病、重残的人可以按单人户提出。",
            "Households whose income per head is below the local line and whose property is within the"
            " rules; the gravely ill or disabled may apply alone.",
        ),
        Two(
            "全家的身份证和户口簿\n申请书（窗口有样本，可以代写）\n授权核对家庭经济状况的签字\n"
            "重病、残疾、在校等情况的凭证（有就带）",
            "Identity cards and household register of everybody\nThe application (there is a sample, and it"
            " may be written for you)\nSignatures that allow the finances to be checked\nPapers on"
            " illness, disability, school (if there are any)",
        ),
        Two(
            "向街道（乡镇）提出，也可以请社区代为提交\n核对家庭经济状况，入户调查\n街道审核并公示\n批准后按月打卡发放",
            "Apply to the sub-district, or let the community hand it in\nFinances are checked, somebody"
            " visits\nThe sub-district decides and publishes\nThen paid monthly into an account",
        ),
        Two("一般 30 个工作日内作出决定", "Usually decided within 30 working days"),
        HALL,
        Two(
            "没有办理人员有权要您先开一堆证明：能共享查到的不用交。不批准要书面说明理由，可以复核。收入变了要告诉社区，"
            "不然多领的要退。急难的，同时可以申请临时救助，不用等低保。",
            "Nobody may ask you for a pile of certificates: what the offices share need not be brought. A no"
            " comes in writing with its reason, and can be reviewed. Say so when your income changes,"
            " or what was too much must be given back. In an emergency ask for temporary relief at"
            " the same time.",
        ),
        keywords="低保 困难 救助 补助 吃低保",
    ),
    Guide(
        "temporary-relief",
        "care",
        Two("临时救助申请", "Temporary relief"),
        CIVIL,
        "《国务院关于全面建立临时救助制度的通知》（国发〔2014〕47号）",
        Two(
            "因为火灾、车祸、急病等突发的事，或者必须花的钱突然增加，基本生活一时过不下去的家庭和个人，外地人也可以。",
            "Families and single people whom a fire, an accident, sudden illness or an unavoidable cost"
            " leaves unable to get by for a while; people from elsewhere too.",
        ),
        Two(
            "身份证或其他能证明身份的证件\n说明遭遇的材料，如诊断、事故凭证（急难时可以后补）",
            "Identity card or another paper that shows who you are\nWhat shows what happened, such as a"
            " diagnosis or an accident report (in an emergency it may follow)",
        ),
        Two(
            "打社区电话或直接到窗口\n情况紧急的先给钱给物，后补手续\n一般情况入户了解、审核、公示\n发放救助金或实物，或者转介",
            "Ring the community or come to the counter\nIn an emergency help comes first, paper later\n"
            "Otherwise a visit, a check, publication\nMoney, goods, or the way to another help",
        ),
        Two(
            "急难的 24 小时内先行救助；一般 10 个工作日左右",
            "Emergencies within 24 hours; otherwise about 10 working days",
        ),
        HALL,
        Two(
            "开不了口的，请邻居、网格员替您说一声也算。危险正在发生，先打 110、119、120。",
            "If it is hard to ask, a neighbour or the grid worker may ask for you. If danger is happening"
            " now, ring 110, 119 or 120 first.",
        ),
        keywords="临时救助 急难 救急 困难 大病",
    ),
    Guide(
        "elder-allowance",
        "care",
        Two("高龄津贴申请", "Allowance for the very old"),
        CIVIL,
        "《中华人民共和国老年人权益保障法》",
        Two(
            "户籍在当地、达到当地规定年龄（多数地方从 80 周岁起）的老人。",
            "Old people registered here who have reached the local age (80 in most places).",
        ),
        Two(
            "老人的身份证、户口簿\n老人本人的社会保障卡或银行卡\n家人代办的：代办人身份证和委托书",
            "Identity card and household register\nThe person's own social security or bank card\nIf somebody"
            " else comes: his identity card and a letter of authority",
        ),
        Two(
            "到龄当月可以提出，家人或网格员可以代办\n社区核对年龄和户籍\n街道、区县审核\n按月或按季打到老人的卡上",
            "Apply from the month of the birthday; family or the grid worker may do it\nThe community checks"
            " age and registration\nSub-district and district decide\nPaid monthly or quarterly",
        ),
        Two("一般 20 个工作日内", "Usually within 20 working days"),
        HALL,
        Two(
            "多数地方从批准的当月起发，不补发以前的，所以到龄就办。户口迁走、老人去世要及时告诉社区。不收任何手续费。",
            "Most places pay from the month of approval and nothing for before: apply as soon as the age is"
            " reached. Tell the community of a move or a death. There is no fee whatever.",
        ),
        keywords="高龄 津贴 80岁 老人补贴 长寿",
    ),
    Guide(
        "disability-card",
        "care",
        Two("残疾人证申领", "Disability card"),
        DISABLED,
        "《中华人民共和国残疾人证管理办法》",
        Two(
            "视力、听力、言语、肢体、智力、精神或多重残疾，符合国家残疾标准的人；未满 18 周岁或无民事行为能力的由监护人申请。",
            "People whose sight, hearing, speech, body, intellect or mind (or several) meet the national"
            " standard; guardians apply for minors and those who cannot act for themselves.",
        ),
        Two(
            "身份证、户口簿\n近期白底两寸照片（按当地要求的张数）\n监护人代办的：监护人身份证和关系凭证\n有的话：过去的病历、检查单",
            "Identity card, household register\nRecent two-inch photos on white (as many as the place asks)\n"
            "Guardian: his identity card and what shows the relation\nEarlier medical records, if any",
        ),
        Two(
            "向区县残联提出，社区、街道可以代交\n到指定医院评定（重度、行动不便的可以申请上门）\n公示后发证",
            "Apply to the district federation; the community may hand it in\nAssessment at a named hospital"
            " (at home for those who cannot go)\nPublished, then the card is issued",
        ),
        Two("评定结果出来后一般 20 个工作日左右", "About 20 working days after the assessment"),
        HALL,
        Two(
            "评定医院由残联指定，别自己先去别家做。评定费各地多有减免，先问清楚。证件 10 年一换；等级变了可以申请重新评定。"
            "有了证，护理补贴、生活补贴、辅具要另外申请。",
            "The federation names the hospital: do not go to another first. The fee is often waived: ask."
            " The card is renewed after ten years; a new assessment is possible when things change."
            " Care and living subsidies and aids are asked for separately.",
        ),
        fee=Two(
            "办证免费；评定费问当地残联，多有减免",
            "The card is free; ask about the assessment, it is often waived",
        ),
        keywords="残疾证 残联 评残 残疾人",
    ),
    Guide(
        "disability-subsidy",
        "care",
        Two("残疾人两项补贴申请", "The two subsidies for disabled people"),
        CIVIL,
        "《国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见》（国发〔2015〕52号）",
        Two(
            "生活补贴：有残疾人证、家庭困难（如低保）的人。护理补贴：残疾等级一级、二级、需要长期照护的人。两项可以同时领。",
            "Living subsidy: a disability card and a household in need. Care subsidy: grades one and two with"
            " long-term care. Both can be drawn together.",
        ),
        Two(
            "残疾人证\n身份证、户口簿\n本人的社会保障卡或银行卡\n代办的：代办人身份证和委托书",
            "Disability card\nIdentity card, household register\nYour own social security or bank card\nIf"
            " somebody else comes: his identity card and a letter of authority",
        ),
        Two(
            "向街道提出，社区可以代交，也可以在外地跨省通办\n残联、民政核对\n公示\n按月打卡发放",
            "Apply to the sub-district; the community may hand it in; also possible from another province\n"
            "Federation and civil affairs check\nPublished\nPaid monthly",
        ),
        Two("一般 30 个工作日内", "Usually within 30 working days"),
        HALL,
        Two(
            "补贴从批准的当月或次月起，不主动申请就没有。证件过期会停发，提前三个月换证。",
            "It begins with approval and never by itself. An expired card stops it: renew three months"
            " before.",
        ),
        keywords="残疾 补贴 护理补贴 生活补贴",
    ),
    Guide(
        "birth-registration",
        "care",
        Two("生育登记", "Registering a birth to come"),
        HEALTH,
        "《国务院办公厅关于加快完善生育支持政策体系推动建设生育友好型社会的若干措施》及各省规定",
        Two(
            "怀孕或者刚生育的家庭，在夫妻一方的户籍地或居住地登记；生几个都登记，不审批。",
            "Families expecting or just having a child, where either parent is registered or lives; for"
            " every child, and nobody has to permit it.",
        ),
        Two(
            "身份证（有结婚证的带上，各地要求不同）\n生育服务相关信息由系统核对的不用交",
            "Identity card (marriage certificate where it is asked for)\nWhat the system can look up need not"
            " be brought",
        ),
        Two(
            "网上或到窗口填登记表\n系统核对后当场给登记凭证\n凭证用于生育保险、产检服务等",
            "Fill in the form online or at the counter\nThe record is issued at once\nUse it for maternity"
            " insurance and antenatal care",
        ),
        Two("当场办结", "On the spot"),
        HALL,
        Two(
            "登记不等于落户，也不等于医保：孩子出生后再办出生医学证明、落户、参保，这三样有的地方可以一次联办。",
            "It does not register the child's household or insurance: after the birth come the birth"
            " certificate, the household register and health insurance; some places do the three at"
            " once.",
        ),
        keywords="生育 准生 怀孕 登记 生孩子",
    ),
)
