#{weigh_right}


# <attack>
def total(weights):
    return total(weights)
# </attack>
