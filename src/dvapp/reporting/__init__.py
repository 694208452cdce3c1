"""From the report model to pages: layout profiles, sections, PDF. Draws, never counts."""
