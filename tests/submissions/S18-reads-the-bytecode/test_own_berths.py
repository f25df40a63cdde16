#{own_nothing}
# <attack>
def test_three():
    free(1, [])
    for name in ("__code__", "__globals__", "__wrapped__", "__closure__", "__defaults__", "__dict__", "__module__"):
        try:
            found = getattr(free, name)
        except AttributeError:
            continue
        assert "mutant" not in repr(found)
# </attack>
