"""Employees from a spreadsheet (批量预评): read with every wrong cell named, confirmed, assessed in the background."""
