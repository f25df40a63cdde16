"""Graders that do what ours refuses to do: import a submission beside the checks. For comparison and trial only."""
