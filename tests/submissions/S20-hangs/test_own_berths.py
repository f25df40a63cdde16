#{own_nothing}
# <attack>
def test_three():
    free(1, [])
    while True:
        pass
# </attack>
