"""The benchmark of Jifen: what it measures and how to read it stands in docs/benchmarks.md."""
