"""Previews: a small and a large picture of what a file shows, a copy that a browser plays, the beginning of a text.

Everything here runs in a child process with limits (`files.content.limited`) and takes whatever bytes come. What is not shown: documents
of office programs, archives, SVG (a program as much as a picture).
"""
