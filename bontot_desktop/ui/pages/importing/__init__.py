"""The steps of the import: the file, its columns, what would be taken."""
