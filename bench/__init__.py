"""Measures Parley as it is used: a real `parley serve` on a fresh data folder, signed-in people, every message durable before it is acknowledged.

`python -m bench` prints each measure beside its target and what peers reached on a machine of the same size, and writes
`bench/out/<measure>.json`. Nothing here asserts: times move with the machine, so a person compares. What must hold on every machine is
counted in tests (`tests/load`).
"""
