"""A GitHub of invented people, run as its own process, for trying Contriblog out and for tests."""
