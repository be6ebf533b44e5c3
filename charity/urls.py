from django.urls import path

from charity.views import gifts, recipients

app_name = "charity"

urlpatterns = [
    path("desk/gifts/", gifts.register, name="gifts"),
    path("desk/gifts/new/", gifts.new, name="new_gift"),
    path("desk/gifts/<int:pk>/", gifts.gift, name="gift"),
    path("desk/gifts/<int:pk>/do/<slug:slug>/", gifts.gift_act, name="gift_act"),
    path("desk/recipients/", recipients.board, name="recipients"),
    path("desk/recipients/new/", recipients.admit, name="new_recipient"),
    path(
        "desk/recipients/<int:pk>/do/<slug:slug>/", recipients.recipient_act, name="recipient_act"
    ),
]
