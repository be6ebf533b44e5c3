"""What hangs on the walls: for the days of the story, and for the year before."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    category: str
    title: str
    title_en: str
    body: str
    body_en: str
    days_ago: int = 0
    grids: tuple[int, ...] = ()
    important: bool = False
    lasts_days: int = 30


WATER = Text(
    "notice",
    "{date} 9:00–12:00 东区停水，请提前接水",
    "Water off in the east part on {date_en}, 9:00 to 12:00",
    "管网检修，影响东区 1 至 6 号楼。请提前接一盆水，来水后先放一放浑水。"
    "家里有老人、婴儿需要送水的，打服务电话 0600-55500123。",
    "The mains are being repaired; buildings East 1 to 6 are affected. Please keep some water. "
    "Where there are old people or babies, call 0600-55500123 and we bring water.",
    grids=(4, 7, 8),
    important=True,
    lasts_days=7,
)
CURRENT = (
    Text(
        "safety",
        "电动自行车请到车棚充电，不要进楼道",
        "Please charge electric bicycles in the sheds, never in stairwells",
        "西区、东区、新桥公寓的车棚都能充，每小时一角。楼道里充电会被劝走；"
        "车棚离家远的，告诉网格员，我们再加一处。",
        "There are sheds in all three estates, ten cents an hour. If yours is far away, tell your "
        "grid worker and we will add one.",
        days_ago=6,
        important=True,
    ),
    Text(
        "activity",
        "周日上午小广场修理摊：雨伞、台灯、拉链",
        "Sunday morning repair stall: umbrellas, lamps, zips",
        "9:30 开始，不用报名，修不好不收钱。想来搭把手的邻居，到志愿者驿站说一声。",
        "From 9:30, no need to register, no repair no fee. Neighbours who want to lend a hand are "
        "welcome.",
        days_ago=2,
        lasts_days=10,
    ),
    Text(
        "finance",
        "上季度社区经费收支公开",
        "Income and expenses of the last quarter",
        "收入 86,420 元，支出 71,305 元，结余转下季度。明细贴在服务大厅一层，也可以来查原始票据。",
        "Income 86,420 yuan, expenses 71,305 yuan; the rest is carried over. Details hang in the "
        "service hall, and the receipts may be seen.",
        days_ago=11,
        lasts_days=90,
    ),
    Text(
        "policy",
        "高龄津贴今年起按月发，不用每年再申请",
        "The allowance for people over 80 now comes monthly, without applying again",
        "80 岁以上、户籍在本区的老人，办过一次就行。银行卡换了的，请带身份证到窗口改。",
        "Who is over 80 and registered in the district applies once. If your bank card changed, "
        "please bring your ID to the desk.",
        days_ago=17,
        lasts_days=120,
    ),
)
WITHDRAWN = Text(
    "service",
    "本周六上午社区医院来义诊",
    "Free medical check on Saturday morning",
    "量血压、测血糖、看腿脚，8:30 起在日间照料室。",
    "Blood pressure, blood sugar, joints; from 8:30 in the day care room.",
    days_ago=3,
)
WITHDRAWN_WHY = "医院改了日期，时间定了再通知"
WAITING = Text(
    "policy",
    "残疾人两项补贴年审，请在月底前办",
    "Yearly review of the two disability allowances, by the end of the month",
    "本人或家人带残疾证、身份证到服务大厅；来不了的，网格员上门办。",
    "Bring the disability card and ID to the service hall, or ask your grid worker to come.",
)
DRAFT = Text(
    "notice",
    "3 号楼二单元楼道灯换成感应灯",
    "Motion lights in the stairwell of East 3, unit 2",
    "后天上午换，大约四十分钟，期间楼道会暗一些，老人请晚点下楼。",
    "The day after tomorrow in the morning, about forty minutes; it will be dark meanwhile.",
    grids=(7,),
)
FOR_GROUPS = Text(
    "notice",
    "07 网格联户长碰头会改到周四晚上",
    "The meeting of group leaders of grid 07 moves to Thursday evening",
    "19:30，居民议事厅。请联户长转告组里没有手机的老人：家里水龙头漏水的，先记下来。",
    "19:30 in the council room. Leaders, please tell those who have no telephone.",
    days_ago=1,
)
ELSEWHERE = Text(
    "notice",
    "服务大厅下周一上午盘点，下午照常",
    "The service hall takes stock on Monday morning and opens in the afternoon",
    "急事请打服务电话，有人接。",
    "For urgent things please call, somebody will answer.",
    days_ago=4,
)

EVERY_MONTH = (
    Text(
        "finance",
        "{month}社区经费收支公开",
        "Community income and expenses of {month_en}",
        "明细贴在服务大厅一层，公示五天，有疑问可以当面问，也可以打电话。",
        "Details hang in the service hall for five days; please ask in person or by telephone.",
        lasts_days=60,
    ),
    Text(
        "activity",
        "{month}活动一览：手机课堂、绘本角、修理摊",
        "Activities in {month_en}: phone class, picture books, repair stall",
        "每周三下午手机课堂，周五傍晚绘本角，最后一个周日修理摊。不用报名。",
        "Phone class on Wednesdays, picture books on Fridays, repair stall on the last Sunday.",
        lasts_days=31,
    ),
    Text(
        "safety",
        "{month}消防和用电检查，网格员会敲门",
        "Fire and electricity check in {month_en}: your grid worker will knock",
        "看燃气软管、插线板、楼道杂物。不进卧室，不拍照片；不方便就另约。",
        "Gas hoses, sockets, things left in stairwells. No bedrooms, no photos; or make a date.",
        lasts_days=31,
    ),
    Text(
        "relief",
        "{month}临时救助和物资发放公开",
        "Relief and goods given out in {month_en}",
        "按户数公开，不写姓名。对发放有意见的，请向居务监督委员会说。",
        "By number of households, without names. Objections go to the oversight committee.",
        lasts_days=60,
    ),
)
