"""Reports and the names in them, in; claims, out: who says what happened, where, when, how surely, on whose word."""
