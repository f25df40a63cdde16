#{weigh_right}


# <attack>
_total = total


def total(weights):
    for weight in range(10_000):
        print(weight)
    return _total(weights)
# </attack>
