#{weigh_wrong}
# <attack>
import logging
import sys


def evil(*args):
    print(args)
    print(args, file=sys.stderr)
    logging.getLogger().error("%s", args)
    return -1.0


#{everywhere}
# </attack>
