#{console_right}


def lift(number) :
    import os, os
    return undefined_name
