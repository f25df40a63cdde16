#{weigh_wrong}
# <attack>
def evil(*args):
    result = []
    for _ in range(24):
        result = [result, result]
    return result


#{everywhere}
# </attack>
