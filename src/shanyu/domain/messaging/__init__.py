"""Telling people: notices inside the product, and by e-mail, push and SMS."""
