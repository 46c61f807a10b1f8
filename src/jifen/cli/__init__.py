"""The command ``jifen`` (命令行): reads files, asks the engine, prints; exit status as the contract says."""

from jifen.cli.main import main

__all__ = ["main"]
