"""An account and a day, in; a still map of who holds what, as SVG or PNG, out."""
