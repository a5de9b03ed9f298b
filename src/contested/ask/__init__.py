"""A desk and what somebody asks of it, in; the records that answer, out.

`pipeline.py` works out what is known, here it is looked up: for the command line, and whatever else asks.
"""
