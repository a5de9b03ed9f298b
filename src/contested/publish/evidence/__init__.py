"""Claims and the reports that they rest on, in; one WACZ package of them that other programs replay and check, out.

`choose.py` says what a claim rests on, `shown.py` what of it the public may be given, `items.py` writes the reports' records,
`index.py` finds them again, `package.py` puts all of it into one file.
"""
