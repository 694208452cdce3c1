"""The report: its text, the figures bound in it, and the one frozen value that is drawn and signed."""
