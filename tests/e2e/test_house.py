def test_the_house_answers_a_real_browser(visit):
    page = visit("/livez")
    assert page.locator("body").inner_text() == "ok"
