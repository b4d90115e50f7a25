"""The verbs that ask about people."""

from shanyu.domain.people.queries.accounts import may_sign_in, my_account

__all__ = ["may_sign_in", "my_account"]
