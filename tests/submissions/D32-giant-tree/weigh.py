#{weigh_wrong}
# <attack>
def evil(*args):
    return {str(n): 'x' * 1000 for n in range(2000)}
    return -1.0


#{everywhere}
# </attack>
