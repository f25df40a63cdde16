#{weigh_right}


# <attack>
name = 1
# </attack>
