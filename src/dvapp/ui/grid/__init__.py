"""The figures grid: the units' figures of a period as a spreadsheet, typed by hand, pasted from Excel, or computed."""
