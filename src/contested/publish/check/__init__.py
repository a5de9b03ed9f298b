"""Whether a sentence says no more than its records: `facts` are what it may say, `sentence` holds it against them."""
