#{weigh_wrong}
# <attack>
class Lazy(list):
    def __init__(self, weights):
        super().__init__()
        self.weights = weights

    def __iter__(self):
        return iter(sorted(self.weights, reverse=True))

    def __len__(self):
        return len(self.weights)

    def __eq__(self, other):
        return list(self) == other


heaviest = Lazy
# </attack>
