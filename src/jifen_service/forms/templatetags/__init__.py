"""Template tags for pages about forms and cases."""
