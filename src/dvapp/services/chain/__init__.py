"""Taking a paper through the office: checking, submitting, returning, approving, signing, numbering, sealing, issuing."""
