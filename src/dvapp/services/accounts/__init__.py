"""Who works in a store: accounts, duties, passwords."""
