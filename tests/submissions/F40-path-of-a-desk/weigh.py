#{weigh_right}


# <attack>
data = open("C:\\Users\\me\\weights.csv").read()
# </attack>
