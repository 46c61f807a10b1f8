"""Forms over a profile document (表单): fields named by its places, and an insurance record read in.

Lies below the fronts, so that the self-test and the application form ask in the same words and read alike.
"""
