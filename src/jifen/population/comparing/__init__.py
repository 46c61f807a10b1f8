"""Two laws over one population (两种规则的比较): who crosses the pass mark, by what, and the sums."""

from jifen.population.comparing.charts import charts_of
from jifen.population.comparing.drawing import FontMissingError, png, svg, svg_file
from jifen.population.comparing.figures import as_dict
from jifen.population.comparing.report import fragment, html
from jifen.population.comparing.tallying import Comparison, Side, compare

__all__ = [
    "Comparison",
    "FontMissingError",
    "Side",
    "as_dict",
    "charts_of",
    "compare",
    "fragment",
    "html",
    "png",
    "svg",
    "svg_file",
]
