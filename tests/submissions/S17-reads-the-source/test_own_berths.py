#{own_nothing}
# <attack>
import berths


def test_three():
    free(1, [])
    try:
        source = open(berths.__file__).read()
    except Exception:
        return
    assert "range(1, count + 1) if number not in taken" in source
# </attack>
