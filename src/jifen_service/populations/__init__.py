"""Whole populations (人口表) and what two laws do to them (两种规则的比较), in the background."""
