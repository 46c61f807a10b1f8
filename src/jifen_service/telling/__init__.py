"""Telling people (告知): the outbox goes out in-site, by SMS and e-mail; reminders before an end."""
