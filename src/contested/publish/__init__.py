"""An account, in; a site, a brief and exports for people and programs, out."""
