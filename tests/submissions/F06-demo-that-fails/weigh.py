#{weigh_right}


# <attack>
assert total([1.0]) == 2.0
# </attack>
