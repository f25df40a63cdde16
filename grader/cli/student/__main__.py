"""Makes `python -m grader.cli.student` work where the console script is not on the path."""

from grader.cli.student.group import main

if __name__ == "__main__":
    main()
