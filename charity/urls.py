from django.urls import path

from charity.views import gifts, handouts, recipients, stock

app_name = "charity"

urlpatterns = [
    path("desk/gifts/", gifts.register, name="gifts"),
    path("desk/gifts/new/", gifts.new, name="new_gift"),
    path("desk/gifts/<int:pk>/", gifts.gift, name="gift"),
    path("desk/gifts/<int:pk>/do/<slug:slug>/", gifts.gift_act, name="gift_act"),
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
