"""The workbook and the Word document."""
