"""Where training courses are found; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import courses, trainers

urlpatterns = [
    path("desk/courses/", courses.board, name="courses"),
    path("desk/courses/new/", courses.new, name="new_course"),
    path("desk/courses/bases/", trainers.bases, name="training_bases"),
    path("desk/courses/bases/new/", trainers.new_base, name="new_training_base"),
    path(
        "desk/courses/bases/<int:pk>/do/<slug:slug>/", trainers.base_act, name="training_base_act"
    ),
    path("desk/courses/trainers/", trainers.board, name="trainers"),
    path("desk/courses/trainers/new/", trainers.new_trainer, name="new_trainer"),
    path("desk/courses/trainers/<int:pk>/", trainers.trainer, name="trainer"),
    path(
        "desk/courses/trainers/<int:pk>/do/<slug:slug>/", trainers.trainer_act, name="trainer_act"
    ),
    path("desk/courses/certificates/<int:pk>/", courses.certificate, name="course_certificate"),
    path("desk/courses/<int:pk>/", courses.course, name="course"),
    path("desk/courses/<int:pk>/do/<slug:slug>/", courses.course_act, name="course_act"),
]
