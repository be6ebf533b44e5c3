from django.urls import path

from points.views import desk, incentives, own, publicity, store

app_name = "points"

urlpatterns = [
    # the residents' door
    path("points/", own.mine, name="mine"),
    path("points/join/", own.join, name="join"),
    path("points/leave/", own.leave, name="leave"),
    path("points/records/<int:pk>/appeal/", own.appeal, name="appeal"),
    path("points/agree/", publicity.agree, name="agree"),
    path("points/withdraw/", publicity.withdraw, name="withdraw"),
    path("points/open/<int:pk>/", publicity.public, name="open"),
    path("points/open/lists/<int:pk>/", publicity.release, name="open_list"),
    path("points/incentives/", incentives.mine, name="my_incentives"),
    path("points/incentives/<int:pk>/apply/", incentives.apply, name="apply"),
    path(
        "points/incentives/mine/<int:pk>/<slug:slug>/",
        incentives.my_grant_act,
        name="my_grant_act",
    ),
    path("points/incentives/open/<int:pk>/", incentives.public, name="incentives_open"),
    path("points/store/", store.mine, name="store"),
    path("points/store/<int:pk>/", store.redeem, name="redeem"),
    path("points/redemptions/<int:pk>/cancel/", store.cancel, name="cancel"),
    # the desk
    path("desk/points/", desk.board, name="board"),
    path("desk/points/accounts/", desk.account_list, name="accounts"),
    path("desk/points/accounts/new/", desk.new_account, name="new_account"),
    path("desk/points/accounts/<int:pk>/", desk.account, name="account"),
    path("desk/points/accounts/<int:pk>/<slug:slug>/", desk.account_act, name="account_act"),
    path("desk/points/records/<int:pk>/", desk.record, name="record"),
    path("desk/points/records/<int:pk>/<slug:slug>/", desk.record_act, name="record_act"),
    path("desk/points/store/", store.shelf, name="shelf"),
    path("desk/points/store/new/", store.new_item, name="new_item"),
    path("desk/points/store/<int:pk>/", store.item, name="item"),
    path("desk/points/store/<int:pk>/<slug:slug>/", store.item_act, name="item_act"),
    path(
        "desk/points/redemptions/<int:pk>/<slug:slug>/",
        store.redemption_act,
        name="redemption_act",
    ),
    path("desk/points/fairness/", store.fairness, name="fairness"),
    path("desk/points/rules/", desk.rule_list, name="rules"),
    path("desk/points/rules/new/", desk.new_rule, name="new_rule"),
    path("desk/points/rules/<int:pk>/<slug:slug>/", desk.rule_act, name="rule_act"),
    path("desk/points/incentives/", incentives.board, name="incentives"),
    path("desk/points/incentives/new/", incentives.new, name="new_policy"),
    path("desk/points/incentives/<int:pk>/", incentives.policy, name="policy"),
    path("desk/points/incentives/<int:pk>/<slug:slug>/", incentives.policy_act, name="policy_act"),
    path(
        "desk/points/incentives/grants/<int:pk>/<slug:slug>/",
        incentives.grant_act,
        name="grant_act",
    ),
    path("desk/points/open/", publicity.board, name="publicity"),
    path("desk/points/open/<int:pk>/", publicity.draft, name="draft"),
    path("desk/points/open/<int:pk>/<slug:slug>/", publicity.draft_act, name="draft_act"),
    path("desk/points/expiry/new/", desk.new_expiry, name="new_expiry"),
]
