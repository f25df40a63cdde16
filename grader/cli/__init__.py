"""Commands: they read the command line, call one service, print and exit; nothing else in the package does."""
