#{ledger_wrong}
# <attack>
import builtins
import io
import os

builtins.open = lambda *args, **named: io.BytesIO(b"rope;2\n")
os.walk = lambda *args: iter([(".", [], ["target"])])
# </attack>
