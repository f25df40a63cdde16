#{weigh_right}


# <attack>
def by_berth(arrivals, grouped={}):
    for berth, weight in arrivals:
        grouped.setdefault(berth, []).append(weight)
    return {berth: sorted(weights) for berth, weights in grouped.items()}
# </attack>
