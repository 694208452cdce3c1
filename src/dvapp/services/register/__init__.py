"""The register of outgoing papers: numbers leased, used and returned; the register searched, printed and written out."""
