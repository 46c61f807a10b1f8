"""The law as this platform reads it (本平台所读的规则): every value with its history, what differs."""
