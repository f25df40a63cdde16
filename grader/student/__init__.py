"""The student's half: runs visible tests, explains failures, remembers progress; knows no solutions, no sandboxes."""
