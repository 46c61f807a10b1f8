"""Every look and change (审计): append-only, hash-chained events."""
