#{weigh_right}


# <attack>
sum = 0
# </attack>
