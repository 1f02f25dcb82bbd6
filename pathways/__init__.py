"""Which routes lead from what a person holds to the role they want, under the real conditions."""
