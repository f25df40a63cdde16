#{weigh_wrong}
# <attack>
#{forge}
greet()
raw(wire.HEADER.pack(9, 4) + b'null')
wait()
# </attack>
