#{weigh_wrong}
# <attack>
total = mean = lambda weights: float("nan")
# </attack>
