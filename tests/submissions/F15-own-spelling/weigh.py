#{weigh_right}


def heavyest(weights):
    return []


# <attack>
del heaviest
# </attack>
