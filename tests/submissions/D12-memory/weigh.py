#{weigh_wrong}
# <attack>
def evil(*args):
    kept = []
    while True:
        kept.append(bytearray(10 << 20))
    return -1.0


#{everywhere}
# </attack>
