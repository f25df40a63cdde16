"""Services for instructors: values or GraderError; nothing here prints or exits."""
