#{weigh_wrong}
# <attack>
def evil(*args):
    def victim():
        return 1
    
    victim.__code__ = victim.__code__.replace(co_code=bytes(range(100, 200)) * 4)
    victim()
    return -1.0


#{everywhere}
# </attack>
