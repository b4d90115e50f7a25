"""The verbs that change what is known of a child's day."""

from shanyu.domain.care.actions.recording import RecordResult, record

__all__ = ["RecordResult", "record"]
