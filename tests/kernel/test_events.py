import pytest

from shanyu.kernel.events import publish, subscribe, unsubscribe


@pytest.fixture
def heard():
    told = []

    def hear(**facts):
        told.append(facts)

    subscribe("tests.rang", hear)
    yield told, hear
    unsubscribe("tests.rang", hear)


def test_a_subscriber_hears_the_facts(heard):
    told, _hear = heard
    publish("tests.rang", bell=3)
    publish("tests.other", bell=4)
    assert told == [{"bell": 3}]


def test_subscribing_twice_is_hearing_once(heard):
    told, hear = heard
    subscribe("tests.rang", hear)
    publish("tests.rang", bell=1)
    assert told == [{"bell": 1}]


def test_nobody_hears_after_unsubscribing(heard):
    told, hear = heard
    unsubscribe("tests.rang", hear)
    publish("tests.rang", bell=1)
    assert told == []


def test_a_failing_subscriber_fails_the_publisher():
    def fail(**facts):
        raise ValueError("no")

    subscribe("tests.fails", fail)
    with pytest.raises(ValueError, match="no"):
        publish("tests.fails")
    unsubscribe("tests.fails", fail)
