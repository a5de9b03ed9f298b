"""One module a kind of file, each with a `READER`; docs/how-to/add-a-reader.md shows how to add one."""
