"""Whom signatures are trusted by: authorities, and revocation lists that came by hand."""
