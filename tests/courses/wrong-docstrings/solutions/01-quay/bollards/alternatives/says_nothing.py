def count(first, last):
    return last - first + 1
