#{weigh_right}


# <attack>
quit()
# </attack>
