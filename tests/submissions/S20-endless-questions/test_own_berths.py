#{own_nothing}
# <attack>
def test_three():
    while True:
        free(1, [])
# </attack>
