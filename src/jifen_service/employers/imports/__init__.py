"""Employees from a spreadsheet (批量预评): read, confirmed, assessed in the background."""
