"""The languages that reports are read in, as data: a folder each, found by its `language.toml`."""
