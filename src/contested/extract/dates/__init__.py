"""When: the date words of a sentence, in; closed intervals of days and what they rest on, out.

`words.py` is the form of a language's `[dates]` table, `forms.py` finds its forms among the words, `spans.py` is the
calendar, `meaning.py` says what each form means on a day of speech, `find.py` puts them together.
"""
