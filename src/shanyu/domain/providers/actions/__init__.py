"""What may be done in providers."""

from shanyu.domain.providers.actions.favourites import add_favourite, remove_favourite

__all__ = ["add_favourite", "remove_favourite"]
