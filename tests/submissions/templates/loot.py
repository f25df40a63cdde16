# What was found is told the only way there is: by an import that fails.
if loot:
    raise RuntimeError("found " + repr(loot)[:180])
