"""The quick self-test (快速自测): ten questions in ordinary words, about half a minute."""
