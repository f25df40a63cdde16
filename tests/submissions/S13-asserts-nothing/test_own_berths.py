#{own_nothing}


# <attack>
def test_three():
    for count in range(20):
        free(count, list(range(count)))
# </attack>
