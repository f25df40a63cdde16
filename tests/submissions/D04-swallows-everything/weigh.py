#{weigh_wrong}
# <attack>
def evil(*args):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
    return -1.0


#{everywhere}
# </attack>
