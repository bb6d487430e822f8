"""The rules of tools/tidy.py, one file a subject; each is a function from a Tree to findings."""
