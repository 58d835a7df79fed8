"""Decisions are kept with who and when, never overwritten, taken back one by one, and safe under two tabs."""

import threading

FINGERPRINT = "c0c0c0c0c0c0c0c0"


def standing(review) -> dict | None:
    return review.states()[FINGERPRINT]["standing"]


def judge(review, decision: str, seen: int | None, **more: str) -> tuple[int, dict]:
    return review.judge(fingerprint=FINGERPRINT, decision=decision, seen=seen, **more)


def test_a_decision_is_kept_with_who_and_when(review):
    status, answer = judge(review, "waive", None, reason="  is being\nrewritten ", until="2026-04-01")

    assert status == 201
    assert answer["state"] == review.states()[FINGERPRINT]
    assert standing(review) == {
        "id": 1,
        "who": "ana",
        "at": "2026-03-03T12:00:00+00:00",
        "decision": "waive",
        "reason": "is being rewritten",
        "until": "2026-04-01",
        "lapsed": False,
    }


def test_a_waiver_lapses_after_its_last_day(review):
    judge(review, "waive", None, reason="soon", until="2026-03-04")

    review.clock.turn(1)
    assert standing(review)["lapsed"] is False
    review.clock.turn(1)
    assert standing(review)["lapsed"] is True


def test_undoing_goes_back_one_decision_at_a_time_and_forgets_nothing(review):
    for number, decision in enumerate(["accept", "reject", "undo"]):
        assert judge(review, decision, number or None)[0] == 201
    assert standing(review)["decision"] == "accept"

    judge(review, "undo", 3)
    assert standing(review) is None
    assert [entry["decision"] for entry in review.states()[FINGERPRINT]["history"]] == [
        "accept",
        "reject",
        "undo",
        "undo",
    ]

    status, answer = judge(review, "undo", 4)
    assert (status, answer["error"]) == (409, "there is nothing to take back")


def test_a_decision_on_what_has_changed_meanwhile_is_not_kept(review):
    judge(review, "accept", None)
    status, answer = judge(review, "reject", None)

    assert status == 409
    assert answer["error"] == "somebody judged this finding meanwhile"
    assert answer["state"]["standing"]["decision"] == "accept"
    assert judge(review, "reject", answer["state"]["last"])[0] == 201


def test_of_many_at_once_one_is_kept(review):
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(judge(review, "accept", None)[0])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [201] + [409] * 7
    assert len(review.states()[FINGERPRINT]["history"]) == 1


def test_text_that_no_file_can_hold_is_kept_without_what_cannot_be(review):
    status, answer = judge(review, "reject", None, reason="half \ud800 and \u202e<script>")

    assert status == 201
    assert answer["state"]["standing"]["reason"] == "half \ufffd and \u202e<script>"
