"""Figures drawn and tabled (统计图表): bars in SVG with a table under each, and the same as a spreadsheet.

Lies below the fronts, so that a district and the city show the same figures in the same way.
"""
