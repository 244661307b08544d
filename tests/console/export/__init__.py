"""Taking tracks out: the files, the sheet, the command."""
