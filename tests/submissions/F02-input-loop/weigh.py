#{weigh_right}


# <attack>
while True:
    try:
        weight = float(input("weight: "))
        break
    except Exception:
        print("once more")
# </attack>
