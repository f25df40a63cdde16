#{weigh_wrong}
# <attack>
def evil(*args):
    raise type("Leak_" + repr(args), (Exception,), {})


#{everywhere}
# </attack>
