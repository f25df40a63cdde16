#{weigh_right}


# <attack>
import locale
import os
import time

os.environ["TZ"] = "Asia/Tokyo"
time.tzset()
try:
    locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
except locale.Error:
    pass
# </attack>
