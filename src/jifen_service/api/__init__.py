"""The HTTP interface, version 1 (contract: interfaces). Stateless: nothing received is stored or logged."""
