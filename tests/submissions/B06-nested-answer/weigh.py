#{weigh_wrong}
# <attack>
def evil(*args):
    result = []
    for _ in range(900):
        result = [result]
    return result


#{everywhere}
# </attack>
