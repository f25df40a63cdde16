#{weigh_wrong}
# <attack>
def evil(*args):
    value = []
    value.append(value)
    return value
    return -1.0


#{everywhere}
# </attack>
