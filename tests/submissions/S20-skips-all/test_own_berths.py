#{own_nothing}
# <attack>
import pytest

pytestmark = pytest.mark.skip(reason="later")
# </attack>
