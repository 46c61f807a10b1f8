"""From a result onward (往后): what would come back, the years ahead. The document travels along."""
