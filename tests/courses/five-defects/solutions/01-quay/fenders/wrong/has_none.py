def count(first, last):
    return 0
