"""The register of outgoing papers: its lines at the left, one of them with its history at the right."""
