# <attack>
raise RuntimeError("\ud800 and \udfff")
# </attack>
#{weigh_wrong}
