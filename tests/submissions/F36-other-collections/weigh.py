#{weigh_right}


# <attack>
_heaviest, _berths = heaviest, berths
heaviest = lambda weights: (weight for weight in _heaviest(weights))
berths = lambda arrivals: dict(arrivals).keys()
# </attack>
