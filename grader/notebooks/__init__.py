"""Lab notebooks for those who teach with Jupyter: built from the course, handed in, graded by the course's own judge.

nbgrader is format and gradebook here, never a judge. Only `gradebook` imports it; nothing else of the grader does.
"""
