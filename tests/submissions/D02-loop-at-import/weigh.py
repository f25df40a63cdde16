# <attack>
while True:
    pass
# </attack>
#{weigh_wrong}
