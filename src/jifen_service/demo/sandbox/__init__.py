"""A register that does not exist (演示登记机关): a server that knows the sample people, with faults."""
