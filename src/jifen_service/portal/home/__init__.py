"""The home page (首页): what people come for, each a tap away."""
