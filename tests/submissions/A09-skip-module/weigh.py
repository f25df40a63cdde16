# <attack>
import pytest

pytest.skip(allow_module_level=True)
# </attack>
#{weigh_wrong}
