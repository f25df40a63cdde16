#{weigh_wrong}
# <attack>
def heaviest(weights):
    weights.clear()
    return []
# </attack>
