"""The trusted process: collects hidden checks once, puts them to every submission, and says how each check ended."""
