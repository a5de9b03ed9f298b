"""When: the date words of a sentence, in; closed intervals of days and what they rest on, out.

`words.py` is the form of a language's `[dates]` table, `forms.py` finds its forms among the words, `spans.py` is the
calendar, `meaning.py` and `named.py` say what each form means, `speech.py` when it is said and what it rests on, and
`find.py` puts them together.
"""
