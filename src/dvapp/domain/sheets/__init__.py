"""Other people's sheets: what their heads, rows and cells say."""
