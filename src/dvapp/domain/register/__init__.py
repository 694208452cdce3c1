"""The register of outgoing papers: series of numbers without gaps or doubles, and what an official register says of each."""
