"""Strangers' files are looked at in a process of its own, which may hang or die without harm."""
