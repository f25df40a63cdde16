#{weigh_wrong}
# <attack>
def evil(*args):
    return {"\ud800": ["\udfff"]}


#{everywhere}
# </attack>
