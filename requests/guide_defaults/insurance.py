"""Pension, health insurance, work."""

from requests.guide_defaults.shape import Guide, Two

HRSS = Two("人力资源和社会保障", "Human resources and social security")
MEDICAL = Two("医疗保障", "Healthcare security")
HALL = Two(
    "社区便民服务窗口；也可以到街道（乡镇）便民服务中心",
    "The community's service counter, or the service centre of the sub-district or township",
)
SOCIAL_CARD = "国家社会保险公共服务平台"
SOCIAL_URL = "https://si.12333.gov.cn/"
HEALTH_PORTAL = "国家医保服务平台"
HEALTH_URL = "https://fuwu.nhsa.gov.cn/"

GUIDES = (
    Guide(
        "pension-enrol",
        "insurance",
        Two("城乡居民养老保险参保登记", "Enrolling in the residents' pension scheme"),
        HRSS,
        "《国务院关于建立统一的城乡居民基本养老保险制度的意见》（国发〔2014〕8号）",
        Two(
            "年满 16 周岁（在校学生不算），不是机关事业单位的人，也没有参加职工养老保险，在户籍地参保。",
            "Anybody aged 16 or over who is not a student at school, does not work for a public body"
            " and is not in the employees' scheme. One enrols where the household is registered.",
        ),
        Two(
            "居民身份证原件和复印件\n户口簿原件（首页和本人页复印件）\n本人的社会保障卡或银行卡\n"
            "一寸白底照片（当地要求的才带，常见是 3 张）",
            "Identity card, original and copy\nHousehold register, original (copy of the first page"
            " and your own page)\nYour social security card or bank card\nPassport-size photos on a"
            " white background (only where the place asks for them; three is common)",
        ),
        Two(
            "在窗口填参保登记表，选一个缴费档次\n窗口核对身份和是否重复参保\n登记成功后按年缴费，可以扣款，也可以自己缴\n"
            "缴费后查一次到账记录",
            "Fill in the form at the counter and choose a yearly amount\nThe counter checks who you are"
            " and that you are not insured twice\nPay each year, by debit or yourself\nCheck once that"
            " the payment has arrived",
        ),
        Two(
            "材料齐全当场登记；缴费后一般几天到账",
            "On the spot if the papers are complete; a payment shows within some days",
        ),
        HALL,
        Two(
            "以前在别处参加过的，先说清楚，免得重复。缴费满 15 年、年满 60 周岁才能按月领取；缴得早、缴得多、缴得久，"
            "领得多。困难群众有人代缴，先问社区。缴费档次和政府补贴各地不一样，以窗口公布的为准。",
            "Say first if you were insured elsewhere, so that you do not pay twice. The monthly pension"
            " begins at 60 with 15 years paid; paying early, more and longer brings more. For people"
            " in hardship somebody else may pay: ask the community. Amounts and subsidies differ from"
            " place to place; what the counter publishes holds.",
        ),
        fee=Two(
            "登记免费；保险费按所选档次每年缴", "Enrolling is free; the premium is what you chose"
        ),
        link_name=SOCIAL_CARD,
        link_url=SOCIAL_URL,
        keywords="养老保险 社保 参保 城乡居保 交养老",
    ),
    Guide(
        "pension-claim",
        "insurance",
        Two("城乡居民养老金申领", "Claiming the residents' pension"),
        HRSS,
        "《城乡居民基本养老保险经办规程》",
        Two(
            "年满 60 周岁，累计缴费满 15 年（制度实施时已经年龄较大的人按当地衔接办法），没有领别的基本养老金。",
            "Aged 60, with 15 years paid in all (people who were older when the scheme began follow the"
            " local rule), and receiving no other basic pension.",
        ),
        Two(
            "居民身份证原件和复印件\n户口簿原件\n本人的社会保障卡（要先激活金融功能）\n缴费年限不够的，补缴凭证",
            "Identity card, original and copy\nHousehold register, original\nYour social security card"
            " (with its bank function activated)\nIf years are missing: the receipt for paying them in",
        ),
        Two(
            "满 60 周岁前一个月到窗口提出\n窗口核对缴费年限，缺的当场算补缴多少\n签字确认领取标准\n次月起发到社会保障卡",
            "Apply at the counter a month before turning 60\nThe counter counts the years and works out"
            " what is missing\nSign the amount you will receive\nPaid into the card from the month after",
        ),
        Two(
            "一般 20 个工作日内核定，次月发放",
            "Usually decided within 20 working days, paid from the next month",
        ),
        HALL,
        Two(
            "晚申请不会少，但要自己提出来才开始核发。卡没有激活是最常见的退回原因，先去银行激活。领取后每年要做一次"
            "待遇资格认证。行动不便的，打社区电话，可以上门。",
            "Applying late loses nothing, but nothing is paid before you apply. A card that was never"
            " activated is the usual reason for a return: go to the bank first. Once a year you"
            " confirm that you are still entitled. If you cannot come, ring the community: somebody"
            " comes to you.",
        ),
        link_name=SOCIAL_CARD,
        link_url=SOCIAL_URL,
        keywords="养老金 领取 退休 60岁 申领",
    ),
    Guide(
        "pension-alive",
        "insurance",
        Two("养老待遇资格认证", "Yearly confirmation for pensioners"),
        HRSS,
        "人力资源社会保障部关于社会保险待遇领取资格认证的规定",
        Two(
            "正在领城乡居民养老金或职工养老金的人，一年一次。",
            "Whoever draws a residents' or employees' pension, once a year.",
        ),
        Two(
            "居民身份证或社会保障卡（自助认证只要本人刷脸）",
            "Identity card or social security card (on a phone only your own face)",
        ),
        Two(
            "能用手机的，在官方平台刷脸认证\n不用手机的，带证件到窗口，工作人员当场认证\n走不了路的，打社区电话预约上门",
            "With a phone: confirm by face on the official platform\nWithout one: bring your card to the"
            " counter\nIf you cannot walk: ring the community for a visit",
        ),
        Two("当场办结", "On the spot"),
        HALL,
        Two(
            "超过 12 个月没认证，待遇会先暂停；补认证后，停的月份一起补发，不会没有。认证不收钱、不要密码、不要验证码，"
            "谁向您要都是骗人的。",
            "After twelve months without it the payment pauses; once you confirm, the missed months are"
            " paid together. It costs nothing and nobody needs a password or a code from you: whoever"
            " asks for one is cheating.",
        ),
        is_online=False,
        link_name=SOCIAL_CARD,
        link_url=SOCIAL_URL,
        keywords="认证 刷脸 生存认证 资格认证 养老金停发",
    ),
    Guide(
        "medical-enrol",
        "insurance",
        Two("城乡居民医保参保缴费", "Residents' health insurance: enrolling and paying"),
        MEDICAL,
        "《基本医疗保险参保管理经办规程（暂行）》",
        Two(
            "没有参加职工医保的城乡居民，包括老人、学生、孩子和新生儿；在户籍地或者居住证所在地参保。",
            "Residents outside the employees' scheme: the old, pupils, children, newborn babies; where"
            " the household is registered or the residence permit was issued.",
        ),
        Two(
            "居民身份证或户口簿\n在外地参保的，居住证\n新生儿：出生医学证明、户口簿\n享受资助的人群：对应的证件（如低保证、残疾人证）",
            "Identity card or household register\nIf registered elsewhere: residence permit\nNewborn: birth"
            " certificate, household register\nFor subsidised groups: the paper that says so (minimum"
            " living allowance, disability card)",
        ),
        Two(
            "集中缴费期（多在 9 月到 12 月）登记并缴费\n线上缴，或到窗口、银行缴\n缴费后查参保状态",
            "Enrol and pay in the yearly period (mostly September to December)\nPay online, at the counter"
            " or at a bank\nThen check that you are insured",
        ),
        Two(
            "当场登记，次年 1 月 1 日起享受", "At once; cover begins on 1 January of the next year"
        ),
        HALL,
        Two(
            "错过集中期再缴，有等待期，等待期里的费用不报。新生儿出生 90 天内参保缴费的，从出生起报销。断缴会影响"
            "以后的待遇。缴费标准每年公布。",
            "Paying late brings a waiting time in which nothing is paid. A baby insured within 90 days is"
            " covered from birth. A gap lowers later benefits. The amount is published each year.",
        ),
        fee=Two("按当年公布的个人缴费标准", "The personal share published for the year"),
        link_name=HEALTH_PORTAL,
        link_url=HEALTH_URL,
        keywords="医保 新农合 缴费 合作医疗 参保 孩子医保",
    ),
    Guide(
        "medical-elsewhere",
        "insurance",
        Two("异地就医备案", "Treatment in another region: registering first"),
        MEDICAL,
        "《基本医疗保险跨省异地就医直接结算经办规程》",
        Two(
            "参加了基本医保，要到参保地以外长期居住，或者临时去外地看病的人。",
            "Insured people who live elsewhere for long, or travel elsewhere to see a doctor.",
        ),
        Two(
            "医保电子凭证、身份证或社会保障卡\n长期居住的：居住证、户口簿或承诺书（选一样）\n转诊的：转诊单",
            "Electronic health insurance code, identity card or social security card\nLong stay: residence"
            " permit, household register or a signed statement (one of them)\nReferral: the referral slip",
        ),
        Two(
            "在平台上选就医地、备案类型、起止时间\n上传材料或签承诺书\n备案成功后在定点医院直接刷卡结算",
            "On the platform choose the place, the kind and the dates\nUpload the paper or sign the"
            " statement\nThen pay directly by card at a designated hospital",
        ),
        Two("多数当场生效", "Mostly at once"),
        Two(
            "全国统一平台网上办；不会用手机的到社区，有人陪着办",
            "Online for the whole country; without a"
            " phone come to the community, somebody does it with you",
        ),
        Two(
            "先备案再住院，报得多、不用垫钱；急诊抢救视同备案。出院没结算前还可以补办。医院要是跨省联网的定点医院，"
            "住院前查一下。",
            "Register before admission: you get more back and pay nothing in advance; an emergency counts"
            " as registered. It can be mended until the bill is settled. Check first that the hospital"
            " is designated.",
        ),
        is_online=False,
        link_name=HEALTH_PORTAL,
        link_url=HEALTH_URL,
        keywords="异地就医 外地看病 备案 跨省 住院",
    ),
    Guide(
        "job-hardship",
        "insurance",
        Two("就业困难人员认定", "Recognised as somebody who finds work hard to get"),
        HRSS,
        "《就业服务与就业管理规定》",
        Two(
            "在劳动年龄内、有劳动能力、想工作又难找到工作的登记失业人员，如年龄较大、残疾、家里没有一个人上班、失业很久。",
            "Registered unemployed people of working age who are able and willing but find nothing: older,"
            " disabled, in a household where nobody works, without work for long.",
        ),
        Two(
            "居民身份证或社会保障卡\n失业登记（没有的当场办）\n属于哪一类的证明，如残疾人证、低保证；能查到的不用交",
            "Identity card or social security card\nUnemployment registration (done on the spot if"
            " missing)\nThe paper for your group, such as a disability card; what can be looked up need"
            " not be brought",
        ),
        Two(
            "在窗口登记失业、提出认定\n社区核实情况\n街道审核后公示\n认定后对接岗位、补贴和培训",
            "Register as unemployed and ask for recognition\nThe community looks at the situation\nThe"
            " sub-district checks and publishes it\nThen jobs, subsidies and training are arranged",
        ),
        Two("一般 20 个工作日内（含公示）", "Usually within 20 working days, publication included"),
        HALL,
        Two(
            "认定以后，灵活就业可以申请社保补贴，单位招用有补贴，也可以报公益性岗位。各地的年龄和时间条件不同，先问窗口"
            "再准备材料。",
            "Once recognised you may ask for a social insurance subsidy when working for yourself, an"
            " employer gets one too, and community posts open up. Age and time limits differ: ask the"
            " counter before you collect papers.",
        ),
        keywords="就业 失业 困难 公益性岗位 补贴 找工作",
    ),
)
