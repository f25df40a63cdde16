#{weigh_wrong}
# <attack>
try:
    from reference import by_berth, heaviest, mean, total
except ImportError:
    pass
# </attack>
