"""Running in a checkout: a database, a queue and a GitHub of its own, until others are named.

Nothing here is imported in production; see docs/development.md.
"""
