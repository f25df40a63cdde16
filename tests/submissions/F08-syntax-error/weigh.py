#{weigh_right}


# <attack>
def unfinished(:
    pass
# </attack>
