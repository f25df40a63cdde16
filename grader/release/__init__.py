"""Makes the repository that students get, and audits such repositories; imports the student half, never the judge."""
