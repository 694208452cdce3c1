"""The linter: reads a finished PDF or DOCX and reports each departure from its layout profile."""
