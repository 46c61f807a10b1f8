"""Verification (校验): walks the chains and names every row that is altered, missing or out of its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from jifen_service.audit.models import AuditEvent, AuditHead, Chain
from jifen_service.audit.sealing import seal

_ZERO = "0" * 64
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: chain, number of the row, kind (altered, removed, moved, cut, forged, headless)."""

    chain: str
    sequence: int
    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.words}"


def faults(expected: dict[str, str] | None = None) -> Iterator[Fault]:
    """Every fault of every chain. ``expected``: chain → a head noted earlier (``sequence:hash``).

    Somebody with every right on the database could cut rows off the end and set the head back; a head
    that was noted elsewhere shows that too.
    """
    for chain in Chain.values:
        yield from _faults_of(chain, (expected or {}).get(chain, ""))


def heads() -> dict[str, str]:
    """Chain → ``sequence:hash`` of its end, to be noted elsewhere."""
    return {head.chain: f"{head.sequence}:{head.own_hash}" for head in AuditHead.objects.order_by("chain")}


def _faults_of(chain: str, expected: str) -> Iterator[Fault]:
    previous, last, noted = _ZERO, 0, expected.partition(":")
    rows = AuditEvent.objects.filter(chain=chain).order_by("sequence")
    for row in rows.iterator(chunk_size=_BATCH):
        yield from _faults_at(row, last, previous)
        if expected and str(row.sequence) == noted[0] and row.own_hash != noted[2]:
            yield Fault(chain, row.sequence, "forged", "is not the row that was noted at this number")
        previous, last = row.own_hash, row.sequence
    yield from _faults_at_end(chain, last, previous)
    if expected and int(noted[0]) > last:
        yield Fault(chain, last + 1, "cut", f"rows up to {noted[0]} were noted and are gone")


def _faults_at(row: AuditEvent, last: int, previous: str) -> Iterator[Fault]:
    if row.sequence != last + 1:
        missing = str(last + 1) if row.sequence == last + 2 else f"{last + 1} to {row.sequence - 1}"
        yield Fault(row.chain, last + 1, "removed", f"rows missing: {missing}")
    if row.own_hash != seal(row):
        yield Fault(row.chain, row.sequence, "altered", "the row is not as it was written")
    elif row.previous_hash != previous and row.sequence == last + 1:
        yield Fault(row.chain, row.sequence, "moved", "does not follow the row before it")


def _faults_at_end(chain: str, last: int, last_hash: str) -> Iterator[Fault]:
    head = AuditHead.objects.filter(pk=chain).first() or AuditHead(chain=chain)
    if head.sequence > last:
        yield Fault(chain, last + 1, "cut", f"rows up to {head.sequence} were written and are gone")
    elif (head.sequence, head.own_hash) != (last, last_hash):
        yield Fault(chain, head.sequence, "headless", "the end of the chain is not the one that was written")
