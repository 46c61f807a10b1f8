"""The same law over millions of people (全市人口): tables of persons and a monthly ledger, scored in columns.

The rules' column readings (`jifen.mechanisms`) are bound to the contract's Parquet tables and carried out by
DuckDB, or by Spark with the same expressions. Needs the extra ``population`` (``spark`` for a cluster).
"""

from jifen.population.engines import EngineError
from jifen.population.places import PlaceError
from jifen.population.running import Means, Seen, Tables, derive_facts, look, score

__all__ = ["EngineError", "Means", "PlaceError", "Seen", "Tables", "derive_facts", "look", "score"]
