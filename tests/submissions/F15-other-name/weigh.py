#{weigh_right}


# <attack>
totals = total
del total
# </attack>
