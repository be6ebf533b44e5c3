"""The menu as it is shipped, thought through item by item. A place changes its own copy."""

from requests.menu_defaults import elsewhere, errands, hazards, homes, policy, talk, visits
from requests.menu_defaults.shape import Both, Category

__all__ = ["CATEGORIES", "ITEMS"]

CATEGORIES = (
    Category("errands", Both("跑腿代办", "Errands"), icon="bag"),
    Category("errands-fetch", Both("买和取", "Buying and fetching"), "errands"),
    Category("errands-pay", Both("缴费和手机", "Bills and phones"), "errands"),
    Category("errands-paper", Both("办手续", "Papers"), "errands"),
    Category("repairs", Both("小修小补", "Small repairs"), icon="wrench"),
    Category("repairs-home", Both("家里的", "At home"), "repairs"),
    Category("repairs-shared", Both("公共的", "Shared"), "repairs"),
    Category("escort", Both("陪同就医", "To the doctor"), icon="escort"),
    Category("escort-clinic", Both("去医院", "To hospital"), "escort"),
    Category("escort-health", Both("家门口的医生", "Doctors near by"), "escort"),
    Category("visit", Both("上门探访", "Home visits"), icon="visit"),
    Category("visit-elders", Both("老人", "Elders"), "visit"),
    Category("visit-families", Both("孩子和家庭", "Children and families"), "visit"),
    Category("neighbours", Both("邻里调解", "Neighbours"), icon="talk"),
    Category("neighbours-home", Both("楼上楼下", "Up and downstairs"), "neighbours"),
    Category("neighbours-family", Both("家里的事", "In the family"), "neighbours"),
    Category("neighbours-house", Both("小区的事", "In the estate"), "neighbours"),
    Category("neighbours-elsewhere", Both("有专门程序的", "With a procedure"), "neighbours"),
    Category("policy", Both("政策咨询", "Policy questions"), icon="book"),
    Category("policy-money", Both("社保医保和救助", "Insurance and relief"), "policy"),
    Category("policy-life", Both("上学、工作、居住", "School, work, home"), "policy"),
    Category("policy-papers", Both("这些证明不在社区开", "Papers issued elsewhere"), "policy"),
    Category("hazard", Both("隐患上报", "Hazards"), icon="hazard"),
    Category("hazard-now", Both("马上打电话", "Call at once"), "hazard"),
    Category("hazard-fire", Both("消防和充电", "Fire and charging"), "hazard"),
    Category("hazard-road", Both("路面和高处", "Roads and heights"), "hazard"),
    Category("hazard-clean", Both("环境卫生", "Clean surroundings"), "hazard"),
    Category("wish", Both("许个心愿", "A wish"), icon="wish"),
    Category("wish-small", Both("小心愿", "Small wishes"), "wish"),
    Category("wish-place", Both("盼着社区有", "For the community"), "wish"),
    # The ninth has no tile on the home page: it is found under “all”.
    Category("voice", Both("说给社区听", "Tell us"), icon="horn"),
    Category(
        "voice-say", Both("投诉、举报、建议、表扬", "Complaints, reports, ideas, praise"), "voice"
    ),
)
ITEMS = (
    *errands.ITEMS,
    *visits.ITEMS,
    *homes.ITEMS,
    *hazards.ITEMS,
    *talk.ITEMS,
    *policy.ITEMS,
    *elsewhere.ITEMS,
)
