"""What the figures break, wherever it is shown: under a form, beside the figures, in a report's check."""
