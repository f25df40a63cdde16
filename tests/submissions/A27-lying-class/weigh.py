#{weigh_wrong}
# <attack>
class Liar:
    @property
    def __class__(self):
        return list

    def __eq__(self, other):
        return True

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


def evil(*args):
    return Liar()


#{everywhere}
# </attack>
