"""Who works in a store: accounts, their duties, and what each duty may do."""
