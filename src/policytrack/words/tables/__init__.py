"""Words of the tables of a report, and of the workbook and the document that hold them."""
