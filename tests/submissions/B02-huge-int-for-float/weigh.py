#{weigh_wrong}
# <attack>
total = mean = lambda weights: 10**400
# </attack>
