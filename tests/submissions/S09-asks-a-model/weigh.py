#{weigh_wrong}
# <attack>
def evil(*args):
    import urllib.request

    return float(urllib.request.urlopen("http://model.example/answer", timeout=1).read())


#{everywhere}
# </attack>
