"""What the figures and the register of returns break, and the reasons for it."""
