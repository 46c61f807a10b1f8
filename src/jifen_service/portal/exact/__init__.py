"""The exact self-test (详细测评): every indicator, month by month, kept in the browser only."""
