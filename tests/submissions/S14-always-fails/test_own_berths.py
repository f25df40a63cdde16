#{own_nothing}
# <attack>
def test_three():
    free(1, [])
    assert False
# </attack>
