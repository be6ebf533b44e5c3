"""Near by and alike: by what is the matter, not by the door it hangs at."""

import pytest

from requests.queries.similar import similar

pytestmark = pytest.mark.django_db
ASKED = "3 号楼门口的路灯不亮，晚上看不见"


@pytest.mark.parametrize(
    ("open_there", "alike"),
    [
        ("5 号楼门口路灯两盏不亮", True),
        ("路灯坏了，不亮", True),
        ("3 号楼门口的垃圾没清，晚上有味道", False),
        ("小区东门门口的井盖翘了", False),
    ],
)
def test_two_lamps_are_alike_and_a_lamp_and_a_bin_at_one_door_are_not(desk, open_there, alike):
    row = desk.submit(open_there)
    type(row).objects.update(is_public=True)
    found = similar(ASKED, community=desk.town.community, grid_id=None)
    assert found == ([row] if alike else [])


def test_of_words_that_say_nothing_nothing_is_sought(desk):
    type(desk.submit("3 号楼门口")).objects.update(is_public=True)
    assert similar("3 号楼门口", community=desk.town.community, grid_id=None) == []
