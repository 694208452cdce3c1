"""Values, records, periods, figures, rules, reports, refusals. Pure Python, no file, no clock."""
