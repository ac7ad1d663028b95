"""What builds remember on disk, in a folder of the course that may be deleted at any time."""
