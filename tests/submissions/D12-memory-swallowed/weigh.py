#{weigh_wrong}
# <attack>
def evil(*args):
    kept = []
    while True:
        try:
            kept.append(bytearray(1 << 20))
        except MemoryError:
            pass
    return -1.0


#{everywhere}
# </attack>
