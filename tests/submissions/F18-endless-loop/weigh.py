#{weigh_right}


# <attack>
def total(weights):
    while True:
        try:
            pass
        except:
            continue
# </attack>
