"""What crosses a border: canonical data inside the PDF, template packs, files written whole or not at all."""
