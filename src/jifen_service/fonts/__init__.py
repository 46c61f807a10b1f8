"""Fonts (字体) of all that is printed as PDF: each read once in a process, cut down for each document."""
