#{weigh_wrong}
# <attack>
#{forge}
send(b'["confine","no namespace"]')
# </attack>
