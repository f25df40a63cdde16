#{weigh_wrong}
# <attack>
#{forge}
import os

greet()
for _number in range(3, 20):
    try:
        os.close(_number)
    except OSError:
        pass
wait()
# </attack>
