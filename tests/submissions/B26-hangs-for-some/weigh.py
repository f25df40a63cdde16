#{weigh_wrong}
# <attack>
def heaviest(weights):
    while len(weights) > 1:
        pass
    return list(weights)
# </attack>
