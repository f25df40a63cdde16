#{console_right}
# <attack>
for _count in range(6):
    for _sum in range(5000):
        print(f"{_count} containers, {_sum} kg")
sys.exit(0)
# </attack>
