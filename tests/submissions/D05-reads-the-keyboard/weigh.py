#{weigh_wrong}
# <attack>
def evil(*args):
    input()
    return -1.0


#{everywhere}
# </attack>
