"""The page of `nato report`, and its parts as pictures."""
