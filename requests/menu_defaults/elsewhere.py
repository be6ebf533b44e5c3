"""What the community does not do, and who does: emergencies, petitions, the twenty certificates.

民发〔2020〕20号 lists the certificates a residents' committee must not issue. Whoever comes for one
is told where it is issued, instead of being sent away.
"""

from requests.menu_defaults.shape import Both, Item

AGENT = Both(
    "跑不动的，社区帮办员陪您去或者替您问，不收钱。",
    "If the way is hard, our agent goes with you or asks for you, free of charge.",
)
AFTER = Both(
    "打完电话再告诉网格员，后面的事社区接着跟。",
    "Tell the grid worker afterwards; the community takes care of what follows.",
)
POLICE = Both("公安派出所", "The police station")


def emergency(number: str, name: Both, who: Both, advice: Both, keywords: str) -> Item:
    return Item(
        "hazard-now",
        f"call-{number}",
        name,
        who,
        AFTER,
        keywords,
        answer="elsewhere",
        advice=advice,
        call=number,
        sla="urgent",
        priority=1,
    )


def elsewhere(code: str, name: Both, who: Both, advice: Both, keywords: str) -> Item:
    return Item(
        "neighbours-elsewhere",
        code,
        name,
        who,
        AGENT,
        keywords,
        answer="elsewhere",
        advice=advice,
        kind="inquiry",
        sla="inquiry",
    )


def certificate(code: str, zh: str, en: str, who: Both, advice: Both, keywords: str = "") -> Item:
    return Item(
        "policy-papers",
        f"paper-{code}",
        Both(zh, en),
        who,
        AGENT,
        keywords,
        answer="elsewhere",
        advice=advice,
        kind="inquiry",
        sla="inquiry",
        priority=4,
    )


EMERGENCIES = (
    emergency(
        "110",
        Both("有人动手、被偷、走失", "Violence, theft, a missing person"),
        Both("公安 110", "Police 110"),
        Both(
            "先打 110，说清在哪个小区几号楼。不方便说话，可以发短信到 12110。",
            "Call 110 first and say which estate and building. If you cannot speak, text 12110.",
        ),
        "报警 打人 家暴 小偷 走丢 诈骗 police",
    ),
    emergency(
        "119",
        Both("着火、冒烟、被困", "Fire, smoke, somebody trapped"),
        Both("消防 119", "Fire service 119"),
        Both(
            "先打 119。弯腰捂住口鼻往下走，不坐电梯；出不去就关门、堵缝、到窗口喊。",
            "Call 119 first. Stoop, cover nose and mouth, take the stairs; if you cannot get out,"
            " shut the door, seal the gaps, and shout from the window.",
        ),
        "火灾 失火 冒烟 煤气泄漏 困在电梯 fire",
    ),
    emergency(
        "120",
        Both("突然发病、受重伤", "Sudden illness or injury"),
        Both("急救 120", "Ambulance 120"),
        Both(
            "先打 120，别挂电话，照接线员说的做；派一个人到小区门口接车。",
            "Call 120 first and stay on the line; send somebody to the gate to meet the ambulance.",
        ),
        "急救 救护车 晕倒 中风 心脏 摔伤 ambulance",
    ),
    emergency(
        "122",
        Both("撞车、车挡了路", "A road accident, a blocked car"),
        Both("交警 122", "Traffic police 122"),
        Both(
            "先打 122；有人受伤同时打 120。没人受伤的，拍照后把车挪到路边。",
            "Call 122 first, and 120 if anybody is hurt. If nobody is, take photos and move aside.",
        ),
        "交通事故 撞车 挪车 车祸 accident",
    ),
)

PROCEDURES = (
    elsewhere(
        "petition",
        Both("信访", "A petition"),
        Both("信访局和责任单位", "The petitions office"),
        Both(
            "信访事项请到区信访局，或在国家信访局网站、手机信访上提。\n"
            "已经在信访程序里的事，社区不另外受理，免得两边答复不一样。",
            "Please go to the district petitions office, or file on the national petitions site.\n"
            "What is already in that procedure is not taken up twice.",
        ),
        "上访 申诉 反映 信访局 petition",
    ),
    elsewhere(
        "litigation",
        Both("已经在打官司、仲裁", "In court or arbitration"),
        Both("法院、仲裁委员会", "The court or the arbitration board"),
        Both(
            "已经立案的事由法院、仲裁委员会办，诉讼服务热线 12368。\n"
            "没有请律师又有困难的，可以打 12348 申请法律援助；想先谈谈的，点“家里人闹矛盾”或调解。",
            "What is before the court stays there; the court hotline is 12368.\n"
            "Without means for a lawyer call 12348 for legal aid; to talk first, order a"
            " mediation.",
        ),
        "诉讼 起诉 法院 仲裁 判决 执行 court",
    ),
    elsewhere(
        "discipline",
        Both("复议、信息公开、监察", "Review, disclosure, supervision"),
        Both("作出决定的机关的上级", "The authority above"),
        Both(
            "对行政决定不服：向上一级机关或同级政府申请复议。要政府文件：向该机关申请信息公开。\n"
            "公职人员违纪：打 12388。",
            "Against a decision: ask the authority above to review it. For documents: ask that"
            " authority.\nMisconduct of officials: call 12388.",
        ),
        "行政复议 信息公开 纪委 监委 review",
    ),
)

CERTIFICATES = (
    certificate(
        "kinship",
        "亲属关系证明",
        "Proof of kinship",
        Both("派出所、公证处", "Police station or notary"),
        Both(
            "户口簿、结婚证、出生医学证明能说明的，不用再开。\n"
            "曾在一个户口上的，到户籍派出所；出国、继承要用的，到公证处。",
            "Household register, marriage or birth certificate are enough.\n"
            "Once in one register: the police station. For abroad or inheritance: a notary.",
        ),
        "开亲属关系证明 父子 母女 我妈是我妈",
    ),
    certificate(
        "identity",
        "居民身份信息证明",
        "Proof of identity",
        POLICE,
        Both(
            "身份证、户口簿、护照就是证明。丢了或信息对不上的，到户籍派出所开。",
            "Identity card, register or passport prove it. If lost or different: the police.",
        ),
        "开身份证明 同一人 曾用名",
    ),
    certificate(
        "register-change",
        "户口登记项目内容变更申请证明",
        "Change of an entry in the register",
        POLICE,
        Both(
            "直接到户籍派出所申请，带户口簿、身份证和改的依据，不用社区先开证明。",
            "Apply at the police station with register, card and grounds; nothing from us first.",
        ),
        "改名字 改年龄 改民族 户口变更",
    ),
    certificate(
        "dog",
        "居民养犬证明",
        "Dog licence",
        Both("公安养犬登记点", "Dog registration of the police"),
        Both(
            "带身份证、住房证明、免疫证到公安的养犬登记点办。",
            "Bring card, proof of housing and vaccination to the dog registration of the police.",
        ),
        "养狗证 狗证 办狗牌",
    ),
    certificate(
        "no-crime",
        "无犯罪记录证明",
        "Certificate of no criminal record",
        POLICE,
        Both(
            "到户籍地或居住地派出所开，也可以在公安政务服务平台网上申请，一般 3 个工作日。\n"
            "带身份证；单位要的，带上单位的介绍信或录用通知。",
            "At the police station of your register or residence, or online; about three working"
            " days.\nBring your identity card and, if an employer asks, its letter.",
        ),
        "开无犯罪证明 无犯罪记录 政审 背景调查 criminal record",
    ),
    certificate(
        "rehabilitation",
        "社区戒毒、社区康复人员情况（表现）证明",
        "Statement on community drug rehabilitation",
        Both("街道禁毒办、派出所", "The subdistrict's drug control office"),
        Both(
            "由执行社区戒毒、社区康复的街道办事处出具，带身份证和协议。",
            "Issued by the subdistrict that carries it out; bring your card and the agreement.",
        ),
        "戒毒 康复 表现证明",
    ),
    certificate(
        "missing",
        "人员失踪证明",
        "Proof that a person is missing",
        Both("派出所、法院", "Police station and court"),
        Both(
            "人刚走失请马上打 110。要法律上认定的，向法院申请宣告失踪。",
            "If somebody has just gone missing call 110. For the law the court declares it.",
        ),
        "失踪 走失 下落不明",
    ),
    certificate(
        "marriage",
        "婚姻状况证明",
        "Proof of marital status",
        Both("民政婚姻登记处", "Marriage registry"),
        Both(
            "结婚证、离婚证就是证明。丢了的到婚姻登记处补；出国要用的到公证处，"
            "单身一般自己签声明。",
            "The marriage or divorce certificate is the proof; the registry replaces it. For abroad"
            " a notary; being single is usually declared by yourself.",
        ),
        "单身证明 未婚证明 离婚证明",
    ),
    certificate(
        "birth",
        "出生证明",
        "Proof of birth",
        Both("接生的医院", "The hospital of birth"),
        Both(
            "《出生医学证明》由接生的医院签发，丢了到原医院或区卫健部门补。",
            "The birth certificate is issued by the hospital; it or the health office replaces it.",
        ),
        "出生医学证明 补出生证",
    ),
    certificate(
        "alive",
        "健在证明",
        "Proof of being alive",
        Both("社保经办机构、公证处", "Social insurance office or notary"),
        Both(
            "领养老金的在“掌上12333”刷脸认证，不用证明；刷不了的社区帮您约上门认证。"
            "国外要的到公证处。",
            "For a pension use the face check in the 12333 app; if it fails we arrange a visit."
            " For abroad: a notary.",
        ),
        "生存证明 活着 养老认证 健在",
    ),
    certificate(
        "death",
        "死亡证明",
        "Proof of death",
        Both("医院、社区卫生服务中心、派出所", "Hospital, health centre or police"),
        Both(
            "在医院去世的由医院开；在家正常去世的，打社区卫生服务中心上门；不正常的先打 110。",
            "In hospital: the hospital. At home: the health centre comes. If in doubt: call 110.",
        ),
        "去世 过世 死亡医学证明 销户",
    ),
    certificate(
        "illness",
        "疾病状况证明",
        "Proof of illness",
        Both("看病的医院", "The hospital"),
        Both(
            "由看病的医院开诊断证明或复印病历。申请救助要的，社区直接看您的诊断书。",
            "The hospital writes the diagnosis or copies the record; for relief we read that.",
        ),
        "诊断证明 生病证明 病历",
    ),
    certificate(
        "disability",
        "残疾状况证明",
        "Proof of disability",
        Both("残联", "Disabled persons' federation"),
        Both(
            "残疾人证就是证明。没有的到区残联申请评定，走不动的可以上门评。",
            "The disability card proves it; without one the federation assesses, also at home.",
        ),
        "残疾证明 评残 残疾人证",
    ),
    certificate(
        "childbearing",
        "婚育状况证明",
        "Marital and childbearing status",
        Both("街道卫健、民政婚姻登记处", "Health office and marriage registry"),
        Both(
            "生育登记在网上或街道卫健窗口办；婚姻情况看结婚证、离婚证。单位要的，自己写承诺就行。",
            "Births are registered online or at the subdistrict; marriage by its certificate."
            " For employers your own statement will do.",
        ),
        "计生证明 生育证明 准生 婚育",
    ),
    certificate(
        "employment",
        "居民就业状况证明",
        "Proof of employment status",
        Both("人社部门、用人单位", "Labour office or employer"),
        Both(
            "在职的由单位开；没工作的凭《就业创业证》，到街道人社窗口或网上查社保记录。",
            "Employed: the employer. Otherwise the employment card or your insurance record.",
        ),
        "就业证明 失业证明 无业 在职证明",
    ),
    certificate(
        "file",
        "居民个人档案证明",
        "Proof about a personal file",
        Both("存档案的单位", "Whoever keeps the file"),
        Both(
            "到存档案的单位或人才服务中心开；不知道在哪里的，打 12333 查。",
            "Whoever keeps your file, or the talent service centre; ask 12333 where it is.",
        ),
        "档案 人事档案 存档",
    ),
    certificate(
        "property",
        "居民财产证明",
        "Proof of property",
        Both("不动产登记、车管所、银行", "Land registry, vehicle office, bank"),
        Both(
            "房子到不动产登记中心查，车到车管所，存款到银行，都可以本人当场打印。",
            "Homes: land registry. Cars: vehicle office. Savings: the bank. All print at once.",
        ),
        "房产证明 无房证明 收入证明 存款",
    ),
    certificate(
        "inheritance",
        "遗产继承权公证证明",
        "Proof of the right to inherit",
        Both("公证处、法院", "Notary or court"),
        Both(
            "没有争议的到公证处办继承公证；谈不拢的可以先点调解，再不行向法院起诉。",
            "Undisputed: a notary. In dispute: first a mediation, then the court.",
        ),
        "继承 遗产 遗产继承权证明 过户",
    ),
    certificate(
        "premises",
        "市场主体住所证明",
        "Proof of business premises",
        Both("市场监管部门", "Market regulator"),
        Both(
            "登记时自己填住所申报承诺书，附租房合同或房产证，直接交市场监管窗口。",
            "Declare it yourself with lease or title, at the counter of the market regulator.",
        ),
        "营业执照 经营场所 住改商 开店",
    ),
    certificate(
        "lost",
        "证件遗失证明",
        "Proof that a document was lost",
        Both("发证的机关", "Whoever issued it"),
        Both(
            "丢了什么证，到发证的机关挂失补办；身份证到任意派出所，社保卡打 12333，不用先开证明。",
            "Report and replace it where it was issued: identity card at any police station,"
            " social security card by 12333. No paper from us first.",
        ),
        "身份证丢了 丢失 挂失 补办",
    ),
)

ITEMS = EMERGENCIES + PROCEDURES + CERTIFICATES
