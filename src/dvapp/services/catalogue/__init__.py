"""The catalogues of a board, its next year and its template pack."""
