#{weigh_right}


# <attack>
weight = float(input("weight: "))
# </attack>
