#{weigh_wrong}
# <attack>
import signal

signal.signal(signal.SIGALRM, lambda *args: None)
signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)
# </attack>
