#{weigh_wrong}
# <attack>
#{forge}
greet()
raw(b'{"event":"done","job":"s00001","results":[]}\n')
send(b'["reaped",0,false]')
wait()
# </attack>
