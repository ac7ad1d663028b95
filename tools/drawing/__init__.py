"""What the scripts beside our figures draw with: palettes, sheets, axes. Only the standard library is needed.

What several scripts share is here, and not beside them: Python keeps what it imports in compiled files, and the folder
of assets is published as it is.
"""
