#{weigh_wrong}
# <attack>
#{forge}
greet()
raw(wire.HEADER.pack(1, 2**31 - 1))
wait()
# </attack>
