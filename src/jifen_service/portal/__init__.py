"""For everybody, without an account: the self-test, its result, where the rules come from."""
