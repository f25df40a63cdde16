#{weigh_right}


# <attack>
for _number in range(300_000):
    print(_number)
# </attack>
