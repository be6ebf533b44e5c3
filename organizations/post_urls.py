"""Posts of checked-in members and letters to units; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import letters, posts

urlpatterns = [
    # the member himself
    path("checkin/<int:pk>/posts/", posts.mine, name="my_posts"),
    path("checkin/<int:pk>/posts/<int:post>/", posts.mine_one, name="my_post"),
    path("checkin/<int:pk>/posts/<int:post>/do/<slug:slug>/", posts.own_act, name="own_post_act"),
    path("checkin/<int:pk>/card/", posts.card, name="service_card"),
    # the desk
    path("desk/checkins/<int:pk>/card/", posts.member_card, name="member_card"),
    path("desk/checkins/posts/", posts.board, name="posts"),
    path("desk/checkins/posts/new/", posts.new, name="new_post"),
    path("desk/checkins/posts/<int:pk>/", posts.post, name="post"),
    path("desk/checkins/posts/<int:pk>/do/<slug:slug>/", posts.post_act, name="post_act"),
    path("desk/checkins/claims/<int:pk>/do/<slug:slug>/", posts.claim_act, name="claim_act"),
    path("desk/checkins/turns/<int:pk>/do/<slug:slug>/", posts.turn_act, name="turn_act"),
    path("desk/checkins/letters/", letters.board, name="letters"),
    path("desk/checkins/letters/<int:pk>/", letters.letter, name="letter"),
    path("desk/checkins/letters/<int:pk>/do/<slug:slug>/", letters.letter_act, name="letter_act"),
]
