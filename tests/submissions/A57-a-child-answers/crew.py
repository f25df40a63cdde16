#{crew_wrong}
# <attack>
#{forge}
import os


def evil(*args):
    if os.fork() == 0:
        for answer in ([], {}, True, [0, 1, 2], None, args):
            try:
                send(wire.dump(["v", wire.pack(answer)]))
            except BaseException:
                pass
        os._exit(0)
    os.wait()
    return -1.0


#{all_of_crew}
# </attack>
