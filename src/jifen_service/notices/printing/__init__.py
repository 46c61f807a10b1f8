"""Content trees on paper: fonts, pages, QR codes, the PDF that is archived (PDF/A)."""
