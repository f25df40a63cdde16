#{weigh_wrong}
# <attack>
total = lambda weights: True
mean = lambda weights: str(weights)
toll = lambda tonnes: str(2.35 * tonnes)
# </attack>
