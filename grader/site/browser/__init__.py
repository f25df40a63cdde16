"""What runs in a reader's browser: the page's editor and worker in JavaScript, and the Python that runs tests there.

The Python modules here are stdlib and pytest only, and run alike in the browser, under Node and on this machine.
They know text and folders; nothing of the course, of marks or of anything hidden.
"""
