#{weigh_right}


# <attack>
def broken(weights):
    return = weights
# </attack>
