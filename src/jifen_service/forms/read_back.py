"""What was filled in, as rows to read back (核对填写内容): the same for the holder and for the agent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A row: label and text. ``field``: a particular that is masked and may be asked for, "" otherwise."""

    label: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a heading: an entry of a list; "" for none."""

    heading: str
    rows: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form with what it holds; ``none``: the holder said that there is nothing."""

    key: str
    name: str
    blocks: tuple[Block, ...]
    none: bool
