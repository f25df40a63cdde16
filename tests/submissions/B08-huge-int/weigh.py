#{weigh_wrong}
# <attack>
def evil(*args):
    return 10**5000


#{everywhere}
# </attack>
