write = read = merge = evil
