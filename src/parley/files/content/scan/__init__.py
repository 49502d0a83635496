"""Deciding about the bytes of one file before anybody may open it.

A library without database or network, `clamd` apart. Everything but `clamd` and `names` reads hostile bytes, so it belongs in a child
process with limits; on top of those it keeps its own (`ScanLimits`), so that a file is judged and not merely cut off.

It is a filter, not an antivirus: it knows types, containers, active content and a handful of signatures. An operator who wants known
malware found sets a clamd, which is asked about what this filter lets through.
"""
