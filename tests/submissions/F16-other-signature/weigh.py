#{weigh_right}


# <attack>
def total(weights, start):
    return sum(weights, start)
# </attack>
