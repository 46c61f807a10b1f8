"""The pages of the employers' front."""
