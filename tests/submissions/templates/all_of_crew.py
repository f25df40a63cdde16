tally = together = apart = evil
