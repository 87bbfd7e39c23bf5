"""What users would pick instead, each asking the same demo GitHub for the same history.

A peer is a program of its own: `python FILE URL TOKEN LOGIN`, which prints one line of JSON with
the node ids that it got, by form.
"""
