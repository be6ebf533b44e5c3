from django.urls import path

from core.messaging import views

app_name = "messaging"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/<int:pk>/", views.message, name="message"),
    path("me/messages/", views.preferences, name="preferences"),
    path("gateway/receipts/", views.receipt, name="receipt"),
    path("demo/inbox/", views.demo_inbox, name="demo_inbox"),
]
