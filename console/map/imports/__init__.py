"""Makes map packs of what people download: pack files, shapes, whole extracts. Each format is a file here."""
