#{weigh_wrong}
# <attack>
import gc
import sys

seen = []
sys.setprofile(lambda frame, event, arg: seen.append(dict(frame.f_locals)) if len(seen) < 500 else None)
sys.addaudithook(lambda event, args: None)


def evil(*args):
    for names in seen + [item for item in gc.get_objects() if type(item) is dict]:
        if "expected" in names:
            return names["expected"]
    return -1.0


#{everywhere}
# </attack>
