"""The report: its text with bound figures beside its real pages, and the steps to a signed, sealed document."""
