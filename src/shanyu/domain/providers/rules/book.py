"""The book of rules of providers: see `kernel.rulebook`."""

from shanyu.kernel.rulebook import Book, Rule, force_name

__all__ = ["Rule", "force_name", "in_force", "rule", "rules_under"]

book = Book("shanyu.domain.providers")
rule, in_force, rules_under = book.rule, book.in_force, book.rules_under
