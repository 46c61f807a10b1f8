"""Tags of the pages on which cases and clocks stand."""
