"""What a worker may touch and how that is enforced; knows no points, no checks and no course.

Only this package sets resource limits, namespaces and system call filters.
"""
