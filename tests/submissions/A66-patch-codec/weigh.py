#{weigh_wrong}
# <attack>
#{forge}
import json
import os

wire.pack = lambda value: ["f", "0x0.0p+0"]
wire.dump = lambda tree: b'["v",["f","0x0.0p+0"]]'
json.dumps = lambda *args, **kwargs: '["v",["f","0x0.0p+0"]]'
os.read = lambda *args: b""
# </attack>
