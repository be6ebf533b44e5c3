"""Private PostgreSQL and Valkey servers for the demo and the tests.

Standard library only: `bin/demo` uses this package before anything is installed.
"""
