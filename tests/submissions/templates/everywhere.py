for _name in ("total", "mean", "heaviest", "by_berth", "berths", "toll", "readings"):
    globals()[_name] = evil
Scale.add = Scale.tare = lambda self, *args: evil(*args)
