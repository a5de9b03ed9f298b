"""Names in a text, in; places, out, or an honest “don’t know”."""
