#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(500):
    send(b'["v",null]')
wait()
# </attack>
