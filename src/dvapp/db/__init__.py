"""The store: one SQLCipher file, through SQLAlchemy; unit of work, audit chain, migrations. :mod:`dvapp.db.stores` is its door."""
