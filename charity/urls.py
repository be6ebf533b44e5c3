from django.urls import path

from charity.views import aid, earnings, funds, gifts, handouts, library, open, recipients, stock

app_name = "charity"

urlpatterns = [
    path("gifts/", open.index, name="public_index"),
    path("gifts/<int:pk>/", open.public, name="public"),
    path("me/gifts/", open.mine, name="mine"),
    path("desk/gifts/", gifts.register, name="gifts"),
    path("desk/gifts/new/", gifts.new, name="new_gift"),
    path("desk/gifts/<int:pk>/", gifts.gift, name="gift"),
    path("desk/gifts/<int:pk>/do/<slug:slug>/", gifts.gift_act, name="gift_act"),
    path("desk/gifts/uses/<int:pk>/do/<slug:slug>/", gifts.allocation_act, name="allocation_act"),
    path("desk/aid/", aid.board, name="aid"),
    path("desk/aid/new/", aid.new, name="new_aid"),
    path("desk/aid/<int:pk>/", aid.record, name="aid_record"),
    path("desk/aid/<int:pk>/do/<slug:slug>/", aid.aid_act, name="aid_act"),
    path("sharing/<int:pk>/", library.shelf, name="shelf"),
    path("desk/library/", library.board, name="library"),
    path("desk/library/new/", library.new, name="new_thing"),
    path("desk/library/<int:pk>/", library.thing, name="thing"),
    path("desk/library/<int:pk>/do/<slug:slug>/", library.thing_act, name="thing_act"),
    path("fund/<int:pk>/", funds.public, name="fund"),
    path("fund/reports/<int:pk>/", funds.release, name="release"),
    path("desk/fund/", funds.desk, name="desk_fund"),
    path("desk/fund/new/", funds.new, name="new_fund"),
    path("desk/fund/<int:pk>/do/<slug:slug>/", funds.fund_act, name="fund_act"),
    path("desk/fund/members/<int:pk>/do/<slug:slug>/", funds.member_act, name="member_act"),
    path("desk/fund/proposals/<int:pk>/do/<slug:slug>/", funds.proposal_act, name="proposal_act"),
    path("desk/fund/lines/<int:pk>/do/<slug:slug>/", funds.book_act, name="book_act"),
    path("desk/fund/reports/<int:pk>/", funds.report, name="report"),
    path("desk/fund/reports/<int:pk>/do/<slug:slug>/", funds.report_act, name="report_act"),
    path("earnings/<int:pk>/", earnings.public, name="earnings"),
    path("desk/earnings/", earnings.desk, name="desk_earnings"),
    path("desk/earnings/<int:pk>/do/<slug:slug>/", earnings.place_act, name="earnings_act"),
    path(
        "desk/earnings/projects/<int:pk>/do/<slug:slug>/", earnings.project_act, name="project_act"
    ),
    path("desk/earnings/assets/<int:pk>/do/<slug:slug>/", earnings.asset_act, name="asset_act"),
    path("desk/earnings/pots/<int:pk>/do/<slug:slug>/", earnings.pot_act, name="pot_act"),
    path("desk/earnings/incomes/<int:pk>/do/<slug:slug>/", earnings.income_act, name="income_act"),
    path("desk/earnings/moves/<int:pk>/do/<slug:slug>/", earnings.move_act, name="move_act"),
    path("desk/stock/", stock.board, name="stock"),
    path("desk/stock/<int:pk>/", stock.lot, name="lot"),
    path("desk/stock/<int:pk>/do/<slug:slug>/", stock.lot_act, name="lot_act"),
    path("desk/handouts/<int:pk>/", handouts.handout, name="handout"),
    path("desk/handouts/<int:pk>/sheet/", handouts.sheet, name="handout_sheet"),
    path("desk/handouts/<int:pk>/do/<slug:slug>/", handouts.handout_act, name="handout_act"),
    path("desk/handouts/lines/<int:pk>/do/<slug:slug>/", handouts.line_act, name="line_act"),
    path("desk/recipients/", recipients.board, name="recipients"),
    path("desk/recipients/new/", recipients.admit, name="new_recipient"),
    path(
        "desk/recipients/<int:pk>/do/<slug:slug>/", recipients.recipient_act, name="recipient_act"
    ),
]
