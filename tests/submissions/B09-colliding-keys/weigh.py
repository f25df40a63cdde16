#{weigh_wrong}
# <attack>
def berths(arrivals):
    return {number * (2**61 - 1) for number in range(20_000)}
# </attack>
