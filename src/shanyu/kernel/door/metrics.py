"""What the door counts: how often each verb was used, how it ended, how long it took."""

from prometheus_client import Counter, Histogram

VERBS = Counter("shanyu_verbs_total", "Verbs that passed the door", ["verb", "outcome"])
SECONDS = Histogram(
    "shanyu_verb_seconds", "Time a verb took", ["verb"], buckets=(0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10)
)


def count(verb: str, outcome: str, seconds: float) -> None:
    VERBS.labels(verb, outcome).inc()
    SECONDS.labels(verb).observe(seconds)
