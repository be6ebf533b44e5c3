from django.urls import reverse


def test_every_page_opens_for_the_secretary(town, enter):
    client = enter("secretary")
    person, home = town.people["resident"], town.households["resident"]
    for url in [
        reverse("communities:register"),
        reverse("communities:new_resident"),
        reverse("communities:resident", args=[person.pk]),
        reverse("communities:resident", args=[town.people["child"].pk]),
        reverse("communities:resident", args=[town.people["elder"].pk]),
        reverse("communities:household", args=[home.pk]),
        reverse("communities:areas"),
        reverse("communities:area", args=[town.community.pk]),
        reverse("communities:area", args=[town.grid.pk]),
        reverse("communities:identity"),
    ]:
        response = client.get(url)
        assert response.status_code == 200, url
