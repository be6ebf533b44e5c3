"""What people of the town wished for, as they said it, and as it hangs on the wall."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wished:
    """`by` is an account; without one the front desk wrote it down for `called`.

    `stage`: new, waiting, overdue, taken, fulfilled or answered.
    """

    said: str
    help: str
    stage: str
    text: str = ""
    who: str = ""
    by: str = ""
    called: str = ""
    grid: int = 1
    result: str = ""
    thanks: str = ""
    thanks_on_wall: str = ""
    reply: str = ""


WISHES = (
    Wished(
        "孙子在贵阳念大学，我想学会用手机跟他视频，学得慢，要有耐心的人教。",
        "teach",
        "waiting",
        "想有人教我用手机跟外地念书的孩子视频。眼睛还行，就是学得慢。",
        "一位奶奶",
        called="莫奶奶",
        grid=5,
    ),
    Wished(
        "家里有一百多本小人书，都是我年轻时买的，想送给会爱惜的孩子。",
        "give",
        "waiting",
        "攒了半辈子的小人书，想送给会爱惜的孩子，一本一本讲给他听也行。",
        "一位爷爷",
        by="陈长贵",
    ),
    Wished(
        "外婆坐轮椅，单元门口有三级台阶，想有块能收起来的斜坡板。",
        "make",
        "waiting",
        "门口几级台阶，轮椅下不去。想有一块能收起来的斜坡板。",
        "一家人",
        by="林晚",
    ),
    Wished(
        "我会理发，三十年手艺，想每个月有一天给走不动路的人剪头，要个帮手。",
        "company",
        "waiting",
        "会剪头发，想每月有一天给走不动路的邻居剪，找个人搭伙。",
        "一位师傅",
        by="韩立诚",
    ),
    Wished(
        "女儿五月要体育中考，想借一副秒表，用到六月。",
        "lend",
        "waiting",
        "孩子要准备体育考试，想借一副秒表，用完就还。",
        "一位妈妈",
        called="杨女士",
        grid=2,
    ),
    Wished(
        "刚搬来新桥公寓，孩子六年级，上学路上要过两个路口，想找个同龄的一起走。",
        "company",
        "waiting",
        "刚搬来，孩子想找个同龄的伙伴一起走路上学。",
        "一家人",
        called="罗先生",
        grid=10,
    ),
    Wished(
        "老伴走了以后留下一盆兰花，叶子发黄，想请懂花的人来看看。",
        "time",
        "fulfilled",
        "阳台上有盆很珍惜的兰花，叶子发黄，想请懂的人来看看。",
        "一位奶奶",
        called="王奶奶",
        grid=3,
        result="换了盆和土，写了一张几天浇一次的纸条贴在窗上",
        thanks="换了盆，说是水浇多了，现在冒了一个新芽，老头子要是看见该高兴了",
        thanks_on_wall="换了盆，说是水浇多了。现在冒了一个新芽。",
    ),
    Wished(
        "想听一次真的二胡，不是收音机里的，我以前在文工团听过。",
        "time",
        "fulfilled",
        "想听一次真的二胡，不是收音机里的。",
        "一位爷爷",
        called="赵大爷",
        grid=9,
        result="带着二胡上门拉了一下午",
        thanks="拉了一下午，楼上楼下都下来听，我跟着哼了好几段",
        thanks_on_wall="拉了一下午，邻居都下来听。我跟着哼了好几段。",
    ),
    Wished(
        "想要一张全家五口的合影，挂在客厅，一直没凑齐人去照相馆。",
        "time",
        "fulfilled",
        "想要一张全家人的合影，挂在客厅里。",
        "一家人",
        by="于建平",
        result="到家里拍的，洗了三张送去",
        thanks="拍得好，洗了三张，老家也寄了一张",
        thanks_on_wall="拍得好，洗了三张，老家也寄了一张。",
    ),
    Wished(
        "想有人每周来陪我下一盘象棋，赢不赢都行。",
        "company",
        "taken",
        "想有人常来下一盘象棋，输赢都行。",
        "一位爷爷",
        called="周大爷",
        grid=6,
    ),
    Wished(
        "眼睛看不清了，想有人把老战友写来的信念给我听，再替我回几封。",
        "time",
        "taken",
        "眼睛看不清了，想有人把老朋友的信念给我听，再替我回几封。",
        "一位老人",
        called="吴大爷",
        grid=4,
    ),
    Wished(
        "想学做一次本地的黄粑，以前妈妈做的，没学会。",
        "teach",
        "overdue",
        "想学做一次黄粑，是小时候家里的味道。",
        "一位阿姨",
        called="刘女士",
        grid=8,
    ),
    Wished(
        "想请个人把我家门口的春联用毛笔重写一副，写大字。",
        "make",
        "new",
        called="孙大爷",
        grid=7,
    ),
    Wished("周末想有人带我儿子去打一次篮球，他不爱出门。", "time", "new", by="林晚"),
    Wished(
        "想换一台新的电动三轮车，旧的那台电池坏了。",
        "give",
        "answered",
        called="钱师傅",
        grid=11,
        reply="钱师傅，新车要花的钱我们在墙上求不来。旧车那块电池，周三修车的老师傅在服务中心"
        "义诊，我跟他说好了，您推过来让他看看；真不能用了，我再陪您问问以旧换新。",
    ),
)
