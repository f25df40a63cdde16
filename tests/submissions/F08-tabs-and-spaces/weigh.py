#{weigh_right}


# <attack>
def mixed():
        if True:
		return 1
# </attack>
