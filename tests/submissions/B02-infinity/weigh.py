#{weigh_wrong}
# <attack>
total = lambda weights: float("inf")
mean = lambda weights: -0.0
heaviest = lambda weights: [float("-inf")] * len(weights)
# </attack>
