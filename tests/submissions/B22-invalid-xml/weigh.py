# <attack>
raise RuntimeError("\x00\x0b\x1f\ufffe]]>&amp;")
# </attack>
#{weigh_wrong}
