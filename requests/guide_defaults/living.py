"""Where one lives, and one's rights."""

from requests.guide_defaults.insurance import HALL
from requests.guide_defaults.shape import Guide, Two

POLICE = Two("公安", "Police")
HOUSING = Two("住房和城乡建设", "Housing and construction")
JUSTICE = Two("司法行政", "Justice")
VETERANS = Two("退役军人事务", "Veterans' affairs")
STATION = Two(
    "居住地派出所或街道便民服务中心的公安窗口",
    "The police station of the place you live in, or the"
    " police counter of the sub-district's service centre",
)

GUIDES = (
    Guide(
        "residence-permit",
        "living",
        Two("居住证申领和签注", "Residence permit: issue and yearly endorsement"),
        POLICE,
        "《居住证暂行条例》（国务院令第 663 号）",
        Two(
            "离开常住户口所在地到其他城市居住半年以上，有合法稳定就业、合法稳定住所、连续就读之一的人。",
            "People who have lived for half a year in a city where they are not registered, with a steady job,"
            " a steady home or continuous schooling (one of them).",
        ),
        Two(
            "身份证\n近期证件照\n住所的材料：租房合同、房产证或单位住宿证明（选一样）\n就业或就读的材料（按哪条申请带哪样）",
            "Identity card\nRecent photo\nAbout the home: lease, title deed or the employer's statement (one of"
            " them)\nAbout work or school, if you apply on that ground",
        ),
        Two(
            "先办居住登记，满半年后申领\n窗口或网上提交\n制证后领取\n每年满一年前一个月内签注一次",
            "Register your stay first; apply after half a year\nHand it in at the counter or online\nCollect"
            " the card\nHave it endorsed once a year, in the last month",
        ),
        Two("一般 15 日内制发", "Usually issued within 15 days"),
        STATION,
        Two(
            "没签注只是暂停使用，补签后年限接着算，不作废。有了居住证，孩子上学、参加医保、办港澳通行证等可以在居住地办。",
            "Without the endorsement it only pauses; after it the years go on counting. With it, school,"
            " health insurance and travel documents can be arranged where you live.",
        ),
        fee=Two(
            "首次申领和签注免费；补领换领收工本费的地方以公示为准",
            "First issue and endorsement are free; for a replacement see what is published",
        ),
        is_online=False,
        keywords="居住证 暂住 外来 签注",
    ),
    Guide(
        "newborn-household",
        "living",
        Two("新生儿落户", "Entering a newborn in the household register"),
        POLICE,
        "《中华人民共和国户口登记条例》",
        Two(
            "婴儿出生后，随父亲或母亲登记户口，由户主、亲属或抚养人申报。",
            "After a birth the child is registered with its father or mother; the head of the household, a"
            " relative or whoever brings it up declares it.",
        ),
        Two(
            "出生医学证明\n父母的户口簿、身份证\n结婚证（没有的，按当地规定说明情况）",
            "Birth certificate\nHousehold registers and identity cards of the parents\nMarriage certificate (if"
            " there is none, explain as the place prescribes)",
        ),
        Two(
            "到父亲或母亲户籍地派出所申报，很多地方可以跨省通办或网上办\n核对后当场登记\n接着办医保参保",
            "Declare it where either parent is registered; in many places also from another province or"
            " online\nEntered at once after a check\nGo on with health insurance",
        ),
        Two("材料齐全当场办结", "On the spot if the papers are complete"),
        STATION,
        Two(
            "未婚生育的孩子同样落户，任何人不得设条件。法律规定出生一个月内申报；晚了也能办。名字想好再来，以后改名手续多。",
            "A child of unmarried parents is registered all the same; nobody may set conditions. The law says"
            " within a month; later is possible too. Decide on the name first: changing it takes much"
            " paper.",
        ),
        is_online=False,
        keywords="落户 上户口 新生儿 孩子户口",
    ),
    Guide(
        "public-rental",
        "living",
        Two("公共租赁住房申请", "Public rental housing"),
        HOUSING,
        "《公共租赁住房管理办法》（住房和城乡建设部令第 11 号）",
        Two(
            "在当地没有住房或住房面积低于规定，收入、财产低于规定的家庭；新就业的人和稳定就业的外来人员也可以，条件由当地公布。",
            "Households without a home here, or with one below the set size, whose income and property are"
            " below the line; newly employed and steadily working newcomers too. The place publishes"
            " the conditions.",
        ),
        Two(
            "全家的身份证、户口簿（或居住证）\n收入、住房情况的声明和授权核对书\n婚姻状况材料\n外来人员：劳动合同、社保缴纳记录",
            "Identity cards, household register (or residence permit) of all\nStatement on income and housing,"
            " and leave to check it\nMarital status\nNewcomers: employment contract, insurance record",
        ),
        Two(
            "向街道或住房保障窗口提出，社区可以代交\n多部门核对\n公示\n轮候、配租，签合同",
            "Apply to the sub-district or the housing counter; the community may hand it in\nSeveral offices"
            " check\nPublished\nWait your turn, then sign the lease",
        ),
        Two(
            "审核一般 30 个工作日左右；轮候时间看房源",
            "About 30 working days to decide; the wait depends on the homes there are",
        ),
        HALL,
        Two(
            "没有人能花钱插队；说能办的都是骗子。孤老、重残、大病家庭可以优先。情况变了要按时申报，不然会被收回。也可以选"
            "租赁补贴，自己去租。",
            "Nobody can buy a place in the queue; whoever offers it is cheating. Lone old people, the gravely"
            " disabled and the very ill go first. Declare changes in time or the home is taken back."
            " A rent subsidy is the other choice.",
        ),
        fee=Two(
            "申请免费；租金按当地公布的标准",
            "Applying is free; the rent is what the place publishes",
        ),
        keywords="公租房 廉租房 保障房 租房 住房补贴",
    ),
    Guide(
        "legal-aid",
        "living",
        Two("法律援助申请", "Legal aid"),
        JUSTICE,
        "《中华人民共和国法律援助法》",
        Two(
            "请不起律师的人，遇到追讨工资、工伤、赡养抚养、家庭暴力、请求社保待遇等事项；有些情形不看经济困难。",
            "People who cannot pay a lawyer and must claim wages, injury at work, maintenance, protection from"
            " violence at home, social insurance and the like; in some matters income is not asked.",
        ),
        Two(
            "身份证\n申请表（窗口有，可以口述由人代写）\n经济困难的说明（低保、领救助金等不用）\n跟案情有关的材料，如合同、欠条、判决",
            "Identity card\nThe form (at the counter; it may be dictated)\nA statement on your means (not for"
            " those who receive assistance)\nWhat belongs to the case: contract, IOU, judgment",
        ),
        Two(
            "先打 12348 免费咨询\n到法律援助中心或社区法律服务点提交\n审查，批准后指派律师\n律师联系您",
            "Ring 12348 first, it is free\nHand it in at the legal aid centre or the community's legal point\n"
            "It is checked, then a lawyer is named\nThe lawyer gets in touch",
        ),
        Two("收到申请 7 日内决定，3 日内指派", "Decided within 7 days, a lawyer named within 3"),
        Two(
            "区县法律援助中心；社区法律服务点每周有人",
            "The district's legal aid centre; the community's legal point once a week",
        ),
        Two(
            "诉讼时效有期限，别拖。追讨劳动报酬、见义勇为、遭受家暴等不受经济困难条件限制。法律援助不收费，律师另外要钱可以举报。",
            "Claims expire: do not wait. For wages, courage in helping others, violence at home and more,"
            " means are not asked. Legal aid costs nothing: report a lawyer who wants money.",
        ),
        is_online=False,
        link_name="中国法律服务网",
        link_url="https://www.12348.gov.cn/",
        keywords="律师 打官司 欠薪 讨薪 法律",
    ),
    Guide(
        "veteran-card",
        "living",
        Two("退役军人、其他优抚对象优待证", "Card for veterans and their families"),
        VETERANS,
        "《退役军人、其他优抚对象优待证管理办法（试行）》",
        Two(
            "依法退役的军人，以及烈士遗属、因公牺牲军人遗属、病故军人遗属。",
            "Those who have left the forces by law, and the families of those who died for the country, on"
            " duty or of illness in service.",
        ),
        Two(
            "身份证、户口簿\n退役证件或者相关身份材料（没有的由部门查档）\n近期证件照",
            "Identity card, household register\nDischarge paper or what shows the standing (if lost, the office"
            " looks in the files)\nRecent photo",
        ),
        Two(
            "网上或到街道退役军人服务站提出\n核对建档立卡信息\n审核、制证\n本人到银行激活领取",
            "Apply online or at the veterans' station of the sub-district\nYour record is checked\nDecided and"
            " made\nCollect and activate it at the bank in person",
        ),
        Two("一般两到三个月（制卡在内）", "Usually two to three months, making the card included"),
        Two(
            "街道退役军人服务站；社区可以代交材料",
            "The veterans' station of the sub-district; the community may hand papers in",
        ),
        Two(
            "先看建档立卡里的信息对不对，错了先更正。年纪大、走不动的，服务站可以上门采集。证只能本人用。",
            "Look first whether your record is right and have it mended. For those who cannot walk the station"
            " comes home. Only the holder may use the card.",
        ),
        keywords="退役 军人 优待证 老兵 烈属",
    ),
)
