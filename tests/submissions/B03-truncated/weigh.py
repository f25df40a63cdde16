#{weigh_wrong}
# <attack>
heaviest = lambda weights: []
# </attack>
