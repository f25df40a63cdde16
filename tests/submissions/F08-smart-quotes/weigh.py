#{weigh_right}


# <attack>
name = “east”
# </attack>
