"""Telling people by notices, e-mail, push and SMS; threads, announcements and requests for consent."""
