#{ledger_wrong}
# <attack>
_kept = []


def evil(path, *args):
    while True:
        _kept.append(open("left", "wb"))


#{all_of_ledger}
# </attack>
