"""Sign, number and seal, verify (pyHanko): keys, stamps, trust."""
