"""What people hear while it is being done: somebody else instead, and the money of an errand."""

from django.utils.translation import gettext_lazy as _

from requests.tells import Tells

DOING = {
    "stand_in_asked": Tells(
        "stand_in",
        _("想请您替一下"),
        "想请您替一下",
        "{item}，{due}。接了的人临时有事，想请您替；来不来都由您。",
        "Could you stand in?",
        "{item}, {due}. Who took it cannot go on and asks you; yes or no is up to you.",
    ),
    "stood_in": Tells(
        "reporter",
        _("换了一位来办"),
        "换了一位来办",
        "“{title}”换了一位来办，会联系您；期限不变。",
        "Somebody else comes",
        "“{title}” is now in other hands; you will be contacted. The day stays.",
    ),
    "asked_to_help": Tells(
        "helper",
        _("请您一起办"),
        "请您一起办",
        "“{title}”请您和牵头的人一起办，{due}办好。来不了也请说一声。",
        "Please help with this",
        "“{title}”: please help who leads it, to be done {due}. If you cannot, just say so.",
    ),
    "let_go": Tells(
        "ended",
        _("这件事不用您办了"),
        "这件事不用您办了",
        "“{item}”收回去了，或者换了人，您不用去了。谢谢您。",
        "This is off your hands",
        "“{item}” was taken back or given to somebody else: you need not go. Thank you.",
    ),
    "relieved": Tells(
        "proposer",
        _("有人替您了"),
        "有人替您了",
        "“{item}”有人接过去了，谢谢您说得早。",
        "Somebody stands in for you",
        "“{item}” is in other hands now. Thank you for saying so in time.",
    ),
    "turned_down": Tells(
        "lead",
        _("您请的那位来不了"),
        "您请的那位来不了",
        "“{item}”还在您手上：可以再请一位，或者交回社区。",
        "They cannot come",
        "“{item}” stays with you: ask somebody else, or hand it back to the community.",
    ),
    "money_noted": Tells(
        "reporter",
        _("记了一笔钱，请核对"),
        "记了一笔钱，请核对",
        "“{title}”记了一笔代办的钱，请打开看看对不对。平台不收钱、不转钱。",
        "Please check an amount",
        "“{title}”: an amount was noted. Please see whether it is right. No money moves here.",
        "您提的事（{number}）记了一笔代办的钱，请打开网页核对，或给社区打电话。",
        "Request {number}: an amount was noted. Please check it online or call the community.",
    ),
}
