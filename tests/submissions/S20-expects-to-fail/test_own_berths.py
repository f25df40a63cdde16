#{own_nothing}
# <attack>
import pytest

pytestmark = pytest.mark.xfail


def test_three():
    assert free(1, []) == "anything"
# </attack>
