"""What tests of every domain share: a real PostgreSQL, a clock that stands still, counted statements. Never imported by the program itself."""
