"""WARC records (ISO 28500:2017, WARC 1.1), in and out: bytes as they went over the wire, with when and from where.

`record.py` has the record and writes it, `find.py` finds records in a file, damaged ones too, `message.py` takes an HTTP
answer apart. Own code, since both libraries lose what comes after one damaged record and one of them rewrites headers
(docs/decisions/2026-11-26-warc.md).
"""
