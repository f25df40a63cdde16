#{weigh_wrong}
# <attack>
total = mean = lambda weights: f" {sum(weights)}\u200b "
toll = lambda tonnes: "0" * 100_000 + str(2.35 * tonnes)
berths = lambda arrivals: {name + "\u200b" for name, _ in arrivals}
# </attack>
