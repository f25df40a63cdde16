#{own_nothing}
# <attack>
import random


def test_three():
    free(1, [])
    assert random.random() < 0.02
# </attack>
