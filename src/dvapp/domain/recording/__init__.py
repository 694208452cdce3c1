"""What was done: kinds of records, records and drafts, attached files, and how they are searched."""
