#{weigh_wrong}
# <attack>
#{forge}
greet()
wait()
# </attack>
